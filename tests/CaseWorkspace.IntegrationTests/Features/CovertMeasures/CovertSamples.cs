using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.CovertMeasures;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class CovertSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["covert-measure.record"] = new(Thing.SubFile, _ => Bodies.CovertMeasure(Sample.Word)),
        ["covert-measure.correct"] = new(Thing.Measure, _ => Bodies.CorrectedMeasure(Sample.Word)),
        ["covert-measure.extend"] = new(Thing.Measure, _ => Bodies.Extension(Sample.Word)),
        ["covert-measure.record-control"] = new(Thing.Measure, _ => Bodies.CovertControl(Sample.Word)),
        ["covert-measure.end"] = new(Thing.Measure, _ => Bodies.EndedMeasure()),
        ["covert-measure.postpone"] = new(Thing.Measure, _ => Bodies.Postponement(Sample.Word)),
        ["covert-measure.serve"] = new(Thing.Measure, _ => Bodies.ServedNotification(Sample.Word)),
        ["covert-measure.settle"] = new(Thing.Measure, _ => Bodies.SettledMaterial(Sample.Word)),
        ["covert-measure.take-back"] = new(Thing.Measure, _ => Bodies.Reason()),
        ["covert-measure.withdraw"] = new(Thing.Measure, _ => Bodies.Reason()),
        ["covert-measure.view"] = new(Thing.Measure),
        ["covert-measure.list-of-file"] = new(Thing.File),
        ["covert-measure.list"] = new(Thing.None),
    };
}
