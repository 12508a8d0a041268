using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// One use case that changes something: a closed record of the target, the version the person saw, and the data.
/// It cannot be written without naming its operation, and its decision is a pure function. A command upon a thing that exists is an
/// <see cref="IAct{TSelf, TState}"/>, and states its precondition apart.
/// </summary>
/// <typeparam name="TState">The aggregate that decides.</typeparam>
public interface ICommand<TState> where TState : class
{
    /// <summary>What the person does; the table of rules says who may.</summary>
    Operation Operation { get; }

    /// <summary>The stream that is decided upon; a new id when the command begins one.</summary>
    Guid Target { get; }

    /// <summary>
    /// The thing whose relations decide on access: the target itself, the file under which something new begins,
    /// or null when the operation concerns no file yet.
    /// </summary>
    Guid? Scope => Target;

    /// <summary>The version of the target that the person saw; null where the command only adds and never overwrites.</summary>
    long? SeenVersion => null;

    /// <summary>What the data must look like, field by field; null when there is nothing to say.</summary>
    IValidator? Rules => null;

    /// <summary>What else the decision has to know.</summary>
    IReadOnlyList<Fact> Facts => [];

    /// <summary>What the precondition has to know: see <see cref="Act{TState}.Facts"/>.</summary>
    IReadOnlyList<Fact> ActFacts => [];

    /// <summary>The events that follow, or the reason why none may. No input, no output, no clock but the context's.</summary>
    /// <param name="state">The aggregate as it stands; null when the stream does not exist.</param>
    /// <param name="context">Who acts, when, and the facts that the command asked for.</param>
    Decision Decide(TState? state, DecisionContext context);
}
