using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

public sealed class StandInTests
{
    private static readonly NameStandIn Command =
        new(null, Someone.Investigator3.Id, Given.Now.AddDays(1), Given.Now.AddDays(15), " On leave. ");

    private static readonly StandInNamed Named = new(
        Someone.Investigator.Id, [Subject.Person(Someone.Investigator.Id)], Someone.Investigator3.Id, Given.Now.AddDays(1), Given.Now.AddDays(15), "On leave.");

    private static readonly EndStandIn End = new(Guid.CreateVersion7(), " Back early. ");

    private static Given<StandIn> Nobody { get; } = Given.Nothing<StandIn>().Knowing(Someone.Investigator3).Knowing(Someone.Investigator);

    private static Given<StandIn> ByTheSupervisor { get; } = Given.Events<StandIn>(Someone.Supervisor, Named);

    [Fact]
    public void A_colleague_stands_in_for_the_person_who_names_one() => Nobody.When(Command, Someone.Investigator).Then(Named);

    [Fact]
    public void What_is_said_to_have_begun_begins_now() =>
        Nobody.When(Command with { Since = Given.Now.AddDays(-3) }, Someone.Investigator).Then(Named with { Since = Given.Now });

    [Fact]
    public void The_head_of_the_unit_names_one_for_somebody_of_it() =>
        Nobody.When(Command with { Away = Someone.Investigator.Id }, Someone.Supervisor).Then(Named).State.NamedBy.ShouldBe(Someone.Supervisor.Id);

    [Fact]
    public void Nobody_else_names_one_for_another() =>
        Nobody.When(Command with { Away = Someone.Investigator.Id }, Someone.Investigator3).ThenRefused("not-of-your-unit", "away");

    [Fact]
    public void The_head_of_another_unit_does_not_either() =>
        Nobody.Knowing(Someone.Investigator2).When(Command with { Away = Someone.Investigator2.Id }, Someone.Supervisor).ThenRefused("not-of-your-unit", "away");

    [Fact]
    public void Without_a_unit_nobody_heads_people_without_one_and_nobody_is_a_colleague_of_the_unit()
    {
        var noUnit = Someone.Supervisor with { Unit = "" };
        var away = Someone.Prosecutor with { Unit = "" };
        var other = Given.Person(Role.Prosecutor, "");
        var known = Given.Nothing<StandIn>().Knowing(away).Knowing(other);
        known.When(Command with { Away = away.Id, Person = other.Id }, noUnit).ThenRefused("not-of-your-unit", "away");
        known.When(Command with { Person = other.Id }, away).ThenRefused("stand-in-of-another-unit", "person");
    }

    [Fact]
    public void Into_another_unit_the_head_alone_lends()
    {
        var known = Nobody.Knowing(Someone.Investigator2);
        var elsewhere = Command with { Person = Someone.Investigator2.Id };
        known.When(elsewhere, Someone.Investigator).ThenRefused("stand-in-of-another-unit", "person");
        known.When(elsewhere with { Away = Someone.Investigator.Id }, Someone.Supervisor).Then(Named with { Person = Someone.Investigator2.Id });
    }

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_is_not_away() =>
        Given.Nothing<StandIn>().Knowing(Someone.Investigator3).When(Command with { Away = Someone.Investigator.Id }, Someone.Supervisor)
            .ThenRefused("not-of-your-unit", "away");

    [Fact]
    public void Only_somebody_of_the_same_role_stands_in() =>
        Nobody.Knowing(Someone.Prosecutor).When(Command with { Person = Someone.Prosecutor.Id }, Someone.Investigator).ThenRefused("not-of-the-role", "person");

    [Fact]
    public void Nobody_stands_in_for_themselves() =>
        Nobody.When(Command with { Person = Someone.Investigator.Id }, Someone.Investigator).ThenRefused("not-of-the-role", "person");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_does_not_stand_in() =>
        Given.Nothing<StandIn>().When(Command, Someone.Investigator).ThenRefused("not-of-the-role", "person");

    [Fact]
    public void A_supervisor_lends_the_unit_to_a_supervisor() =>
        Nobody.Knowing(Someone.Supervisor2).When(Command with { Person = Someone.Supervisor2.Id }, Someone.Supervisor)
            .Then(Named with { Away = Someone.Supervisor.Id, Subjects = [Subject.Person(Someone.Supervisor.Id), Subject.UnitHead("unit-1")], Person = Someone.Supervisor2.Id });

    [Fact]
    public void A_liaison_officer_lends_the_posting() =>
        Nobody.Knowing(Someone.LiaisonEs).When(Command with { Person = Someone.LiaisonEs.Id }, Someone.LiaisonFr)
            .Then(Named with { Away = Someone.LiaisonFr.Id, Subjects = [Subject.Person(Someone.LiaisonFr.Id), Subject.Posting("FR")], Person = Someone.LiaisonEs.Id });

    [Fact]
    public void A_post_is_not_lent_to_the_person_who_could_not_hold_it()
    {
        Nobody.When(Command, Someone.WorkingSupervisor)
            .Then(Named with { Away = Someone.WorkingSupervisor.Id, Subjects = [Subject.Person(Someone.WorkingSupervisor.Id)] });
        Nobody.When(Command, Someone.InvestigatorAndLiaison)
            .Then(Named with { Away = Someone.InvestigatorAndLiaison.Id, Subjects = [Subject.Person(Someone.InvestigatorAndLiaison.Id)] });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(-5, 0)]
    [InlineData(-5, -1)]
    [InlineData(1, 94)]
    public void A_period_has_an_end_that_is_to_come_and_not_too_far(int since, int until) =>
        Nobody.When(Command with { Since = Given.Now.AddDays(since), Until = Given.Now.AddDays(until) }, Someone.Investigator).ThenRefused("period", "until");

    [Fact]
    public void All_has_to_be_said() =>
        Faults.Of(Command with { Person = Guid.Empty, Since = default, Until = default, Reason = "" })
            .ShouldBe(["person: NotEmptyValidator", "since: NotEmptyValidator", "until: NotEmptyValidator", "reason: NotEmptyValidator"]);

    [Fact]
    public void Each_of_the_three_whom_it_concerns_ends_it()
    {
        foreach (var person in new[] { Someone.Investigator, Someone.Investigator3, Someone.Supervisor })
            ByTheSupervisor.At(Given.Now.AddDays(2)).When(End, person).Then(new StandInEnded("Back early.")).State.Until.ShouldBe(Given.Now.AddDays(2));
    }

    [Fact]
    public void To_others_it_is_not_there()
    {
        ByTheSupervisor.When(End, Someone.Supervisor2).ThenMissing();
        Given.Nothing<StandIn>().When(End, Someone.Investigator).ThenMissing();
    }

    [Fact]
    public void Ending_what_is_over_changes_nothing()
    {
        ByTheSupervisor.At(Given.Now.AddDays(15)).When(End, Someone.Investigator).Then();
        ByTheSupervisor.When(End, Someone.Investigator).And.When(End, Someone.Investigator).Then();
    }

    [Fact]
    public void An_end_has_a_reason() => Faults.Of(End with { Reason = " " }).ShouldBe(["reason: NotEmptyValidator"]);
}
