using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>The people of a file as their records stood at a time, oldest first.</summary>
public sealed record PeopleAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => PeopleOperations.ListAsOf;

    public string Kind => PeopleThings.Person;
}
