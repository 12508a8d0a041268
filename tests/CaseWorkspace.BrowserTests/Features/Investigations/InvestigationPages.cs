namespace CaseWorkspace.BrowserTests.Features.Investigations;

/// <summary>The feature's pages.</summary>
public sealed class InvestigationPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/files", "/files/new", "/access/asks"],
        ["supervisor"] = ["/files", "/access/asks"],
    };
}
