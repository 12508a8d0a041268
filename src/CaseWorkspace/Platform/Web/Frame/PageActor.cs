using System.Diagnostics;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Components.Authorization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The person in front of an open page, as the session stands now; one for each circuit.</summary>
public sealed class PageActor(AuthenticationStateProvider session)
{
    /// <summary>Where the page was opened from; known when it is, for the journal.</summary>
    public string? Address { get; set; }

    /// <summary>The actor, with a correlation of its own for what is done next; null when the session has ended.</summary>
    public async Task<Actor?> Get()
    {
        var state = await session.GetAuthenticationStateAsync();
        return ActorClaims.Read(state.User) is { } actor
            ? actor with { Address = Address, Correlation = ActivityTraceId.CreateRandom().ToHexString() }
            : null;
    }
}
