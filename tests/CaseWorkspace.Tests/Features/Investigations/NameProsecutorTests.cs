using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class NameProsecutorTests
{
    private static readonly NameProsecutor Command = new(Guid.CreateVersion7(), 1, Someone.Prosecutor.Id);

    private static Given<Investigation> Opened { get; } = Files.Opened.WithRelations(Relation.UnitSupervisor);

    private static Given<Investigation> Supervised { get; } = Files.WithProsecutor.WithRelations(Relation.UnitSupervisor);

    [Fact]
    public void A_head_of_the_unit_who_leads_the_file_does_not_name_its_prosecutor() =>
        Opened.WithRelations(Relation.UnitSupervisor, Relation.Lead).Knowing(Someone.Prosecutor).When(Command, Someone.Supervisor)
            .ThenRefused("works-and-supervises").Decision.Refusal!.IsDenial.ShouldBeTrue();

    [Fact]
    public void The_supervisor_names_the_prosecutor() =>
        Opened.Knowing(Someone.Prosecutor).When(Command, Someone.Supervisor)
            .Then(new ProsecutorNamed(Someone.Prosecutor.Id)).State
            .Prosecutor.ShouldBe(Someone.Prosecutor.Id);

    [Fact]
    public void Another_prosecutor_takes_the_place_of_the_first() =>
        Supervised.Knowing(Someone.SupervisorAndProsecutor)
            .When(Command with { Person = Someone.SupervisorAndProsecutor.Id }, Someone.Supervisor)
            .Then(new ProsecutorNamed(Someone.SupervisorAndProsecutor.Id)).State
            .Prosecutor.ShouldBe(Someone.SupervisorAndProsecutor.Id);

    [Fact]
    public void Naming_the_same_prosecutor_again_changes_nothing() =>
        Supervised.Knowing(Someone.Prosecutor).When(Command, Someone.Supervisor).Then();

    [Fact]
    public void A_prosecutor_is_named_with_a_reason_and_until_a_day()
    {
        var until = Given.Now.AddDays(10);
        var file = Opened.Knowing(Someone.Prosecutor).When(Command with { Reason = "On leave.", Until = until }, Someone.Supervisor)
            .Then(new ProsecutorNamed(Someone.Prosecutor.Id, "On leave.", until));
        file.State.ProsecutorUntil.ShouldBe(until);
        file.And.Knowing(Someone.Prosecutor).When(Command with { Until = until }, Someone.Supervisor).Then();
        file.And.Knowing(Someone.Prosecutor).When(Command, Someone.Supervisor).Then(new ProsecutorNamed(Someone.Prosecutor.Id)).State
            .ProsecutorUntil.ShouldBeNull();
    }

    [Fact]
    public void Nobody_is_named_until_a_day_that_has_passed() =>
        Opened.Knowing(Someone.Prosecutor).When(Command with { Until = Given.Now }, Someone.Supervisor).ThenRefused("ends-in-the-past", "until");

    [Fact]
    public void Only_a_prosecutor_can_be_named() =>
        Opened.Knowing(Someone.Investigator3).When(Command with { Person = Someone.Investigator3.Id }, Someone.Supervisor)
            .ThenRefused("not-a-prosecutor", "person");

    [Fact]
    public void Nobody_names_themselves() =>
        Opened.Knowing(Someone.SupervisorAndProsecutor).When(Command with { Person = Someone.SupervisorAndProsecutor.Id }, Someone.SupervisorAndProsecutor)
            .ThenRefused("own-standing", "person");

    [Fact]
    public void Nobody_works_on_a_file_and_prosecutes_it()
    {
        var both = Someone.InvestigatorAndProsecutor;
        Opened.And(Someone.Investigator, new MemberAdded(both.Id, null)).Knowing(both)
            .When(Command with { Person = both.Id }, Someone.Supervisor).ThenRefused("works-and-prosecutes", "person");
        var prosecuted = Opened.And(Someone.Supervisor, new ProsecutorNamed(both.Id, Until: Given.Now.AddDays(1))).Knowing(both);
        prosecuted.When(new AddMember(Command.Target, 2, both.Id, null), Someone.Investigator).ThenRefused("works-and-prosecutes", "person");
        prosecuted.When(new HandOverLead(Command.Target, 2, both.Id, true, "Goes on leave."), Someone.Investigator).ThenRefused("works-and-prosecutes", "person");

        // Nor once the supervision is over: what was reviewed or let out then stays in the file.
        Opened.And(Someone.Supervisor, new ProsecutorNamed(both.Id, Until: Given.Now)).Knowing(both)
            .When(new AddMember(Command.Target, 2, both.Id, null), Someone.Investigator).ThenRefused("works-and-prosecutes", "person");
        Opened.And(Someone.Investigator, new MemberAdded(both.Id, null), new MemberRemoved(both.Id, "Moves."))
            .Knowing(both.AsColleague() with { Duties = new Duties([], [Duty.Investigates]) })
            .When(Command with { Person = both.Id }, Someone.Supervisor).ThenRefused("works-and-prosecutes", "person");
    }

    [Fact]
    public void A_file_that_does_not_exist_is_missing() =>
        Given.Nothing<Investigation>().Knowing(Someone.Prosecutor).When(Command, Someone.Supervisor).ThenMissing();

    [Fact]
    public void The_person_has_to_be_named() => Faults.Of(Command with { Person = Guid.Empty }).ShouldBe(["person: NotEmptyValidator"]);
}
