namespace CaseWorkspace.BrowserTests.Features.Deadlines;

/// <summary>The feature's pages.</summary>
public sealed class DeadlinePages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/deadlines", "/deadlines?view=month", "/deadlines?view=week", "/deadlines?view=told", "{file}/deadlines", "{file}/clocks/new"],
    };
}
