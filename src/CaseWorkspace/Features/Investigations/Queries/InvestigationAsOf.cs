using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The file as it stood at a time.</summary>
public sealed record InvestigationAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => InvestigationOperations.ViewAsOf;

    public string Kind => ThingKind.Investigation;
}
