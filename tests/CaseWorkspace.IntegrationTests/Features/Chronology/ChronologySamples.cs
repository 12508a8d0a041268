using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Chronology;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class ChronologySamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["occurrence.record"] = new(Thing.File, _ => Bodies.Occurrence(Sample.Word)),
        ["occurrence.correct"] = new(Thing.Occurrence, _ => Bodies.CorrectedOccurrence(Sample.Word)),
        ["occurrence.withdraw"] = new(Thing.Occurrence, _ => Bodies.Reason()),
        ["occurrence.restore"] = new(Thing.Occurrence, _ => Bodies.Reason()),
        ["occurrence.view"] = new(Thing.Occurrence),
        ["occurrence.list-of-file"] = new(Thing.File),
        ["occurrence.list-named"] = new(Thing.File),
        ["occurrence.list"] = new(Thing.None),
    };
}
