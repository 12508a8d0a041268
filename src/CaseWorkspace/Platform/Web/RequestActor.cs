using System.Diagnostics;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Web;

/// <summary>Who sends a request.</summary>
public static class RequestActor
{
    /// <summary>The person or client behind the token; null without a role.</summary>
    public static Actor? Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var actor = ActorClaims.Read(context.User);
        return actor is null ? null : actor with
        {
            Address = context.Connection.RemoteIpAddress?.ToString(),
            Correlation = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            Purpose = StatedPurpose.Code(context.Request),
            PurposeWords = StatedPurpose.Words(context.Request),
        };
    }

    /// <summary>The same, behind authentication and the rule 'no role, no entry'.</summary>
    /// <exception cref="InvalidOperationException">The route lets in callers without a role.</exception>
    internal static Actor OfRoute(IHttpContextAccessor accessor) =>
        Of(accessor.HttpContext!) ?? throw new InvalidOperationException("The route lets in callers without a role.");
}
