using System.Security.Claims;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// An open page asks twice a minute whether its session still stands. A session signed out elsewhere, or refused by the
/// identity server, closes the page; changed roles reach it.
/// </summary>
public sealed class CircuitSession(ILoggerFactory logs, SessionRenewal renewal) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private static readonly string[] Watched = ["role", "unit", "posting", "name", "second_factor_at"];

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.FindFirstValue(SessionTickets.RowClaim) is not { } row
            || await renewal.Current(row, cancellationToken) is not { } ticket
            || ActorClaims.Read(ticket.Principal) is null)
        {
            return false;
        }

        if (Changed(authenticationState.User, ticket.Principal))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(ticket.Principal)));
        }

        return true;
    }

    private static bool Changed(ClaimsPrincipal before, ClaimsPrincipal now) =>
        Watched.Any(type =>
            !before.FindAll(type).Select(claim => claim.Value).Order(StringComparer.Ordinal)
                .SequenceEqual(now.FindAll(type).Select(claim => claim.Value).Order(StringComparer.Ordinal), StringComparer.Ordinal));
}
