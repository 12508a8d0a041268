using CaseWorkspace.Features.CovertMeasures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.CovertMeasures.CovertScenes;

namespace CaseWorkspace.Tests.Features.CovertMeasures;

/// <summary>
/// In any order of any attempts by any person: ends only grow, nobody is notified while it runs, nothing is served twice, what is taken back is as it was before, and page and
/// API offer exactly what the commands take.
/// </summary>
public sealed class CovertProperties
{
    private static readonly (Actor Person, Relation Relation)[] Cast =
    [
        (Keeper, Relation.Lead), (Someone.Investigator3, Relation.Member), (Someone.Supervisor, Relation.UnitSupervisor), (Prosecutor, Relation.SupervisingProsecutor),
        (Someone.LiaisonFr, Relation.AddressedLiaisonOfficer), (Someone.Custodian, Relation.ItemCustodian), (Someone.Investigator2, Relation.EmergencyAccess),
    ];

    [Fact]
    public void What_waits_is_the_next_step_and_each_mistake_has_a_way_back() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, Cast.Length - 1], Gen.Int[0, 8]).Array[0, 25]).Sample((isUrgent, attempts) =>
        {
            var measure = isUrgent ? UrgentOne : Running;
            var before = new Stack<CovertMeasure>();
            foreach (var (who, which) in attempts)
            {
                var (person, relation) = Cast[who];
                measure = measure.By(person).Inside(Part, CaseFile, relation);
                var state = measure.State!;
                var commands = WellFormed(state);
                CovertActs.All.ShouldAgree(state, measure.Facts, commands);
                var verb = commands.Keys.ElementAt(which);
                if (!CovertActs.All.OpenTo(state, measure.Facts).Contains(verb) || measure.When(commands[verb]).Decision.Refusal is not null)
                {
                    continue;
                }

                relation.ShouldBeOneOf(Relation.Lead, Relation.Member, Relation.SupervisingProsecutor);
                state.State.ShouldNotBe("withdrawn", "nothing more is done with it");
                measure = measure.When(commands[verb]).And;
                var after = measure.State!;
                switch (verb)
                {
                    case "take-back":
                        var was = before.Pop();
                        (after.Steps.Count, after.Until, after.NotifyDue, after.State, after.Notification, after.Control).ShouldBe(
                            (was.Steps.Count, was.Until, was.NotifyDue, was.State, was.Notification, was.Control), "as it was before the step");
                        break;
                    case "correct":
                        before.Clear();
                        break;
                    case "withdraw":
                        break;
                    default:
                        before.Push(state);
                        after.Steps.Count.ShouldBe(state.Steps.Count + 1);
                        after.Until.ShouldBeGreaterThanOrEqualTo(state.Until);
                        break;
                }

                if (verb is "correct")
                {
                    return;
                }

                after.Extensions.Select(one => one.Until).Prepend(after.Content.Until).ShouldBeInOrder();
                after.Postponements.Select(one => one.Until).ShouldBeInOrder();
                (after.Notification is null).ShouldBe(after.End is null || after.State is "withdrawn");
                (after.Awaits is null).ShouldBe(after.State is "withdrawn" || (after.State is "settled" && !after.IsControlOwed));
                after.Awaits?.Verb.ShouldBe(after.IsControlOwed ? "record-control" : after.End is null ? "end" : after.Service is null ? "serve" : "settle");
                if (after.Awaits is { } awaits)
                {
                    CovertActs.All.OpenTo(after, measure.ByKeeper().Facts).ShouldContain(awaits.Verb, "what waits can be done");
                }
            }
        });

    private static Dictionary<string, ICommand<CovertMeasure>> WellFormed(CovertMeasure measure) => new()
    {
        ["record-control"] = new RecordCovertControl(Id, null, measure.Steps.Count % 2 == 0 ? "lawful" : "unlawful", "Tbilisi City Court", null, Given.Now),
        ["extend"] = new ExtendMeasure(Id, null, Second with { On = Given.Now }, measure.Until.AddDays(10)),
        ["end"] = new EndMeasure(Id, null, "aim-reached", Given.Now),
        ["serve"] = new ServeNotification(Id, null, Given.Now, "by-post", "Counsel"),
        ["postpone"] = new PostponeNotification(Id, null, Decree with { On = Given.Now }, (measure.NotifyDue ?? Given.Now).AddDays(1)),
        ["settle"] = new SettleMaterial(Id, null, measure.Steps.Count % 3 == 0 ? "destroyed" : "kept", Given.Now, "Custodian", "Why."),
        ["correct"] = new CorrectMeasure(Id, null, measure.Content with { OnWhat = measure.Content.OnWhat + "1", Person = null, Whom = "Somebody" }, "Why."),
        ["take-back"] = new TakeBackStep(Id, null, "Why."),
        ["withdraw"] = new WithdrawMeasure(Id, null, "Why."),
    };
}
