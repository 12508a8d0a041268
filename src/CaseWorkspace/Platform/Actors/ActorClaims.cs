using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;

namespace CaseWorkspace.Platform.Actors;

/// <summary>Reads an actor out of the claims of a validated token (OpenID Connect Core 1.0, section 2, and our own).</summary>
public static class ActorClaims
{
    // What a principal says does not change, and a request asks several times.
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Named> Known = [];

    /// <summary>The actor, or null when the token names no person or no role that we know: no role, no entry.</summary>
    public static Actor? Read(ClaimsPrincipal principal) => Known.GetValue(principal, static one => new Named(Parse(one))).Actor;

    private static Actor? Parse(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true
            || !Guid.TryParse(principal.FindFirstValue("sub"), out var id))
        {
            return null;
        }

        var roles = principal.FindAll("role")
            .Select(claim => CodeNames.FromCode<Role>(claim.Value))
            .OfType<Role>()
            .Where(role => role != Role.System)
            .Distinct()
            .ToImmutableArray();

        if (roles.IsEmpty)
        {
            return null;
        }

        return new Actor(
            id,
            principal.FindFirstValue("name") ?? "",
            roles,
            principal.FindFirstValue("unit") ?? "",
            [.. principal.FindAll("posting").Select(claim => claim.Value)],
            principal.FindFirstValue("sid") ?? principal.FindFirstValue("client_id") ?? "")
        {
            SecondFactorAt = Time(principal, "second_factor_at"),
            SaidAt = Time(principal, "iat"),
        };
    }

    private sealed record Named(Actor? Actor);

    private static DateTimeOffset? Time(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
