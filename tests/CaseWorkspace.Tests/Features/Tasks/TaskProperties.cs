using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Tasks.TaskScenes;

namespace CaseWorkspace.Tests.Features.Tasks;

/// <summary>
/// In any order of any attempts by any person: an instruction is closed by the prosecutor alone, what waits waits for somebody, and page and
/// API offer exactly what the commands take.
/// </summary>
public sealed class TaskProperties
{
    private static readonly (Actor Person, Relation Relation)[] Cast =
    [
        (Lead, Relation.Lead), (Member, Relation.Member), (Someone.Investigator2, Relation.Member), (Head, Relation.UnitSupervisor), (Prosecutor, Relation.SupervisingProsecutor),
        (Someone.LiaisonFr, Relation.AddressedLiaisonOfficer), (Someone.Custodian, Relation.ItemCustodian), (Someone.WorkingSupervisor, Relation.Lead),
    ];

    private static readonly IReadOnlyDictionary<string, ICommand<CaseTask>> WellFormed = new Dictionary<string, ICommand<CaseTask>>
    {
        ["accept-report"] = new AcceptReport(Id, null, "Well done."),
        ["return-report"] = new ReturnReport(Id, null, "Which driver?"),
        ["report"] = new ReportCompliance(Id, null, "not-done", "He is abroad."),
        ["settle"] = new SettleTask(Id, null, "done"),
        ["hand-over"] = new HandOverTask(Id, null, Member.Id),
        ["move-deadline"] = new MoveDeadline(Id, null, Later, "Why."),
        ["reopen"] = new ReopenTask(Id, null, "Why."),
        ["change"] = new ChangeInstruction(Id, null, "Question both.", Later, null, null, "Why."),
        ["withdraw"] = new WithdrawInstruction(Id, null, "Why."),
    };

    private static readonly Gen<(int Who, int Verb)[]> Attempts =
        Gen.Select(Gen.Int[0, Cast.Length - 1], Gen.Int[0, WellFormed.Count - 1]).Array[0, 15];

    [Fact]
    public void What_waits_waits_for_somebody_and_only_the_prosecutor_closes_an_instruction() =>
        Gen.Select(Gen.Bool, Attempts).Sample((isInstruction, attempts) =>
        {
            var task = (isInstruction ? Instruction : TaskOfMember).Knowing(Member, Relation.Member);
            foreach (var (who, which) in attempts)
            {
                var ((person, relation), verb) = (Cast[who], WellFormed.Keys.ElementAt(which));
                task = task.By(person).WithRelations(relation);
                TaskActs.All.ShouldAgree(task.State!, task.Facts, WellFormed);

                var (before, isOpenTo) = (task.State!, TaskActs.All.OpenTo(task.State!, task.Facts).Contains(verb));
                if (!isOpenTo)
                {
                    continue;
                }

                var consequence = task.When(WellFormed[verb]);
                task = consequence.And;
                var after = task.State!;
                (after.Awaits is null).ShouldBe(after.State is "done" or "not-done" or "withdrawn");
                after.Earlier.Count.ShouldBeGreaterThanOrEqualTo(before.Earlier.Count, "words are never lost");
                (after.State is "reported" && after.Outcome is null).ShouldBeFalse();
                if (isInstruction && before.Awaits is not null && after.Awaits is null)
                {
                    person.ShouldBe(Prosecutor);
                }

                if (isInstruction && (after.Text, after.Due) != (before.Text, before.Due))
                {
                    person.ShouldBe(Prosecutor);
                }

                person.Roles.ShouldNotContain(Role.LiaisonOfficer);
                person.Roles.ShouldNotContain(Role.Custodian);
            }
        });
}
