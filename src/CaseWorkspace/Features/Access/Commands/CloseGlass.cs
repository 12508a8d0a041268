using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>A person who broke the glass is done with the file before the time is up.</summary>
public sealed record CloseGlass(Guid Target) : ICommand<BreakGlass>
{
    public Operation Operation => AccessOperations.CloseGlass;

    public Decision Decide(BreakGlass? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        _ when state.By != context.Actor.Id => Decision.Missing,
        _ when state.Until <= context.Now => Decision.Accept(),
        _ => Decision.Accept(new GlassClosed()),
    };
}
