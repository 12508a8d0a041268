namespace CaseWorkspace.BrowserTests.Features.People;

/// <summary>The feature's pages.</summary>
public sealed class PeoplePages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/people", "{file}/people", "{file}/people/new", "/protected-identities"],
    };
}
