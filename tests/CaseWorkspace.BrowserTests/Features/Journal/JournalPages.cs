namespace CaseWorkspace.BrowserTests.Features.Journal;

/// <summary>The feature's pages.</summary>
public sealed class JournalPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["auditor"] = ["/journal", "/journal/accounts"],
    };
}
