namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Written by hand.</summary>
internal sealed class InvestigationExceptions : IFeatureExceptions
{
    // Whether somebody asked to be let in is for the people who answer for the file.
    public IReadOnlyCollection<string> EventsForTheLeadAlone => ["access-asked", "access-granted", "access-refused"];

    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["AskForAccess"] = "begins a question",
        ["OpenInvestigation"] = "begins a file",
        ["SealSubFile"] = "begins a sub-file",
    };
}
