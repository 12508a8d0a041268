using CaseWorkspace.Identity.Accounts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>Logout tokens, signed with the key that signs the other tokens.</summary>
public sealed class LogoutTokens(ProtocolKeyRing keys, IdentitySettings settings, TimeProvider clock) : ILogoutTokens
{
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>OpenID RISC: the account may not enter any more.</summary>
    public const string AccountDisabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";

    /// <summary>Short: each attempt to tell makes one of its own.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Make(Guid accountId, Guid session, bool isAccountDisabled)
    {
        var events = new Dictionary<string, object>(StringComparer.Ordinal) { [Event] = new Dictionary<string, object>(StringComparer.Ordinal) };
        if (isAccountDisabled)
            events[AccountDisabled] = new Dictionary<string, object>(StringComparer.Ordinal);
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer.AbsoluteUri,
            Audience = Clients.Web,
            IssuedAt = now,
            Expires = now + Lifetime,
            TokenType = "logout+jwt",
            SigningCredentials = keys.Signer,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["jti"] = Guid.CreateVersion7().ToString(),
                ["sub"] = accountId.ToString(),
                ["sid"] = session.ToString(),
                ["events"] = events,
            },
        });
    }
}
