using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>What a decision may know beside the state: gathered before it, in the same round trip.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="Now">The time of the decision, UTC.</param>
public sealed record DecisionContext(Actor Actor, DateTimeOffset Now) : ActContext(Actor, Now)
{
    /// <summary>The role by which the policy lets the actor do this. It is for the journal; a decision asks <see cref="ActContext.As"/>.</summary>
    public Role Role { get; init; } = Actor.Roles[0];

    /// <summary>The things that the command uses, by id; what is absent is not there for the actor.</summary>
    public IReadOnlyDictionary<Guid, CaseScope> Used { get; init; } = new Dictionary<Guid, CaseScope>();

    /// <summary>The file of the number that the command reaches for; null when there is none.</summary>
    public CaseScope? Reached { get; init; }

    /// <summary>The people whom the command names, by id.</summary>
    public IReadOnlyDictionary<Guid, Colleague> People { get; init; } = new Dictionary<Guid, Colleague>();

    /// <summary>Whether somebody known to the workspace heads the unit of which the command asks.</summary>
    public bool HasHead { get; init; }

    /// <summary>What was read for the feature's own <see cref="Fact{T}"/>.</summary>
    public object? Found { get; init; }

    /// <summary>The rows of the fact of which the command asks; none when it asks for no such fact.</summary>
    public IReadOnlyList<T> Facts<T>() => Found as IReadOnlyList<T> ?? [];

    /// <summary>The number drawn from the command's series; of several the last.</summary>
    public long Number { get; init; }

    /// <summary>The person, if known to the workspace in the role.</summary>
    public Colleague? Colleague(Guid id, Role role) =>
        People.TryGetValue(id, out var person) && person.Roles.Contains(role) ? person : null;
}

/// <summary>Somebody who has signed in to the workspace before.</summary>
/// <param name="Id">The person's id at the identity server.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Roles">The roles held when last seen.</param>
/// <param name="Unit">The unit when last seen.</param>
/// <param name="Postings">States served when last seen.</param>
public sealed record Colleague(
    Guid Id, string Name, IReadOnlyList<Role> Roles, string Unit, IReadOnlyList<string> Postings)
{
    /// <summary>Relations that the person holds to the command's scope, directly or through its file.</summary>
    public IReadOnlyList<Relation> Relations { get; init; } = [];

    /// <summary>Of them, those held to the scope itself or to what holds it: not merely to the file around a sealed sub-file.</summary>
    public IReadOnlyList<Relation> Here { get; init; } = [];

    /// <summary>The person's duties on the file of the scope and, where it lies in a sealed sub-file, in that.</summary>
    public Duties Duties { get; init; } = Duties.None;

    /// <summary>When the person's relation to the file ends by itself; null when it does not.</summary>
    public DateTimeOffset? Until { get; init; }
}
