using CaseWorkspace.Platform.Actors;
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

    /// <summary>
    /// A file into which the command brings its target; the actor must be allowed the operation there as well.
    /// Relations of <see cref="People"/> are then those to this file.
    /// </summary>
    Guid? Into => null;

    /// <summary>Other things the command names: each must belong to the same file and be open to the actor.</summary>
    IReadOnlyCollection<Guid> Uses => [];

    /// <summary>
    /// The number of a case file that the actor reaches without standing to it: to ask for access, or to break the glass.
    /// The decision finds it in <see cref="DecisionContext.Reached"/>; whether there is one must not show.
    /// </summary>
    string? Reaches => null;

    /// <summary>The file concerned, for the journal, where no scope tells it: a file that is just opened.</summary>
    Guid? Concerns => null;

    /// <summary>People the command names; the decision finds them in <see cref="DecisionContext.Colleague"/>.</summary>
    IReadOnlyCollection<Guid> People => [];

    /// <summary>
    /// People named by the aggregate and not by the command: the person who asked a question that is now answered. Read after the aggregate,
    /// in one more round trip, and found in <see cref="DecisionContext.Colleague"/> as well.
    /// </summary>
    IReadOnlyCollection<Guid> PeopleOf(TState state) => [];

    /// <summary>Whether the decision has to know the actor's own duties on the file: see <see cref="FourEyes"/>.</summary>
    bool AsksOwnDuties => false;

    /// <summary>A unit of which the decision has to know whether anybody heads it: see <see cref="DecisionContext.HasHead"/>.</summary>
    string? HeadOf => null;

    /// <summary>A relation of which the decision has to know whether anybody holds it to the scope: see <see cref="ActContext.IsHeld"/>.</summary>
    Relation? Held => null;

    /// <summary>What else the decision has to know: see <see cref="DecisionContext.Facts{T}"/>; null: nothing.</summary>
    Fact? Fact => null;

    /// <summary>The same, where it depends on who acts.</summary>
    Fact? FactOf(Actor actor) => Fact;

    /// <summary>The series from which a number is drawn that is never given twice, e.g. <c>case</c>; null when none.</summary>
    string? Series => null;

    /// <summary>What the data must look like, field by field; null when there is nothing to say.</summary>
    IValidator? Rules => null;

    /// <summary>The events that follow, or the reason why none may. No input, no output, no clock but the context's.</summary>
    /// <param name="state">The aggregate as it stands; null when the stream does not exist.</param>
    /// <param name="context">Who acts, when, and the facts that the command asked for.</param>
    Decision Decide(TState? state, DecisionContext context);
}
