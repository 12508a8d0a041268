namespace CaseWorkspace.BrowserTests.Features.Tasks;

/// <summary>The feature's pages.</summary>
public sealed class TaskPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/tasks", "/tasks?state=closed", "{file}/tasks", "{file}/tasks/new", "{file}/tasks/from-template"],
        ["prosecutor"] = ["/tasks?ground=instruction"],
    };
}
