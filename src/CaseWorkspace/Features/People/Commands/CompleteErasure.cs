using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>
/// The workspace itself records that the keys of an erased record are destroyed. A record that knows nothing of it came back with an older copy of the database: it is
/// erased once more. Done again, it changes nothing.
/// </summary>
public sealed record CompleteErasure(Guid Target) : ICommand<RecordedPerson>
{
    public Operation Operation => PeopleOperations.CompleteErasure;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [ErasureRules.RestingOn(Target)];

    public Decision Decide(RecordedPerson? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        Guid[] identities = ErasureRules.Identities(context);
        var completed = new PersonErasureCompleted(identities, context.Actor.Id, context.Now);
        return state.Erasure?.State switch
        {
            RecordErasure.Erased => Decision.Accept(),
            RecordErasure.Erasing => Decision.Accept(completed),
            _ => ErasureRules.Erase(state, null, context, after: completed),
        };
    }
}
