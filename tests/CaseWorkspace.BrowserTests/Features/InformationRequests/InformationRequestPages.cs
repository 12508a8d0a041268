namespace CaseWorkspace.BrowserTests.Features.InformationRequests;

/// <summary>The feature's pages.</summary>
public sealed class InformationRequestPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/requests", "{file}/requests/new"],
        ["supervisor"] = ["/requests"],
        ["liaison-officer-fr"] = ["/requests", "/requests/new"],
    };
}
