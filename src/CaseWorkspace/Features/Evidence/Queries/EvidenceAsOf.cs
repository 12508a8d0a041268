using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The items of a file as they stood at a time, oldest first.</summary>
public sealed record EvidenceAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => EvidenceOperations.ListAsOf;

    public string Kind => EvidenceThings.Item;
}
