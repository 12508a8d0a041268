using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class RestrictFileTests
{
    private static readonly RestrictFile Command = new(Guid.CreateVersion7(), 1, Someone.Supervisor2.Id, " A colleague is concerned. ");
    private static readonly LiftRestriction Lift = new(Command.Target, 2, " Cleared. ");

    private static readonly ConfirmRestriction Confirm = new(Command.Target, 2, Someone.Supervisor2.Id, " Agreed. ");

    private static Given<Investigation> Restricted { get; } =
        Files.Opened.WithRelations(Relation.UnitSupervisor).And(Someone.Investigator, new FileRestricted(Someone.Supervisor2.Id, "A colleague is concerned."));

    [Fact]
    public void A_supervisor_is_named_in_the_place_of_the_units_head()
    {
        var file = Files.Opened.WithRelations(Relation.UnitSupervisor).Knowing(Someone.Supervisor2).When(Command, Someone.Supervisor)
            .Then(new FileRestricted(Someone.Supervisor2.Id, "A colleague is concerned.")).State;

        file.Level.ShouldBe(Investigation.Restricted);
        file.Supervisor.ShouldBe(Someone.Supervisor2.Id);
    }

    [Fact]
    public void The_lead_restricts_at_once_and_only_suggests_who_supervises()
    {
        var file = Files.Opened.Knowing(Someone.Supervisor2).When(Command, Someone.Investigator)
            .Then(new RestrictionProposed(Someone.Supervisor2.Id, "A colleague is concerned.")).State;

        (file.Level, file.Supervisor, file.ProposedSupervisor).ShouldBe((Investigation.Restricted, null, Someone.Supervisor2.Id));
    }

    [Fact]
    public void The_lead_does_not_change_the_named_supervisor()
    {
        var file = Restricted.WithRelations(Relation.Lead).Knowing(Someone.Supervisor).When(Command with { Supervisor = Someone.Supervisor.Id }, Someone.Investigator)
            .Then(new RestrictionProposed(Someone.Supervisor.Id, "A colleague is concerned.")).State;

        (file.Supervisor, file.ProposedSupervisor).ShouldBe((Someone.Supervisor2.Id, Someone.Supervisor.Id));
    }

    [Fact]
    public void A_head_of_the_unit_who_leads_the_file_only_suggests_too() =>
        Files.Opened.WithRelations(Relation.UnitSupervisor, Relation.Lead).Knowing(Someone.Supervisor2).When(Command, Someone.Supervisor)
            .Then(new RestrictionProposed(Someone.Supervisor2.Id, "A colleague is concerned."));

    [Theory]
    [InlineData(Relation.UnitSupervisor)]
    [InlineData(Relation.SupervisingProsecutor)]
    public void Its_supervisor_or_its_prosecutor_confirms_and_may_name_another(Relation relation)
    {
        var by = relation is Relation.UnitSupervisor ? Someone.Supervisor : Someone.Prosecutor;
        var suggested = Files.Opened.And(Someone.Investigator, new RestrictionProposed(Someone.Supervisor2.Id, "Concerned.")).WithRelations(relation)
            .Knowing(Someone.Supervisor).Knowing(Someone.Supervisor2);
        suggested.When(Confirm, by).Then(new FileRestricted(Someone.Supervisor2.Id, "Agreed.")).State.ProposedSupervisor.ShouldBeNull();
        suggested.When(Confirm with { Supervisor = Someone.Supervisor.Id }, by).Then(new FileRestricted(Someone.Supervisor.Id, "Agreed."));
    }

    [Fact]
    public void Nobody_confirms_who_investigates_the_file_too()
    {
        var suggested = Files.Opened.And(Someone.Investigator, new RestrictionProposed(Someone.Supervisor2.Id, "Concerned.")).Knowing(Someone.Supervisor2);
        suggested.WithRelations(Relation.UnitSupervisor, Relation.Member).When(Confirm, Someone.WorkingSupervisor).ThenRefused("works-and-supervises");
        suggested.WithRelations(Relation.SupervisingProsecutor, Relation.Member).When(Confirm, Someone.InvestigatorAndProsecutor).ThenRefused("works-and-prosecutes");
    }

    [Fact]
    public void Confirmed_is_only_what_was_suggested_and_once()
    {
        var head = Files.Opened.WithRelations(Relation.UnitSupervisor).Knowing(Someone.Supervisor2);
        head.When(Confirm, Someone.Supervisor).ThenRefused("no-restriction-proposed");
        head.And(Someone.Investigator, new RestrictionProposed(Someone.Supervisor2.Id, "Concerned.")).When(Confirm, Someone.Supervisor).And
            .When(Confirm, Someone.Supervisor).ThenRefused("no-restriction-proposed");
        Given.Nothing<Investigation>().When(Confirm, Someone.Supervisor).ThenMissing();
        head.And(Someone.Investigator, new RestrictionProposed(Someone.Supervisor2.Id, "Concerned.")).Knowing(Someone.Investigator3)
            .When(Confirm with { Supervisor = Someone.Investigator3.Id }, Someone.Supervisor).ThenRefused("not-a-supervisor", "supervisor");
        Faults.Of(Confirm with { Supervisor = Guid.Empty, Reason = "" }).ShouldBe(["supervisor: NotEmptyValidator", "reason: NotEmptyValidator"]);
    }

    [Fact]
    public void Another_supervisor_takes_the_place_of_the_first() =>
        Restricted.Knowing(Someone.Supervisor).When(Command with { Supervisor = Someone.Supervisor.Id }, Someone.Supervisor2)
            .Then(new FileRestricted(Someone.Supervisor.Id, "A colleague is concerned.")).State.Supervisor.ShouldBe(Someone.Supervisor.Id);

    [Fact]
    public void Restricting_again_with_the_same_supervisor_changes_nothing() =>
        Restricted.Knowing(Someone.Supervisor2).When(Command, Someone.Investigator).Then();

    [Fact]
    public void Only_a_supervisor_can_be_named() =>
        Files.Opened.Knowing(Someone.Investigator3).When(Command with { Supervisor = Someone.Investigator3.Id }, Someone.Investigator)
            .ThenRefused("not-a-supervisor", "supervisor");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_cannot_be_named() =>
        Files.Opened.When(Command, Someone.Investigator).ThenRefused("not-a-supervisor", "supervisor");

    [Fact]
    public void A_person_who_leads_does_not_supervise_in_a_second_role_nor_the_other_way_round()
    {
        var both = Someone.WorkingSupervisor;
        Files.Opened.And(Someone.Investigator, new LeadHandedOver(Someone.Investigator.Id, both.Id, false, "Moves.", null)).Knowing(both)
            .When(Command with { Supervisor = both.Id }, both).ThenRefused("works-and-supervises", "supervisor");
        Files.Opened.And(Someone.Investigator, new FileRestricted(both.Id, "Concerned.")).Knowing(both)
            .When(new HandOverLead(Command.Target, 2, both.Id, true, "Moves."), Someone.Investigator).ThenRefused("works-and-supervises", "person");
    }

    [Fact]
    public void A_file_that_does_not_exist_is_not_restricted() =>
        Given.Nothing<Investigation>().Knowing(Someone.Supervisor2).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void The_head_of_the_unit_sees_the_file_again()
    {
        var file = Restricted.When(Lift, Someone.Supervisor2).Then(new RestrictionLifted("Cleared.")).State;

        file.Level.ShouldBe(Investigation.Standard);
        file.Supervisor.ShouldBeNull();
    }

    [Fact]
    public void What_is_not_restricted_is_not_opened_again() => Files.Opened.When(Lift, Someone.Supervisor).ThenRefused("not-restricted");

    [Fact]
    public void A_restriction_is_lifted_once() =>
        Restricted.When(Lift, Someone.Supervisor2).And.When(Lift, Someone.Supervisor2).ThenRefused("not-restricted");

    [Fact]
    public void A_file_that_does_not_exist_is_not_opened_again() =>
        Given.Nothing<Investigation>().When(Lift, Someone.Supervisor2).ThenMissing();

    [Fact]
    public void Supervisor_and_reasons_have_to_be_given()
    {
        Faults.Of(Command with { Supervisor = Guid.Empty, Reason = "" }).ShouldBe(["supervisor: NotEmptyValidator", "reason: NotEmptyValidator"]);
        Faults.Of(Lift with { Reason = " " }).ShouldBe(["reason: NotEmptyValidator"]);
    }
}
