namespace CaseWorkspace.BrowserTests.Features.Access;

/// <summary>The feature's pages.</summary>
public sealed class AccessPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/access", "/access/break-glass"],
        ["supervisor"] = ["/access", "/access/break-glass"],
        ["auditor"] = ["/who-could-see", "/who-could-see?number=344-2026-000001"],
    };
}
