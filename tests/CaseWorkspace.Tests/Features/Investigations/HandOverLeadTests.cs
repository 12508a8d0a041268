using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class HandOverLeadTests
{
    private static readonly HandOverLead Command = new(Guid.CreateVersion7(), 2, Someone.Investigator3.Id, Stays: true, " Moves to another desk. ");

    [Fact]
    public void A_member_comes_to_lead_and_the_lead_before_goes_on_as_a_member()
    {
        var file = Files.WithMember.Knowing(Someone.Investigator3).When(Command, Someone.Investigator)
            .Then(new LeadHandedOver(Someone.Investigator.Id, Someone.Investigator3.Id, true, "Moves to another desk.", "unit-1")).State;

        file.Lead.ShouldBe(Someone.Investigator3.Id);
        file.Members.ShouldBe([Someone.Investigator3.Id, Someone.Investigator.Id]);
    }

    [Fact]
    public void Nobody_takes_the_lead_for_themselves() =>
        Files.WithMember.Knowing(Someone.Investigator3).When(Command, Someone.Investigator3).ThenRefused("own-standing", "person");

    [Fact]
    public void The_lead_before_leaves_the_file_where_that_is_said() =>
        Files.WithMember.Knowing(Someone.Investigator3).When(Command with { Stays = false }, Someone.Supervisor)
            .Then(new LeadHandedOver(Someone.Investigator.Id, Someone.Investigator3.Id, false, "Moves to another desk.", "unit-1")).State
            .Members.ShouldBe([Someone.Investigator3.Id]);

    [Fact]
    public void Who_comes_from_another_unit_leads_by_name() =>
        Files.Opened.Knowing(Someone.Investigator2).When(Command with { Person = Someone.Investigator2.Id }, Someone.Investigator)
            .Then(new LeadHandedOver(Someone.Investigator.Id, Someone.Investigator2.Id, true, "Moves to another desk.", null)).State
            .Members.ShouldBe([Someone.Investigator2.Id, Someone.Investigator.Id]);

    [Fact]
    public void A_person_who_leads_does_so_without_an_end()
    {
        var file = Files.Opened.And(Someone.Investigator, new MemberAdded(Someone.Investigator3.Id, null, Given.Now.AddDays(1), "unit-1"))
            .Knowing(Someone.Investigator3).When(Command, Someone.Investigator).State;

        file.Until.ShouldBeEmpty();
        file.Has(Someone.Investigator3.Id, Given.Now.AddDays(2)).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_takes_over_from_themselves() =>
        Files.WithMember.Knowing(Someone.Investigator, Relation.Lead).When(Command with { Person = Someone.Investigator.Id }, Someone.Investigator)
            .ThenRefused("leads-already", "person");

    [Fact]
    public void A_person_who_led_left_the_unit_and_came_back_is_handed_the_lead_anew()
    {
        var file = Files.WithMember.Knowing(Someone.Investigator).When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor).State;

        file.Lead.ShouldBe(Someone.Investigator.Id);
        file.Members.ShouldBe([Someone.Investigator.Id, Someone.Investigator3.Id]);
    }

    [Fact]
    public void Only_an_investigator_leads() =>
        Files.WithMember.Knowing(Someone.Prosecutor).When(Command with { Person = Someone.Prosecutor.Id }, Someone.Investigator)
            .ThenRefused("not-an-investigator", "person");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_does_not_lead() =>
        Files.WithMember.When(Command, Someone.Investigator).ThenRefused("not-an-investigator", "person");

    [Fact]
    public void A_file_that_does_not_exist_is_missing() =>
        Given.Nothing<Investigation>().Knowing(Someone.Investigator3).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void Person_and_reason_have_to_be_given() =>
        Faults.Of(Command with { Person = Guid.Empty, Reason = " " }).ShouldBe(["person: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
