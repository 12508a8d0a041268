using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CaseWorkspace.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;

namespace CaseWorkspace.Web.Api;

/// <summary>On routes of the API, no token and no role are answered with problem documents, never with a redirection to a page.</summary>
internal sealed class EntryAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded && (NotAnswering.Marked(context) ?? ProtectionKeys.Away(context)) is { } away)
        {
            await NotAnswering.Answer(context, away);
            return;
        }

        // An address that is none begins no sign-in: that would cost the identity server a call.
        if (authorizeResult.Challenged && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(MissingPage))
        {
            await FaultAnswers.NothingThere(context);
            return;
        }

        if (authorizeResult.Succeeded || !context.IsOfApi())
        {
            await _pages.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        var signedIn = context.User.Identity?.IsAuthenticated == true;
        if (!signedIn)
        {
            // The challenge sets WWW-Authenticate with what is wrong with the token (RFC 6750, 3).
            await context.ChallengeAsync(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerDefaults.AuthenticationScheme);
        }

        await Problems.Answer(signedIn
                ? Problems.Of("no-role", StatusCodes.Status403Forbidden)
                : Problems.Of("not-signed-in", StatusCodes.Status401Unauthorized))
            .ExecuteAsync(context);
    }
}
