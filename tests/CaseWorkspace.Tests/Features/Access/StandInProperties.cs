using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

public sealed class StandInProperties
{
    private static readonly IReadOnlyList<Actor> Cast = Someone.Everybody;
    private static readonly Gen<int> Anybody = Gen.Int[0, Cast.Count - 1];

    private static readonly Gen<(int By, int Away, int Person, int Since, int Until)[]> Names = Gen.Select(
        Anybody, Gen.Int[-1, Cast.Count - 1], Anybody, Gen.Int[-48, 2400], Gen.Int[-48, 4800],
        (by, away, person, since, until) => (by, away, person, since, until)).Array[1, 30];

    [Fact]
    public void A_person_who_stands_in_does_so_for_a_time_by_role_and_lends_nothing_that_was_lent() =>
        Names.Sample(
            tries =>
            {
                foreach (var (by, away, person, since, until) in tries)
                {
                    var command = new NameStandIn(
                        away < 0 ? null : Cast[away].Id, Cast[person].Id, Given.Now.AddHours(since), Given.Now.AddHours(until), "On leave.");
                    var named = Cast.Aggregate(Given.Nothing<StandIn>(), (given, one) => given.Knowing(one)).When(command, Cast[by]);
                    if (named.Decision.Refusal is null)
                    {
                        Check(named.State, away < 0 ? Cast[by] : Cast[away], Cast[person], Cast[by]);
                    }
                }
            },
            iter: 500);

    [Fact]
    public void Standing_in_ends_once_never_later_and_by_one_of_three() =>
        Gen.Select(Anybody, Gen.Int[0, 400]).Array[0, 12].Sample(ends =>
        {
            var one = Given.Events<StandIn>(Someone.Supervisor, new StandInNamed(
                Someone.Investigator.Id, [Subject.Person(Someone.Investigator.Id)], Someone.Investigator3.Id, Given.Now.AddHours(48), Given.Now.AddHours(480), "On leave."));
            foreach (var (by, hours) in ends)
            {
                var before = one.At(one.Facts.Now.AddHours(hours));
                one = before.When(new EndStandIn(one.Id, "Back early."), Cast[by]).And;
                one.State!.Until.ShouldBeLessThanOrEqualTo(before.State!.Until);
                (one.State.Away, one.State.Person, one.State.Since, one.State.NamedBy)
                    .ShouldBe((before.State.Away, before.State.Person, before.State.Since, before.State.NamedBy));
                if (one.State.Until != before.State.Until)
                {
                    new[] { Someone.Investigator.Id, Someone.Investigator3.Id, Someone.Supervisor.Id }.ShouldContain(Cast[by].Id);
                }
            }

            one.Past.OfType<StandInEnded>().Count().ShouldBeLessThanOrEqualTo(1);
        });

    private static void Check(StandIn named, Actor away, Actor person, Actor by)
    {
        named.Until.ShouldBeGreaterThan(named.Since);
        named.Until.ShouldBeGreaterThan(Given.Now);
        named.Since.ShouldBeGreaterThanOrEqualTo(Given.Now);
        (named.Until - named.Since).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(92));
        (named.Away, named.Person, named.NamedBy).ShouldBe((away.Id, person.Id, by.Id));
        named.Person.ShouldNotBe(named.Away);
        (by.Id == away.Id || (by.Is(Role.Supervisor) && by.Unit == away.Unit)).ShouldBeTrue();
        away.Roles.Intersect(person.Roles).ShouldNotBeEmpty();
        (person.Unit == away.Unit || (by.Is(Role.Supervisor) && by.Unit == away.Unit)).ShouldBeTrue();

        // What the one who is away holds by name or post, and nothing held by anybody for whom that one stands in.
        named.Subjects.Except(away.Subjects).ShouldBeEmpty();
        named.Subjects.ShouldContain(Subject.Person(away.Id));
        named.Subjects.Any(subject => subject.StartsWith("unit:", StringComparison.Ordinal)).ShouldBe(away.Is(Role.Supervisor) && person.Is(Role.Supervisor));
    }
}
