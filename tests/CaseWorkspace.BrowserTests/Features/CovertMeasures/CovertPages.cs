namespace CaseWorkspace.BrowserTests.Features.CovertMeasures;

/// <summary>The feature's pages.</summary>
public sealed class CovertPages : IPages
{
    public IReadOnlyDictionary<string, string[]> ByAccount { get; } = new Dictionary<string, string[]>
    {
        ["investigator"] = ["/covert-measures", "{file}/covert-measures"],
    };
}
