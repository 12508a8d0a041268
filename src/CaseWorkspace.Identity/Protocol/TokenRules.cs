using System.Globalization;
using System.Security.Claims;
using CaseWorkspace.Identity.Accounts;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What must hold at the token and introspection endpoints beside what the engine checks.</summary>
public sealed class TokenRules(Sessions sessions, IdentitySettings settings, TimeProvider clock)
{
    /// <summary>In a refresh by the web host: for how many seconds the person has done nothing there. A page left open renews its tokens too, and is no use of the session.</summary>
    public const string IdleSeconds = "idle_seconds";

    /// <summary>Why the caller gets no token by the key that it has proven; null where it does.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="isRefresh">By a refresh token; else by a code.</param>
    /// <param name="proven">The key of the proof that came with it.</param>
    /// <param name="bound">The key to which the code or refresh token is bound.</param>
    public string? FaultOfKey(string? client, bool isRefresh, string? proven, string? bound) =>
        proven is null && (bound is not null || (settings.DpopRequired && client == Clients.Cli)) ? "A DPoP proof must be shown."
        // A refresh token of web is bound to web itself, which proves itself each time.
        : bound is not null && proven != bound && !(isRefresh && client == Clients.Web) ? "The DPoP proof is by another key."
        : null;

    /// <summary>The session that a code or refresh token was made in and the account it was made for, looked up again; none where the person may not enter as they did then.</summary>
    public async Task<(Account Account, Session Session)?> HolderOfAsync(ClaimsPrincipal ticket, CancellationToken cancel) =>
        TokenClaims.SessionOf(ticket) is { } session && await sessions.HolderAsync(session.AccountId, session.Id, cancel) is { } account
        && account.SecurityStamp == session.Stamp
            ? (account, session) : null;

    /// <summary>A refresh is a use of the session, but for the time that the person has done nothing.</summary>
    public Task UsedAsync(Session session, string? client, string? idleSeconds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(session);
        var idle = client == Clients.Web && int.TryParse(idleSeconds, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        return sessions.UsedAsync(Guid.Parse(session.Id), clock.GetUtcNow() - idle, cancel);
    }

    /// <summary>The account of an access token, where it may enter in the session of the token.</summary>
    public async Task<Account?> HolderAsync(string? subject, string? session, CancellationToken cancel) =>
        Guid.TryParse(subject, out var id) ? await sessions.HolderAsync(id, session, cancel) : null;

    /// <summary>
    /// Whether an access token still stands (RFC 7662), asked by the workspace while the token has not run out. The engine knows what was revoked; the
    /// session and its account are read beside it, so that a sign-out, a suspension or a role taken binds at once, even before the engine hears of it.
    /// </summary>
    public async Task<bool> StandsAsync(string? subject, string? session, string? standing, CancellationToken cancel) =>
        await HolderAsync(subject, session, cancel) is { } account && TokenClaims.StandingOf(account) == standing;
}
