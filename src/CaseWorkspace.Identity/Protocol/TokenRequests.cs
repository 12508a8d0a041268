using System.Globalization;
using System.Security.Claims;
using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The token and userinfo endpoints, after the engine has checked client, grant, PKCE and reuse.</summary>
public sealed class TokenRequests(Sessions sessions, TimeProvider clock)
{
    /// <summary>In a refresh by the web host: for how many seconds the person has done nothing there. A page left open renews its tokens too, and is no use of the session.</summary>
    public const string IdleSeconds = "idle_seconds";

    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
            return Results.SignIn(ClientPrincipal(request), authenticationScheme: Scheme);

        // A code or a refresh token: the session it was made in and the person it was made for are looked up again, and so is what they may.
        var ticket = (await context.AuthenticateAsync(Scheme)).Principal!;
        var session = TokenClaims.SessionOf(ticket);
        if (session is null || await sessions.HolderAsync(session.AccountId, session.Id, context.RequestAborted) is not { } account
            || account.SecurityStamp != session.Stamp)
        {
            return Refuse();
        }
        if (request.IsRefreshTokenGrantType())
            await sessions.UsedAsync(Guid.Parse(session.Id), clock.GetUtcNow() - IdleOf(request), context.RequestAborted);
        var principal = TokenClaims.For(account, session, ticket.GetScopes());
        principal.SetAuthorizationId(ticket.GetAuthorizationId());
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    public async Task<IResult> UserInfoAsync(HttpContext context)
    {
        var token = (await context.AuthenticateAsync(Scheme)).Principal!;
        if (!Guid.TryParse(token.GetClaim(Claims.Subject), out var id) || await sessions.HolderAsync(id, token.GetClaim("sid"), context.RequestAborted) is not { } account)
            return Results.Challenge(Fault(Errors.InvalidToken, "The account may not enter."), [Scheme]);
        return Results.Json(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [Claims.Subject] = account.Id,
            [Claims.Name] = account.DisplayName,
            [Claims.PreferredUsername] = account.UserName,
            [TokenClaims.Role] = account.Roles,
            [TokenClaims.Unit] = account.UnitCode,
            [TokenClaims.Posting] = account.Postings,
        });
    }

    private static TimeSpan IdleOf(OpenIddictRequest request) =>
        request.ClientId == Clients.Web && int.TryParse((string?)request[IdleSeconds], CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    private static ClaimsPrincipal ClientPrincipal(OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, TokenClaims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetScopes(request.GetScopes());
        if (request.HasScope(ProtocolSetup.ApiScope))
            identity.SetResources(ProtocolSetup.ApiScope);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private static IResult Refuse() => Results.Forbid(Fault(Errors.InvalidGrant, "The account may not enter any more, or must sign in again."), [Scheme]);

    private static AuthenticationProperties Fault(string error, string description) => new(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    });
}
