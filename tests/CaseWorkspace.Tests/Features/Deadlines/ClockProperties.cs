using CaseWorkspace.Features.Deadlines;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Deadlines.ClockScenes;

namespace CaseWorkspace.Tests.Features.Deadlines;

/// <summary>In any order of any attempts: what waits is the next limit that has not been met, and page and API offer exactly what the commands take.</summary>
public sealed class ClockProperties
{
    private static readonly (Actor Person, Relation Relation)[] Cast =
    [
        (Lead, Relation.Lead), (Someone.Investigator3, Relation.Member), (Someone.Supervisor, Relation.UnitSupervisor), (Prosecutor, Relation.SupervisingProsecutor),
        (Someone.LiaisonFr, Relation.AddressedLiaisonOfficer), (Someone.Custodian, Relation.ItemCustodian),
    ];

    [Fact]
    public void The_next_limit_waits_and_nothing_else() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, Cast.Length - 1], Gen.Int[0, 4]).Array[0, 15]).Sample((isArrest, attempts) =>
        {
            var clock = isArrest ? Arrest : PreTrial;
            foreach (var (who, which) in attempts)
            {
                var (person, relation) = Cast[who];
                clock = clock.By(person).WithRelations(relation);
                var state = clock.State!;
                var commands = WellFormed(state);
                DeadlineActs.All.ShouldAgree(state, clock.Facts, commands);
                var verb = commands.Keys.ElementAt(which);
                if (!DeadlineActs.All.OpenTo(state, clock.Facts).Contains(verb))
                {
                    continue;
                }

                person.Roles.ShouldNotContain(Role.LiaisonOfficer);
                person.Roles.ShouldNotContain(Role.Custodian);
                clock = clock.When(commands[verb]).And;
                var after = clock.State!;
                var open = after.Limits.Where(limit => limit.MetAt is null).Select(limit => limit.Due).ToList();
                after.Awaits?.Due.ShouldBe(open.Min());
                (after.Awaits is null).ShouldBe(after.Stop is not null || open.Count == 0);
                after.Limits.Count.ShouldBe(state.Limits.Count);
                after.Limits.Select(limit => limit.Due).ShouldBeInOrder();
            }
        });

    private static Dictionary<string, ICommand<CaseClock>> WellFormed(CaseClock clock) => new()
    {
        ["meet"] = new MeetLimit(Id, null, clock.Limits.FirstOrDefault(limit => limit.MetAt is null)?.Rule ?? "before-court", Given.Now),
        ["open-again"] = new OpenLimitAgain(Id, null, clock.Limits.FirstOrDefault(limit => limit.MetAt is not null)?.Rule ?? "before-court", "Why."),
        ["correct"] = new CorrectClock(Id, null, clock.CountsFrom.AddMinutes(-1), clock.Authority, "Why."),
        ["stop"] = new StopClock(Id, null, "by-mistake", Given.Now, "Why."),
        ["resume"] = new ResumeClock(Id, null, "Why."),
    };
}
