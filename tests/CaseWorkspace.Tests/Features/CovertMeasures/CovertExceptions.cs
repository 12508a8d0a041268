namespace CaseWorkspace.Tests.Features.CovertMeasures;

/// <summary>Written by hand.</summary>
internal sealed class CovertExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string> { ["RecordMeasure"] = "begins a covert measure" };
}
