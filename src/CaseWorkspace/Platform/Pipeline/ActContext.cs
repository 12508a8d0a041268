using System.Collections.Immutable;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// What a precondition may know beside the state: who acts, when, and in which relation to the thing. A decision knows it
/// (<see cref="DecisionContext"/>), and a read of the thing reads it as well, so that both ask the same function.
/// </summary>
/// <param name="Actor">Who acts.</param>
/// <param name="Now">The time, UTC.</param>
public record ActContext(Actor Actor, DateTimeOffset Now)
{
    /// <summary>The scope that decided on access; null when the operation concerns no file.</summary>
    public CaseScope? Scope { get; init; }

    /// <summary>The actor's own duties on the file, for acts that ask for them.</summary>
    public Duties OwnDuties { get; init; } = Duties.None;

    /// <summary>Whether somebody holds the relation of which the act asks to the scope now, by name.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The people for whom the actor stands in now, for acts that ask for them.</summary>
    public ImmutableArray<Guid> StandsInFor { get; init; } = [];

    /// <summary>
    /// Whether the actor does this in the role, standing in the relation that belongs to it. A person who holds two roles
    /// may be let in by one of them and must not act by the other: a rule that depends on who acts asks here.
    /// </summary>
    public bool As(Role role, Relation relation) => Actor.Is(role) && Scope?.Relations.Contains(relation) == true;
}
