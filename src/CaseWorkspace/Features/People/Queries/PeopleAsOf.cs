using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>The people of a file as their records stood at a time, oldest first. A record that is restricted now is left out.</summary>
public sealed record PeopleAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => PeopleOperations.ListAsOf;

    public string Kind => PeopleThings.Person;

    public bool Was(object state) => state is not RecordedPerson { Restriction: not null };
}
