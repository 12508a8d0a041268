using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class RestrictFileTests
{
    private static readonly RestrictFile Command = new(Guid.CreateVersion7(), 1, Someone.Supervisor2.Id, " A colleague is concerned. ");
    private static readonly LiftRestriction Lift = new(Command.Target, 2, " Cleared. ");

    private static Given<Investigation> Restricted { get; } =
        Files.Opened.And(Someone.Investigator, new FileRestricted(Someone.Supervisor2.Id, "A colleague is concerned."));

    [Fact]
    public void A_supervisor_is_named_in_the_place_of_the_units_head()
    {
        var file = Files.Opened.Knowing(Someone.Supervisor2).When(Command, Someone.Investigator)
            .Then(new FileRestricted(Someone.Supervisor2.Id, "A colleague is concerned.")).State;

        file.Level.ShouldBe(Investigation.Restricted);
        file.Supervisor.ShouldBe(Someone.Supervisor2.Id);
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
    public void Whoever_leads_does_not_supervise_in_a_second_role_nor_the_other_way_round()
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
