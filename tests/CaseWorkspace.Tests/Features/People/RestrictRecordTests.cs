using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>What must remain as evidence, or is contested, is restricted instead of erased (Directive (EU) 2016/680, art. 16(3)).</summary>
public sealed class RestrictRecordTests
{
    private static readonly Guid Identity = Guid.CreateVersion7();
    private static readonly RestrictRecord Restrict = new(Person, null, "evidence", " The court wants it. ");
    private static readonly LiftRecordRestriction Lift = new(Person, null, " The trial is over. ");
    private static readonly PersonFactRecorded Telephone1 = new(Guid.CreateVersion7(), Telephone, Someone.Investigator.Id, Given.Now);

    private static Given<RecordedPerson> Written { get; } = Known.And(Someone.Investigator, Telephone1);

    private static Given<RecordedPerson> Restricted { get; } = Written.When(Restrict).And;

    [Fact]
    public void It_keeps_all_that_was_said_and_takes_no_act_until_it_is_lifted()
    {
        Written.When(Restrict).Then(new PersonRestricted("P-001", "evidence", "The court wants it.", Someone.Investigator.Id, Given.Now));
        Restricted.State!.Restriction.ShouldBe(new RecordRestriction("evidence", "The court wants it.", Someone.Investigator.Id, Given.Now));
        Restricted.State.Description.ShouldBe(Description);
        foreach (var act in PeopleActs.All.All.Where(act => act != LiftRecordRestriction.Act))
        {
            act.WhyNot(Restricted.State, new ActContext(Someone.Investigator, Given.Now))!.Code.ShouldBe("record-restricted", act.Verb);
        }

        Restricted.When(new ProposeErasure(Person, null, "unlawful", "Why.")).ThenRefused("record-restricted");
        var lifted = Restricted.By(Someone.Supervisor).When(Lift);
        lifted.Then(new PersonRestrictionLifted("P-001", null, Description, [Telephone1], "The trial is over.", Someone.Supervisor.Id, Given.Now));
        lifted.State.Restriction.ShouldBeNull();
        lifted.And.When(Lift).ThenRefused("record-not-restricted");
        Written.When(Lift).ThenRefused("record-not-restricted");
        Faults.Of(Restrict with { Ground = "other" }).ShouldNotBeEmpty();
        Faults.Of(Lift with { Reason = "" }).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_kept_apart_of_the_person_is_frozen_with_it()
    {
        var alias = new PersonName("Witness Alpha", "latin", "alias");
        var protectedOne = Written.And(Someone.Investigator, new IdentityProtected(Identity, alias, Someone.Investigator.Id, Given.Now));
        protectedOne.When(Restrict).ThenAlso(Identity, new IdentityFrozen(Someone.Investigator.Id, Given.Now));
        protectedOne.When(Restrict).And.When(Lift).ThenAlso(Identity, new IdentityUnfrozen(Someone.Investigator.Id, Given.Now))
            .Decision.Events[0].ShouldBeOfType<PersonRestrictionLifted>().Identity.ShouldBe(Identity);
        var kept = Given.Events<ProtectedIdentity>(Someone.Investigator, new IdentityKept(
            CaseFile, "P-001", Person, Guid.CreateVersion7(), alias, Description, [Telephone1], "Was threatened.", Someone.Investigator.Id, Given.Now));
        var frozen = kept.And(Someone.Supervisor, new IdentityFrozen(Someone.Supervisor.Id, Given.Now)).By(Someone.Supervisor);
        var decide = new DecideOnIdentity(Identity, null, "refused", "Why.");
        frozen.When(decide).ThenRefused("record-restricted");
        frozen.When(new CorrectIdentity(Identity, null, Description, "Why.")).ThenRefused("record-restricted");
        frozen.And(Someone.Supervisor, new IdentityUnfrozen(Someone.Supervisor.Id, Given.Now)).When(decide).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Histories_and_the_search_know_its_number_alone_and_all_of_it_again_afterwards()
    {
        var restricted = new PersonRestricted("S-1/P-001", "evidence", "Why.", Someone.Investigator.Id, Given.Now);
        var lifted = new PersonRestrictionLifted("S-1/P-001", Identity, Description, [Telephone1], "Why.", Someone.Supervisor.Id, Given.Now);
        var story = new AccessStory().Then(Person, Recorded).Then(Person, restricted);
        story.Rows.Scopes[Person].WithheldIn.ShouldBe(Withheld.FromEverybody);
        story.Then(Person, lifted).Rows.Scopes[Person].WithheldIn.ShouldBe(Identity);

        var text = Texts(restricted).ShouldHaveSingleItem();
        text.ReplacesAll.ShouldBeTrue();
        text.Words().ShouldBe(new FoundText(Person, Person, "", "P-001").Words());
        Texts(lifted).SelectMany(one => one.Words()).ShouldContain("rustavi");
        Texts(lifted).Count().ShouldBe(2);
    }

    [Fact]
    public void It_is_read_by_those_who_answer_for_the_file() =>
        PersonAudiences.OfRestricted.ShouldBe([Relation.Lead, Relation.UnitSupervisor, Relation.SupervisingProsecutor]);

    private static IEnumerable<FoundText> Texts<T>(T happened) where T : notnull => new PeopleModule().Texts(new Event<T>(happened) { StreamId = Person, Id = Guid.CreateVersion7() });
}
