using System.Diagnostics;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Components.Authorization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>A host's word on the session of an open page, beside who is signed in.</summary>
public interface IPageSession
{
    /// <summary>The problem code of what does not answer, so that nobody is let in for now though the session has not ended; null: nothing.</summary>
    string? Away { get; }
}

/// <summary>The person in front of an open page, as the session stands now; one for each circuit.</summary>
public sealed class PageActor(AuthenticationStateProvider session)
{
    private static readonly AsyncLocal<bool> Following = new();
    private static readonly Refusal IdentityAway = new(RefusalKind.Away, "identity-unreachable", []);
    private static readonly Refusal Ended = new(RefusalKind.NotForRole, "session-ended", []);

    /// <summary>Whether what is done just now the page does by itself, because something has changed: no act of the person, no use of the session.</summary>
    public static bool IsFollowing => Following.Value;

    /// <summary>Does something by itself.</summary>
    internal static async Task Follow(Func<Task> work)
    {
        Following.Value = true;
        await work();
    }

    /// <summary>Why there was no actor.</summary>
    public Refusal WhyNobody => session is not IPageSession { Away: { } away } ? Ended
        : string.Equals(away, IdentityAway.Code, StringComparison.Ordinal) ? IdentityAway : Refusal.DatabaseAway;

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
        return actor with { Address = Address, Correlation = Correlation, IsFollowing = IsFollowing };
    }
}
