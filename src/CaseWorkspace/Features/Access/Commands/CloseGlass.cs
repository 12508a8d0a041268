using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>A person who broke the glass is done with the file before the time is up.</summary>
public sealed record CloseGlass(Guid Target) : IAct<CloseGlass, BreakGlass>
{
    public static Act<BreakGlass> Act { get; } = new("close", AccessOperations.CloseGlass, WhyNot);

    public static Refusal? WhyNot(BreakGlass glass, ActContext who) => glass.By == who.Actor.Id ? null : Refusal.Missing;

    public Decision DecideOn(BreakGlass state, DecisionContext context) =>
        state.Until <= context.Now ? Decision.Accept() : Decision.Accept(new GlassClosed());
}
