using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Identity.Accounts;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What a token says of an account: read from the database each time one is made, codes and refreshes alike.</summary>
public static class TokenClaims
{
    public const string Role = "role";
    public const string Unit = "unit";
    public const string Posting = "posting";
    public const string SecondFactorAt = "second_factor_at";

    /// <summary>The authentication context of a session in which a second factor was used; asked for by <c>acr_values</c>, it must be a fresh one.</summary>
    public const string SecondFactorContext = "urn:caseworkspace:second-factor";

    /// <summary>Only in codes and refresh tokens, which are encrypted: what a later refresh is compared with.</summary>
    private const string Stamp = "cw_stamp";

    /// <summary>Only in access tokens: what an introspection compares with the account.</summary>
    public const string Standing = "cw_standing";

    public static readonly IReadOnlyList<string> Names =
        [Claims.Subject, Claims.Name, Claims.PreferredUsername, Role, Unit, Posting, "sid", Claims.AuthenticationTime, Claims.AuthenticationMethodReference,
            Claims.AuthenticationContextReference, SecondFactorAt];

    /// <summary>The claims of an account in a session.</summary>
    public static ClaimsPrincipal For(Account account, Session session, ImmutableArray<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(session);
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString())
            .SetClaim(Claims.Name, account.DisplayName)
            .SetClaim(Claims.PreferredUsername, account.UserName)
            .SetClaims(Role, [.. account.Roles])
            .SetClaim(Unit, account.UnitCode)
            .SetClaims(Posting, [.. account.Postings])
            .SetClaim("sid", session.Id)
            .SetClaim(Claims.AuthenticationTime, session.AuthenticatedAt.ToUnixTimeSeconds())
            .SetClaims(Claims.AuthenticationMethodReference, [.. session.Methods])
            .SetClaim(Stamp, account.SecurityStamp)
            .SetClaim(Standing, StandingOf(account));
        if (session.SecondFactorAt is { } at)
            identity.SetClaim(SecondFactorAt, at.ToUnixTimeSeconds()).SetClaim(Claims.AuthenticationContextReference, SecondFactorContext);
        identity.SetScopes(scopes);
        if (scopes.Contains(ProtocolSetup.ApiScope))
            identity.SetResources(ProtocolSetup.ApiScope);
        identity.SetDestinations(claim => claim.Type switch
        {
            Stamp => [],
            Standing => [Destinations.AccessToken],
            _ => [Destinations.AccessToken, Destinations.IdentityToken],
        });
        return new ClaimsPrincipal(identity);
    }

    /// <summary>All of the account that a token rests on, as a hash; the random stamp in it keeps the rest from being guessed.</summary>
    public static string StandingOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var whole = string.Join('\n', account.SecurityStamp, string.Join(' ', account.Roles.Order(StringComparer.Ordinal)),
            account.UnitCode, string.Join(' ', account.Postings.Order(StringComparer.Ordinal)));
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(whole)).AsSpan(0, 16));
    }

    /// <summary>The session a code or refresh token was made in.</summary>
    public static Session? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.GetClaim(Claims.Subject), out var account)
        && principal.GetClaim("sid") is { } id && principal.GetClaim(Stamp) is { } stamp
        && Time(principal, Claims.AuthenticationTime) is { } authenticated
            ? new Session(account, id, "", stamp, authenticated, Time(principal, SecondFactorAt)) { Methods = [.. principal.GetClaims(Claims.AuthenticationMethodReference)] }
            : null;

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

    private static DateTimeOffset? Time(ClaimsPrincipal principal, string name) =>
        long.TryParse(principal.GetClaim(name), System.Globalization.CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
