namespace CaseWorkspace.BrowserTests.Features.Protocols;

/// <summary>The feature's pages.</summary>
public sealed class ProtocolPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/protocols", "{file}/protocols", "{file}/protocols/new"],
    };
}
