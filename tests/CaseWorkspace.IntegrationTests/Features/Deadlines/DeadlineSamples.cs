using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Deadlines;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class DeadlineSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["clock.start"] = new(Thing.File, _ => Bodies.Clock(Sample.Word)),
        ["clock.correct"] = new(Thing.Clock, _ => Bodies.CorrectedClock(Sample.Word)),
        ["clock.meet"] = new(Thing.Clock, _ => Bodies.MetLimit()),
        ["clock.open-again"] = new(Thing.Clock, _ => Bodies.OpenedLimit()),
        ["clock.stop"] = new(Thing.Clock, _ => Bodies.StoppedClock()),
        ["clock.resume"] = new(Thing.Clock, _ => Bodies.Reason()),
        ["clock.view"] = new(Thing.Clock),
        ["clock.list-of-file"] = new(Thing.File),
        ["deadline.list-of-file"] = new(Thing.File),
        ["deadline.list"] = new(Thing.None),
        ["deadline.list-notices"] = new(Thing.None),
        ["deadline.export"] = new(Thing.None),
    };
}
