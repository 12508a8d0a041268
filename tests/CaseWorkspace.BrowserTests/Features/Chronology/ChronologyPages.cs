namespace CaseWorkspace.BrowserTests.Features.Chronology;

/// <summary>The feature's pages.</summary>
public sealed class ChronologyPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/occurrences", "/occurrences?search=van", "{file}/chronology", "{file}/occurrences/new"],
    };
}
