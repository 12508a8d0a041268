using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class PeopleSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["person.record"] = new(Thing.File, _ => Bodies.Person(Sample.Word)),
        ["person.list-of-file"] = new(Thing.File),
        ["person.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["person.list"] = new(Thing.None),
        ["person.view"] = new(Thing.Person),
        ["person.correct"] = new(Thing.Person, _ => Bodies.CorrectedPerson(Sample.Word)),
        ["person.set-status"] = new(Thing.Person, _ => Bodies.Status()),
        ["person.set-category"] = new(Thing.Person, _ => Bodies.Category()),
        ["person.record-fact"] = new(Thing.Person, _ => Bodies.PersonFact(Sample.Word)),
        ["person.withdraw-fact"] = new(Thing.Person, _ => Bodies.Reason()),
        ["person.qualify"] = new(Thing.Person, _ => Bodies.Qualification()),
        ["person.withdraw-qualification"] = new(Thing.Person, _ => Bodies.Reason()),
        ["person.screen"] = new(Thing.Person, _ => Bodies.Screening("threats")),
        ["person.decide-screening"] = new(Thing.Person, _ => Bodies.ScreeningDecision()),
    };
}
