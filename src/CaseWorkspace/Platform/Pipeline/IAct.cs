using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Something that can be done with a thing that exists. Its precondition is stated here once: the decision asks it, and so do the page's
/// buttons, the desk and the API's list of what is allowed.
/// </summary>
/// <param name="Verb">Stable; the name by which pages, desks and the API know it, e.g. <c>release</c>.</param>
/// <param name="Operation">What the person does; the table of rules says who may.</param>
/// <param name="WhyNot">Why it cannot be done in this state by this person; null: it can. A pure function.</param>
public sealed record Act<TState>(string Verb, Operation Operation, Func<TState, ActContext, Refusal?> WhyNot) where TState : class
{
    /// <summary>
    /// The relations of the people of whom the precondition asks <see cref="ActContext.OwnDuties"/>, without which the act is for nobody; a look
    /// reads duties for them alone. Empty: it asks no duties.
    /// </summary>
    public IReadOnlyList<Relation> AsksDutiesOf { get; init; } = [];

    /// <summary>The relation of which the precondition asks whether anybody holds it (<see cref="ActContext.IsHeld"/>); null: none.</summary>
    public Relation? Held { get; init; }

    /// <summary>Whether the precondition asks for whom the person stands in (<see cref="ActContext.StandsInFor"/>).</summary>
    public bool AsksStandIn { get; init; }

    /// <summary>What a command reads for the precondition.</summary>
    internal IReadOnlyList<Fact> Facts =>
    [
        .. AsksDutiesOf.Count > 0 ? new Fact[] { new ActorDuties() } : [],
        .. Held is { } held ? new Fact[] { new RelationHeld(held) } : [],
        .. AsksStandIn ? new Fact[] { new ActorStandsIn() } : [],
    ];
}

/// <summary>
/// A command upon a thing that exists. It cannot be decided on before its precondition holds: what the command adds is what follows,
/// and what its data can be at fault in.
/// </summary>
/// <typeparam name="TSelf">The command.</typeparam>
/// <typeparam name="TState">The aggregate that decides.</typeparam>
public interface IAct<TSelf, TState> : ICommand<TState>
    where TSelf : IAct<TSelf, TState>
    where TState : class
{
    /// <summary>The act, with its precondition.</summary>
    static abstract Act<TState> Act { get; }

    /// <summary>The events that follow, or what is at fault in the data. The precondition holds.</summary>
    /// <param name="state">The aggregate as it stands.</param>
    /// <param name="context">Who acts, when, and the facts that the command asked for.</param>
    Decision DecideOn(TState state, DecisionContext context);

    Operation ICommand<TState>.Operation => TSelf.Act.Operation;

    IReadOnlyList<Fact> ICommand<TState>.ActFacts => TSelf.Act.Facts;

    Decision ICommand<TState>.Decide(TState? state, DecisionContext context) =>
        state is null ? Decision.Missing : TSelf.Act.WhyNot(state, context) is { } refusal ? refusal : DecideOn(state, context);
}
