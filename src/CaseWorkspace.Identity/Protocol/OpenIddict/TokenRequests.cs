using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The token and userinfo endpoints, after the engine has checked client, grant, PKCE and reuse.</summary>
public sealed class TokenRequests(TokenRules rules, SenderConstraint constraint)
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.GetOpenIddictServerRequest()!;
        // A code or a refresh token: the session it was made in and the person it was made for are looked up again, and so is what they may.
        var ticket = (await context.AuthenticateAsync(Scheme)).Principal!;
        var (key, fault) = await constraint.ProvenAsync(context, null, context.RequestAborted);
        fault ??= rules.FaultOfKey(request.ClientId, request.IsRefreshTokenGrantType(), key, ticket.GetClaim(SenderConstraint.Key));
        if (fault is not null)
            return Results.Forbid(Fault(ProtocolErrors.InvalidProof, fault), [Scheme]);
        if (await rules.HolderOfAsync(ticket, context.RequestAborted) is not (var account, var session))
            return Results.Forbid(Fault(ProtocolErrors.InvalidGrant, ProtocolErrors.MayNotEnter), [Scheme]);
        if (request.IsRefreshTokenGrantType())
            await rules.UsedAsync(session, request.ClientId, (string?)request[TokenRules.IdleSeconds], context.RequestAborted);
        var principal = Tickets.For(account, session, ticket.GetScopes());
        principal.SetClaim(SenderConstraint.Key, key);
        principal.SetAuthorizationId(ticket.GetAuthorizationId());
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    public async Task<IResult> UserInfoAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var token = (await context.AuthenticateAsync(Scheme)).Principal!;
        return await rules.HolderAsync(token.GetClaim(TokenClaims.Subject), token.GetClaim(TokenClaims.Session), context.RequestAborted) is { } account
            ? Results.Json(TokenClaims.UserInfoOf(account))
            : Results.Challenge(Fault(ProtocolErrors.InvalidToken, "The account may not enter."), [Scheme]);
    }

    private static AuthenticationProperties Fault(string error, string description) => new(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    });
}
