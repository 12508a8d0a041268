using System.Security.Claims;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The session of an open page. Each thing done on it asks how the session stands, which is answered from memory while the last
/// word is young; a page left alone asks four times a minute, and what it looks at by itself is no use of the session. A session signed out
/// elsewhere, or refused by the identity server, closes the page; changed roles reach it.
/// </summary>
public sealed class CircuitSession(ILoggerFactory logs, SessionRenewal renewal, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(logs), IPageSession
{
    private static readonly string[] Watched = ["role", "unit", "posting", "name", "second_factor_at"];

    private static readonly TimeSpan JustOpened = TimeSpan.FromSeconds(5);

    // The row is written once a minute at the most (SessionTickets).
    private static readonly TimeSpan UseToldEvery = TimeSpan.FromSeconds(15);

    private readonly long _openedAt = clock.GetTimestamp();
    private AuthenticationTicket? _ticket;
    private long _usedAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public string? Away { get; private set; }

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    /// <summary>Who is signed in, as the identity server said some seconds ago at most; nobody, when it no longer says so.</summary>
    public override async Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        var state = await base.GetAuthenticationStateAsync();
        // The request that opened the page was let in a moment ago.
        if (state.User.FindFirstValue(SessionTickets.RowClaim) is not { } row
            || (_ticket is null && clock.GetElapsedTime(_openedAt) < JustOpened))
        {
            return state;
        }

        var now = await (_ticket is { } ticket ? renewal.Current(ticket, CancellationToken.None) : renewal.Current(row, CancellationToken.None));
        if (now.Ticket is { } used && !PageActor.IsFollowing && clock.GetElapsedTime(_usedAt) > UseToldEvery)
        {
            _usedAt = clock.GetTimestamp();
            await renewal.Used(row, used);
        }

        return Take(state, now);
    }

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.FindFirstValue(SessionTickets.RowClaim) is not { } row)
        {
            return false;
        }

        // From the row, not from memory: it is gone when the person signed out in another tab.
        var now = await renewal.Current(row, cancellationToken);
        Take(authenticationState, now);
        return now.Away is not null || now.Ticket is not null;
    }

    private AuthenticationState Take(AuthenticationState before, SessionNow now)
    {
        _ticket = now.Ticket;
        Away = now.Away;
        if (now.Ticket is { } ticket && ActorClaims.Read(ticket.Principal) is not null)
        {
            if (!Changed(before.User, ticket.Principal))
            {
                return before;
            }

            var changed = new AuthenticationState(ticket.Principal);
            SetAuthenticationState(Task.FromResult(changed));
            return changed;
        }

        var nobody = new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()));
        if (now.Away is null)
        {
            SetAuthenticationState(Task.FromResult(nobody));
        }

        return nobody;
    }

    private static bool Changed(ClaimsPrincipal before, ClaimsPrincipal now) =>
        Watched.Any(type =>
            !before.FindAll(type).Select(claim => claim.Value).Order(StringComparer.Ordinal)
                .SequenceEqual(now.FindAll(type).Select(claim => claim.Value).Order(StringComparer.Ordinal), StringComparer.Ordinal));
}
