namespace CaseWorkspace.BrowserTests.Features.Evidence;

/// <summary>The feature's pages.</summary>
public sealed class EvidencePages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/evidence", "{file}/evidence/new"],
        ["liaison-officer-fr"] = ["/evidence"],
    };
}
