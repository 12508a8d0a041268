using System.Collections.Immutable;
using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// What can be done with the things of one kind, in the order to show. A feature has one such list for each aggregate. A query reads what the
/// preconditions ask (<see cref="Facts"/>, <see cref="Read"/>), and the pipeline answers with the verbs that are open to the reader.
/// </summary>
public sealed class Acts<TState> where TState : class
{
    private readonly IReadOnlyList<Act<TState>> _asking;
    private readonly Relation? _held;

    /// <param name="all">In the order to show; a verb stands there once.</param>
    public Acts(params IReadOnlyList<Act<TState>> all)
    {
        All = all;
        _asking = [.. all.Where(act => act.AsksDutiesOf.Count > 0)];
        _held = all.Select(act => act.Held).OfType<Relation>().Distinct().Select(held => (Relation?)held).SingleOrDefault();
    }

    /// <summary>The acts, in the order to show.</summary>
    public IReadOnlyList<Act<TState>> All { get; }

    /// <summary>
    /// What the preconditions ask, as one column of text in the read <c>g</c> at the document <c>d</c>. The state stands in it whole, also
    /// where the reader is shown less: it never leaves the pipeline.
    /// </summary>
    /// <param name="state">The state, as SQL; in a list without long texts.</param>
    /// <param name="thing">The look, or the row of a list with the same columns; null: the operations concern no file.</param>
    /// <param name="relations">All relations of the reader to it, as SQL; in a list see <see cref="ThingsInOrder.Held"/> and <see cref="Acts.HeldIn"/>.</param>
    /// <param name="verb">In a list that asks for one verb alone, as SQL: duties are looked up where the act of that name asks them.</param>
    public string Facts(string state = "d.data", string? thing = "g", string relations = "(select codes::jsonb from relations)", string? verb = null) =>
        thing is null
            ? $"jsonb_build_object('state', {state}, 'isHeld', false)::text"
            : $"""
              jsonb_build_object('state', {state},
                  'scope', jsonb_build_object('id', {thing}.id, 'kind', {thing}.kind, 'file', {thing}.file, 'holder', {thing}.holder, 'relations', coalesce({relations}, '[]'),
                      'isClosed', coalesce((select f.closed from workspace.case_scope f where f.id = {thing}.file), false)),
                  'ownDuties', {Duties(thing, relations, verb)},
                  'isHeld', {(_held is { } held ? CommandFacts.HeldNow($"{thing}.id", $"'{held.Code()}'") : "false")},
                  'standsInFor', {(All.Any(act => act.AsksStandIn) ? $"to_jsonb({CommandFacts.AwayFor("@_actor")})" : "'[]'::jsonb")})::text
              """;

    /// <summary>Reads that column.</summary>
    public AskedActs Read(string facts) =>
        new Asked(this, JsonSerializer.Deserialize<ActFacts>(facts, WorkspaceJson.Stored)!);

    /// <summary>The verbs that are open to the person, in the order to show: the policy allows the operation, the file is not closed to it, and the precondition holds.</summary>
    public IReadOnlyList<string> OpenTo(ActContext who, TState state, AccessPolicy policy) =>
    [
        .. All.Where(act => act.Operation.IsPossible(who.Scope?.IsClosed == true) && IsAllowed(act.Operation, who, policy) && act.WhyNot(state, who) is null)
            .Select(act => act.Verb),
    ];

    private static bool IsAllowed(Operation operation, ActContext who, AccessPolicy policy) =>
        policy.AllowsWithoutRelation(operation, who.Actor)
        || (who.Scope is { } scope && policy.Sufficient(operation, who.Actor).Any(relation => scope.Relations.Contains(relation)));

    // They cost more than all the rest: read for those alone of whom a precondition asks them.
    private string Duties(string thing, string relations, string? verb)
    {
        var asked = verb is null ? "" : $"{verb} in ({string.Join(", ", _asking.Select(act => $"'{act.Verb}'"))}) and ";
        var of = Audience.Codes(_asking.SelectMany(act => act.AsksDutiesOf).Distinct());
        return _asking.Count == 0 ? "null"
            : $"case when {asked}{relations} ?| array[{of}] then workspace.duties({thing}.id, @_actor, @_unit, @_subjects) end";
    }

    private sealed record ActFacts(TState State, CaseScope? Scope = null, Duties? OwnDuties = null, bool IsHeld = false, ImmutableArray<Guid>? StandsInFor = null);

    private sealed record Asked(Acts<TState> Acts, ActFacts Facts) : AskedActs
    {
        internal override IReadOnlyList<string> OpenTo(Actor actor, DateTimeOffset now, AccessPolicy policy) =>
            Acts.OpenTo(
                new ActContext(actor, now) { Scope = Facts.Scope, OwnDuties = Facts.OwnDuties ?? Policy.Duties.None, IsHeld = Facts.IsHeld, StandsInFor = Facts.StandsInFor ?? [] },
                Facts.State, policy);
    }
}

/// <summary>What lists say of the acts on their rows.</summary>
public static class Acts
{
    /// <summary>All relations that count in the list, to the row's thing and to what holds it, as SQL.</summary>
    /// <param name="row">The row, with the columns <c>id</c> and <c>holder</c>.</param>
    public static string HeldIn(string row) =>
        $"(select jsonb_agg(distinct held.relation) from held where held.scope in ({row}.id, {row}.holder))";
}

/// <summary>What a query read for the acts on what it shows; the pipeline asks them, which knows the reader.</summary>
public abstract record AskedActs
{
    internal abstract IReadOnlyList<string> OpenTo(Actor actor, DateTimeOffset now, AccessPolicy policy);
}

/// <summary>An answer that says what the reader can do with what it shows.</summary>
internal interface IShowsActs
{
    /// <summary>What was read for it; null once it is said.</summary>
    AskedActs? Asked { get; }

    /// <summary>The answer, with the verbs that are open to the reader.</summary>
    IShowsActs Allowing(IReadOnlyList<string> verbs);
}
