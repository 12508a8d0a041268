using System.Collections.Immutable;
using System.Security.Claims;
using CaseWorkspace.Identity.Accounts;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>What the engine makes tokens from.</summary>
public static class Tickets
{
    /// <summary>The claims of an account in a session, each with the tokens it goes into.</summary>
    public static ClaimsPrincipal For(Account account, Session session, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(TokenClaims.Of(account, session), TokenValidationParameters.DefaultAuthenticationType, Claims.Name, TokenClaims.Role);
        identity.SetScopes(scopes);
        if (scopes.Contains(ProtocolSetup.ApiScope))
            identity.SetResources(ProtocolSetup.ApiScope);
        identity.SetDestinations(claim =>
        [
            .. TokenClaims.IsForAccessTokens(claim.Type) ? new[] { Destinations.AccessToken } : [],
            .. TokenClaims.IsForIdentityTokens(claim.Type) ? new[] { Destinations.IdentityToken } : [],
        ]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The engine writes a single value as a string; amr is an array even of one (OpenID Connect Core, section 2).</summary>
    public static ValueTask WriteMethodsAsArray(OpenIddictServerEvents.GenerateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Principal.GetClaims(Claims.AuthenticationMethodReference) is { Length: > 0 } methods)
        {
            context.SecurityTokenDescriptor.Claims ??= new Dictionary<string, object>(StringComparer.Ordinal);
            context.SecurityTokenDescriptor.Claims[Claims.AuthenticationMethodReference] = methods.ToArray();
        }
        return default;
    }
}
