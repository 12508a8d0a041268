namespace CaseWorkspace.Tests.Features.Access;

/// <summary>Written by hand.</summary>
internal sealed class AccessExceptions : IFeatureExceptions
{
    public IReadOnlyCollection<string> EventsOfNoFile => ["stand-in-named", "stand-in-ended", "colleague-appointed"];

    public IReadOnlyDictionary<string, string[]> LessToOthers => new Dictionary<string, string[]>
    {
        ["glass-broken"] = ["reason"],
        ["glass-reviewed"] = ["reasons", "measures"],
        ["emergency-access-reopened"] = ["reason"],
    };

    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["TakeEmergencyAccess"] = "begins an entry",
        ["NameStandIn"] = "begins a stand-in",
    };
}
