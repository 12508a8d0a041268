using System.Security.Claims;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What a signed-in session proves: who signed in, when and how. What the account may do is read from the database each time.
/// </summary>
public sealed record Session(Guid AccountId, string Id, string SignInId, string Stamp, DateTimeOffset AuthenticatedAt, DateTimeOffset? SecondFactorAt)
{
    public const string Scheme = "cw-identity";

    public static class ClaimNames
    {
        public const string Subject = "sub";
        public const string Session = "sid";
        public const string Role = "role";
        public const string Stamp = "cw_stamp";
    }

    /// <summary>How the holder proved who they are, in the words of RFC 8176.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    public ClaimsPrincipal ToPrincipal(IEnumerable<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var identity = new ClaimsIdentity(Scheme, ClaimNames.Subject, ClaimNames.Role);
        identity.AddClaim(new Claim(ClaimNames.Subject, AccountId.ToString()));
        identity.AddClaim(new Claim(ClaimNames.Session, Id));
        identity.AddClaims(roles.Select(role => new Claim(ClaimNames.Role, role)));
        return new ClaimsPrincipal(identity);
    }
}
