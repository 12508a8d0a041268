using System.Globalization;
using System.Security.Claims;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// A signed-in session at this host, as the cookie carries it. It proves who signed in, when and how;
/// what the account may do is read from the database each time.
/// </summary>
public sealed record Session(Guid AccountId, string Id, string SignInId, string Stamp, DateTimeOffset AuthenticatedAt, DateTimeOffset? SecondFactorAt)
{
    public const string Scheme = "cw-identity";

    public static class ClaimNames
    {
        public const string Subject = "sub";
        public const string Session = "sid";
        public const string Role = "role";
        public const string AuthenticationTime = "auth_time";
        public const string Methods = "amr";
        public const string SecondFactorAt = "second_factor_at";
        public const string Stamp = "cw_stamp";
        public const string SignIn = "cw_sign_in";
    }

    /// <summary>How the holder proved who they are, in the words of RFC 8176.</summary>
    public IReadOnlyList<string> Methods => SecondFactorAt is null ? ["pwd"] : ["pwd", "otp", "mfa"];

    /// <summary>A new sign-in; the session of an earlier one by the same account is continued.</summary>
    public static Session Start(Account account, Session? earlier, DateTimeOffset now, bool secondFactor)
    {
        ArgumentNullException.ThrowIfNull(account);
        var id = earlier?.AccountId == account.Id ? earlier.Id : Guid.CreateVersion7().ToString();
        return new Session(account.Id, id, Guid.CreateVersion7().ToString(), account.SecurityStamp!, now, secondFactor ? now : null);
    }

    public ClaimsPrincipal ToPrincipal(IEnumerable<string> roles)
    {
        var identity = new ClaimsIdentity(Scheme, ClaimNames.Subject, ClaimNames.Role);
        identity.AddClaim(new Claim(ClaimNames.Subject, AccountId.ToString()));
        identity.AddClaim(new Claim(ClaimNames.Session, Id));
        identity.AddClaim(new Claim(ClaimNames.SignIn, SignInId));
        identity.AddClaim(new Claim(ClaimNames.Stamp, Stamp));
        identity.AddClaim(new Claim(ClaimNames.AuthenticationTime, Seconds(AuthenticatedAt)));
        if (SecondFactorAt is { } at)
            identity.AddClaim(new Claim(ClaimNames.SecondFactorAt, Seconds(at)));
        identity.AddClaims(roles.Select(role => new Claim(ClaimNames.Role, role)));
        return new ClaimsPrincipal(identity);
    }

    public static Session? From(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true, AuthenticationType: Scheme }
        && Guid.TryParse(principal.FindFirstValue(ClaimNames.Subject), out var account)
        && principal.FindFirstValue(ClaimNames.Session) is { } id
        && principal.FindFirstValue(ClaimNames.SignIn) is { } signIn
        && principal.FindFirstValue(ClaimNames.Stamp) is { } stamp
        && Time(principal, ClaimNames.AuthenticationTime) is { } authenticated
            ? new Session(account, id, signIn, stamp, authenticated, Time(principal, ClaimNames.SecondFactorAt))
            : null;

    private static DateTimeOffset? Time(ClaimsPrincipal principal, string name) =>
        long.TryParse(principal.FindFirstValue(name), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
