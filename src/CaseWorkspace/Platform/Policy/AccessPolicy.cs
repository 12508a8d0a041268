using System.Collections.Frozen;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Platform.Policy;

/// <summary>One row of the table: in this role, with one of these relations, the operation is allowed.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Role">By whom.</param>
/// <param name="Relations">Any one suffices; empty: the operation concerns no file and needs no relation.</param>
/// <param name="Condition">A further condition that the decision itself checks, in words for the printed matrix.</param>
/// <param name="StepUp">Whether a second factor must have been used in the last <see cref="AccessPolicy.Fresh"/>.</param>
public sealed record Rule(
    Operation Operation, Role Role, IReadOnlyList<Relation> Relations, string? Condition = null, bool StepUp = false);

/// <summary>Answers the one question of access. What no rule allows is refused.</summary>
public sealed class AccessPolicy
{
    /// <summary>How long a second factor counts for what wants one.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly FrozenDictionary<(string, Role), Rule> _rules;
    private readonly FrozenSet<string> _named;

    // The identity server's clock and ours.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <param name="rules">The whole table; two rows for one operation and role are a fault in it.</param>
    public AccessPolicy(IEnumerable<Rule> rules)
    {
        Rules = [.. rules];
        _rules = Rules.ToFrozenDictionary(rule => (rule.Operation.Name, rule.Role));
        _named = Rules.Select(rule => rule.Operation.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The table as written, for printing.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Whether the table has any row for the operation; start-up refuses one without.</summary>
    public bool Knows(Operation operation) => _named.Contains(operation.Name);

    /// <summary>Refuses to go on with an operation that no rule knows: a command or a query names one that no feature declared.</summary>
    internal void MustKnow(Operation operation)
    {
        if (!Knows(operation))
        {
            throw new InvalidOperationException($"No rule knows the operation {operation}: declare it in its feature's list and add its rows to the feature's rules.");
        }
    }

    /// <summary>Whether one of the actor's roles allows the operation where no file is concerned.</summary>
    public bool AllowsWithoutRelation(Operation operation, Actor actor) =>
        actor.Roles.Any(role => _rules.TryGetValue((operation.Name, role), out var rule) && rule.Relations.Count == 0);

    /// <summary>Whether the operation wants a second factor of the actor that was not used lately enough.</summary>
    public bool WantsStepUp(Operation operation, Actor actor, DateTimeOffset now) =>
        actor.Roles.Any(role => _rules.TryGetValue((operation.Name, role), out var rule) && rule.StepUp)
        && !IsFresh(actor.SecondFactorAt, now);

    /// <summary>Whether a second factor used then still counts for what wants one.</summary>
    public static bool IsFresh(DateTimeOffset? used, DateTimeOffset now) => used <= now + Skew && now - used < Fresh;

    /// <summary>
    /// The relations of which one suffices for the actor to do the operation. Known before anything is read,
    /// so the check itself can be made in SQL, in the statement that reads. Empty: refused with every relation.
    /// </summary>
    public IReadOnlyCollection<Relation> Sufficient(Operation operation, Actor actor) =>
        [.. actor.Roles
            .SelectMany(role => _rules.TryGetValue((operation.Name, role), out var rule) ? rule.Relations : [])
            .Distinct()];

    /// <summary>
    /// The role in which the actor does the operation, for the journal and the events: the first that has a rule for it with the
    /// relation used; without a relation, rather one whose rule needs none. Where no role has a rule (a refusal), the actor's first.
    /// </summary>
    /// <param name="operation">What is done.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="relation">The relation used; null: the operation concerned no file, or none was found.</param>
    public Role Acting(Operation operation, Actor actor, Relation? relation = null)
    {
        var allowed = actor.Roles.Where(role => _rules.ContainsKey((operation.Name, role))).ToList();
        return allowed.Where(role => Suffices(_rules[(operation.Name, role)], relation)).Concat(relation is null ? allowed : [])
            .FirstOrDefault(actor.Roles[0]);
    }

    private static bool Suffices(Rule rule, Relation? relation) =>
        relation is { } used ? rule.Relations.Contains(used) : rule.Relations.Count == 0;
}
