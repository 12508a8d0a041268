using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Chronology.OccurrenceScenes;

namespace CaseWorkspace.Tests.Features.Chronology;

/// <summary>In any order of any attempts: no words are lost, what was withdrawn changes only by being restored, and page and API offer exactly what the commands take.</summary>
public sealed class OccurrenceProperties
{
    private static readonly (Actor Person, Relation Relation)[] Cast =
    [
        (Lead, Relation.Lead), (Someone.Investigator3, Relation.Member), (Someone.Supervisor, Relation.UnitSupervisor), (Someone.Prosecutor, Relation.SupervisingProsecutor),
        (Someone.LiaisonFr, Relation.AddressedLiaisonOfficer), (Someone.Custodian, Relation.ItemCustodian),
    ];

    [Fact]
    public void No_words_are_lost_and_what_holds_is_the_last_of_them() =>
        Gen.Select(Gen.Int[0, Cast.Length - 1], Gen.Int[0, 2], Gen.Int[1, 30]).Array[0, 20].Sample(attempts =>
        {
            var entry = Entry;
            var said = new List<OccurrenceContent> { Crossing };
            foreach (var (who, which, day) in attempts)
            {
                var (person, relation) = Cast[who];
                entry = entry.By(person).WithRelations(relation);
                var state = entry.State!;
                var content = state.Content with { Text = $"Seen again, {said.Count}", Time = new ReportedTime($"2026-10-{day:00}") };
                Dictionary<string, ICommand<Occurrence>> commands = new()
                {
                    ["correct"] = new CorrectOccurrence(Id, null, content, "Why."),
                    ["withdraw"] = new WithdrawOccurrence(Id, null, "Why."),
                    ["restore"] = new RestoreOccurrence(Id, null, "Why."),
                };
                ChronologyActs.All.ShouldAgree(state, entry.Facts, commands);
                var verb = commands.Keys.ElementAt(which);
                if (!ChronologyActs.All.OpenTo(state, entry.Facts).Contains(verb))
                {
                    continue;
                }

                person.Roles.ShouldNotContain(Role.LiaisonOfficer);
                person.Roles.ShouldNotContain(Role.Custodian);
                entry = entry.When(commands[verb]).And;
                if (verb is "correct")
                {
                    said.Add(content);
                }

                var after = entry.State!;
                after.Earlier.Select(one => one.Content).Append(after.Content).ShouldBe(said);
                (after.Earliest, after.Latest).ShouldBe(ReportedTimes.SpanOf(after.Content.Time));
                after.Earliest.ShouldBeLessThanOrEqualTo(after.Latest);
                (after.State is "withdrawn").ShouldBe(verb is "withdraw");
                (after.Withdrawal is null).ShouldBe(verb is not "withdraw");
                (after.Number, after.File, after.RecordedBy).ShouldBe((state.Number, state.File, state.RecordedBy));
            }
        });
}
