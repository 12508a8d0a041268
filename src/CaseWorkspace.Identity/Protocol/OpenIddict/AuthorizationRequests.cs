using System.Collections.Immutable;
using System.Security.Claims;
using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The authorization and end-session endpoints, after the engine has checked client, addresses, PKCE and PAR.</summary>
public sealed class AuthorizationRequests(
    IOpenIddictApplicationManager clients, IOpenIddictAuthorizationManager authorizations, ServedOnce once, AuthorizationSteps steps, TimeProvider clock)
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    public const string SessionProperty = "session";

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.GetOpenIddictServerRequest()!;
        var pushed = PushedRequestOf(context);
        if (pushed is not null && !await once.IsUnspentAsync(pushed, context.RequestAborted))
            return Refuse(ProtocolErrors.InvalidRequestUri, ProtocolErrors.PushedRequestIsSpent);
        switch (steps.Next(context, AskedForBy(request, context)))
        {
            case AuthorizationStep.Page page:
                return Results.LocalRedirect(page.Address);
            case AuthorizationStep.Refused refused:
                return Refuse(refused.Error, refused.Description);
            case AuthorizationStep.Granted granted:
                var principal = Tickets.For(granted.Account, granted.Session, request.GetScopes());
                principal.SetClaim(SenderConstraint.Key, BoundTokens.AskedFor(request));
                principal.SetAuthorizationId(await AuthorizeAsync(granted.Account, granted.Session, request, context.RequestAborted));
                return Results.SignIn(principal, authenticationScheme: Scheme);
            default:
                throw new InvalidOperationException("There is no other step.");
        }
    }

    /// <summary>
    /// Sign-out. A client that proves by its id token that it speaks for this very session ends it at once;
    /// anybody else's link makes us ask the user first.
    /// </summary>
    public async Task<IResult> EndSessionAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.SignedInSession() is { } session)
        {
            var hint = (await context.AuthenticateAsync(Scheme)).Principal;
            if (hint?.GetClaim("sid") != session.Id.ToString())
                return Results.LocalRedirect(steps.ComeBackFrom("/sign-out", context, AskedForBy(context.GetOpenIddictServerRequest()!, context)).Address);
            await context.EndSessionAsync();
        }
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/sign-in" }, [Scheme]);
    }

    /// <summary>The request that the client pushed, where this one refers to one.</summary>
    private static ClaimsPrincipal? PushedRequestOf(HttpContext context) => Validated(context)?.RequestTokenPrincipal;

    /// <summary>The tokens that came with the request, as the engine has checked them.</summary>
    private static OpenIddictServerEvents.ProcessAuthenticationContext? Validated(HttpContext context) =>
        context.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction?
            .GetProperty<OpenIddictServerEvents.ProcessAuthenticationContext>(typeof(OpenIddictServerEvents.ProcessAuthenticationContext).FullName!);

    private static AskedFor AskedForBy(OpenIddictRequest request, HttpContext context) => new(request.ClientId ?? "")
    {
        Prompts = [.. request.GetPromptValues()],
        MaxAge = request.MaxAge,
        AcrValues = request.AcrValues,
        UiLocales = request.UiLocales,
        State = request.State,
        Nonce = request.Nonce,
        CodeChallenge = request.CodeChallenge,
        HintedSubject = Validated(context)?.IdentityTokenPrincipal?.GetClaim(Claims.Subject),
        PushedAt = (long?)request[SenderConstraint.PushedAtParameter],
        Query = QueryOf(context, request),
    };

    /// <summary>One authorisation for each session and request: what hangs on it can be revoked together.</summary>
    private async Task<string?> AuthorizeAsync(Account account, Session session, OpenIddictRequest request, CancellationToken cancel)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, cancel)
            ?? throw new InvalidOperationException("The client was removed while its request was answered.");
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = await clients.GetIdAsync(client, cancel),
            CreationDate = clock.GetUtcNow(),
            Status = Statuses.Valid,
            Subject = account.Id.ToString(),
            Type = AuthorizationTypes.AdHoc,
        };
        descriptor.Scopes.UnionWith(request.GetScopes());
        descriptor.Properties[SessionProperty] = System.Text.Json.JsonSerializer.SerializeToElement(session.Id);
        return await authorizations.GetIdAsync(await authorizations.CreateAsync(descriptor, cancel), cancel);
    }

    /// <summary>The request as it came; a posted one becomes a query.</summary>
    private static QueryString QueryOf(HttpContext context, OpenIddictRequest request) =>
        HttpMethods.IsGet(context.Request.Method)
            ? context.Request.QueryString
            : QueryString.Create(request.GetParameters().ToImmutableDictionary().Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [Scheme]);
}
