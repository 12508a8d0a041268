using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The sealed sub-files of a file as they stood at a time, oldest first: those in which the reader is named today.</summary>
public sealed record SubFilesAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => InvestigationOperations.ListSubFilesAsOf;

    public string Kind => ThingKind.SubFile;
}
