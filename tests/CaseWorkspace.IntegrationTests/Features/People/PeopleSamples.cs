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
        ["person.withdraw-fact"] = new(Thing.Person, _ => Bodies.CorrectedFact(Sample.Word)),
        ["person.qualify"] = new(Thing.Person, _ => Bodies.Qualification()),
        ["person.withdraw-qualification"] = new(Thing.Person, _ => Bodies.Reason()),
        ["person.screen"] = new(Thing.Person, _ => Bodies.Screening("threats")),
        ["person.name-representative"] = new(Thing.Person, _ => Bodies.Representative(Sample.Word)),
        ["person.end-representative"] = new(Thing.Person, _ => Bodies.EndedRepresentative()),
        ["person.bind-to-secrecy"] = new(Thing.Person, _ => Bodies.SecrecyBond()),
        ["person.review-record"] = new(Thing.Person, _ => Bodies.RecordReview()),
        ["person.protect-identity"] = new(Thing.Person, standing => Bodies.Protection(standing.Has(Thing.SubFile) ? standing.IdOf(Thing.SubFile) : Guid.CreateVersion7())),
        ["person.list-recipients"] = new(Thing.Person),
        ["person.restrict"] = new(Thing.Person, _ => Bodies.RecordRestriction()),
        ["person.lift-restriction"] = new(Thing.Person, _ => Bodies.Reason()),
        ["person.propose-erasure"] = new(Thing.Person, _ => Bodies.Erasure()),
        ["person.decide-on-erasure"] = new(Thing.Person, _ => Bodies.ErasureDecision()),
        ["protected-identity.list"] = new(Thing.None),
        ["protected-identity.view"] = new(Thing.Identity),
        ["protected-identity.correct"] = new(Thing.Identity, _ => Bodies.CorrectedIdentity(Sample.Word)),
        ["protected-identity.record-fact"] = new(Thing.Identity, _ => Bodies.PersonFact(Sample.Word)),
        ["protected-identity.withdraw-fact"] = new(Thing.Identity, _ => Bodies.Reason()),
        ["protected-identity.ask-to-release"] = new(Thing.Identity, _ => Bodies.Reason()),
        ["protected-identity.decide"] = new(Thing.Identity, _ => Bodies.IdentityDecision()),
        ["person.decide-screening"] = new(Thing.Person, _ => Bodies.ScreeningDecision()),
    };
}
