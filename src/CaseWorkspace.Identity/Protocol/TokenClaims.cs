using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Identity.Accounts;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What a token says of an account: read from the database each time one is made, codes and refreshes alike.</summary>
public static class TokenClaims
{
    public const string Subject = "sub";
    public const string Session = "sid";
    public const string Name = "name";
    public const string UserName = "preferred_username";
    public const string Locale = "locale";
    public const string Role = "role";
    public const string Unit = "unit";
    public const string Posting = "posting";
    public const string AuthenticatedAt = "auth_time";
    public const string Methods = "amr";
    public const string Context = "acr";
    public const string SecondFactorAt = "second_factor_at";

    /// <summary>The authentication context of a session in which a second factor was used; asked for by <c>acr_values</c>, it must be a fresh one.</summary>
    public const string SecondFactorContext = "urn:caseworkspace:second-factor";

    /// <summary>Only in what the engine keeps for itself, codes and refresh tokens: what a later refresh is compared with.</summary>
    public const string Stamp = "cw_stamp";

    /// <summary>Only in access tokens: what an introspection compares with the account.</summary>
    public const string Standing = "cw_standing";

    /// <summary>Those that a client may see.</summary>
    public static readonly IReadOnlyList<string> Names =
        [Subject, Name, UserName, Locale, Role, Unit, Posting, Session, AuthenticatedAt, Methods, Context, SecondFactorAt];

    /// <summary>The claims of an account in a session, for every kind of token.</summary>
    public static IReadOnlyList<Claim> Of(Account account, Session session)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(session);
        var claims = new List<Claim> { new(Subject, account.Id.ToString()), new(Session, session.Id), Seconds(AuthenticatedAt, session.AuthenticatedAt) };
        AddWhereKnown(Name, account.DisplayName);
        AddWhereKnown(UserName, account.UserName);
        AddWhereKnown(Locale, account.Language);
        claims.AddRange(account.Roles.Select(role => new Claim(Role, role)));
        AddWhereKnown(Unit, account.UnitCode);
        claims.AddRange(account.Postings.Select(posting => new Claim(Posting, posting)));
        claims.AddRange(session.Methods.Select(method => new Claim(Methods, method)));
        AddWhereKnown(Stamp, account.SecurityStamp);
        claims.Add(new Claim(Standing, StandingOf(account)));
        if (session.SecondFactorAt is { } at)
            claims.AddRange([Seconds(SecondFactorAt, at), new Claim(Context, SecondFactorContext)]);
        return claims;

        void AddWhereKnown(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                claims.Add(new Claim(name, value));
        }
    }

    public static bool IsForAccessTokens(string claim) => claim is not (Stamp or Locale);

    public static bool IsForIdentityTokens(string claim) => claim is not (Stamp or Standing);

    /// <summary>What the userinfo endpoint says.</summary>
    public static Dictionary<string, object?> UserInfoOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(StringComparer.Ordinal)
        {
            [Subject] = account.Id,
            [Name] = account.DisplayName,
            [UserName] = account.UserName,
            [Role] = account.Roles,
            [Unit] = account.UnitCode,
            [Posting] = account.Postings,
        };
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
    public static Session? SessionOf(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return Guid.TryParse(principal.FindFirstValue(Subject), out var account)
            && principal.FindFirstValue(Session) is { } id && principal.FindFirstValue(Stamp) is { } stamp
            && Time(principal, AuthenticatedAt) is { } authenticated
            ? new Session(account, id, "", stamp, authenticated, Time(principal, SecondFactorAt)) { Methods = [.. principal.FindAll(Methods).Select(claim => claim.Value)] }
            : null;
    }

    private static Claim Seconds(string name, DateTimeOffset at) => new(name, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64);

    private static DateTimeOffset? Time(ClaimsPrincipal principal, string name) =>
        long.TryParse(principal.FindFirstValue(name), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
