using System.Diagnostics;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Components.Authorization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>A host's word on the session of an open page, beside who is signed in.</summary>
public interface IPageSession
{
    /// <summary>The identity server does not answer: nobody is let in for now, and the session has not ended.</summary>
    bool Unsure { get; }
}

/// <summary>The person in front of an open page, as the session stands now; one for each circuit.</summary>
public sealed class PageActor(AuthenticationStateProvider session)
{
    private static readonly Refusal Ended = new(RefusalKind.NotForRole, "session-ended", []);
    private static readonly Refusal Unreachable = new(RefusalKind.NotForRole, "identity-unreachable", []);

    /// <summary>Why there was no actor.</summary>
    public Refusal WhyNobody => session is IPageSession { Unsure: true } ? Unreachable : Ended;

    /// <summary>Where the page was opened from; known when it is, for the journal.</summary>
    public string? Address { get; set; }

    /// <summary>The correlation of what was done last; null: nothing yet.</summary>
    public string? Correlation { get; private set; }

    /// <summary>The actor, with a correlation of its own for what is done next; null when there is none now.</summary>
    public async Task<Actor?> Get()
    {
        var state = await session.GetAuthenticationStateAsync();
        if (ActorClaims.Read(state.User) is not { } actor)
        {
            return null;
        }

        Correlation = ActivityTraceId.CreateRandom().ToHexString();
        return actor with { Address = Address, Correlation = Correlation };
    }
}
