namespace CaseWorkspace.Tests.Features.Chronology;

/// <summary>Written by hand.</summary>
internal sealed class ChronologyExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string> { ["RecordOccurrence"] = "begins an entry" };
}
