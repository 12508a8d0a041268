namespace CaseWorkspace.Tests.Features.Deadlines;

/// <summary>Written by hand.</summary>
internal sealed class DeadlineExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string> { ["StartClock"] = "begins a clock" };
}
