namespace CaseWorkspace.Tests.Features.People;

/// <summary>Written by hand.</summary>
internal sealed class PeopleExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["RecordPerson"] = "begins a record",
        ["CompleteErasure"] = "is the workspace's own, of a record in any state",
    };
}
