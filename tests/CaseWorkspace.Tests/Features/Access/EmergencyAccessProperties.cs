using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

public sealed class EmergencyAccessProperties
{
    private static readonly Gen<(int Actor, bool Reviews, bool Justified, bool Measures, int Minutes)[]> Tries = Gen.Select(
        Gen.Int[0, Someone.Everybody.Count - 1], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 60],
        (actor, reviews, justified, measures, minutes) => (actor, reviews, justified, measures, minutes)).Array[0, 20];

    [Fact]
    public void It_is_over_after_four_hours_at_most_ended_once_and_reviewed_once_by_another() =>
        Tries.Sample(tries =>
        {
            var entry = Given.Nothing<EmergencyAccess>().Reaching(Guid.CreateVersion7(), "344-2026-000123")
                .When(new TakeEmergencyAccess("344-2026-000123", "A life is in danger tonight."), Someone.Investigator).And;
            foreach (var (actor, reviews, justified, measures, minutes) in tries)
            {
                var before = entry.At(entry.Facts.Now.AddMinutes(minutes));
                ICommand<EmergencyAccess> command = reviews
                    ? new ReviewEmergencyAccess(entry.Id, justified ? "justified" : "not-justified", "Looked at.", measures ? "A talk." : null)
                    : new CloseEmergencyAccess(entry.Id);
                entry = before.When(command, Someone.Everybody[actor]).And;
                Check(before.State!, entry.State!, Someone.Everybody[actor], entry.Facts.Now);
            }

            entry.Past.OfType<EmergencyAccessReviewed>().Count().ShouldBe(entry.State!.State is EmergencyAccess.Reviewed ? 1 : 0);
            entry.Past.OfType<EmergencyAccessClosed>().Count().ShouldBeLessThanOrEqualTo(1);
        });

    /// <summary>One person enters, and others review and reopen, in any order: never a second entry beside one that stands against it.</summary>
    [Fact]
    public void Nobody_enters_again_before_the_last_entry_was_reviewed_as_justified_or_the_way_was_opened() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 5], (act, justified, which) => (act, justified, which)).Array[0, 30].Sample(tries =>
        {
            var entries = new List<Given<EmergencyAccess>>();
            foreach (var (act, justified, which) in tries)
            {
                var against = entries.Where(entry => entry.State!.ClosesTheWay).ToList();
                if (act == 0)
                {
                    var reaching = Given.Nothing<EmergencyAccess>().Reaching(Guid.CreateVersion7(), "344-2026-000123");
                    var found = new EntriesAgainst(
                        against.Count(entry => entry.State!.State is EmergencyAccess.Open), against.Count(entry => entry.State!.State is not EmergencyAccess.Open));
                    var entered = (reaching with { Facts = reaching.Facts with { Found = new[] { found } } })
                        .When(new TakeEmergencyAccess("344-2026-000123", "A life is in danger tonight."), Someone.Investigator);
                    entered.Decision.Events.IsEmpty.ShouldBe(against.Count > 0);
                    if (!entered.Decision.Events.IsEmpty)
                    {
                        entries.Add(entered.And);
                    }
                }
                else if (entries.Count > 0)
                {
                    var at = which % entries.Count;
                    ICommand<EmergencyAccess> command = act switch
                    {
                        1 => new ReviewEmergencyAccess(entries[at].Id, justified ? "justified" : "not-justified", "Looked at.", "A talk."),
                        2 => new ReopenEmergencyAccess(entries[at].Id, "The talk took place."),
                        _ => new CloseEmergencyAccess(entries[at].Id),
                    };
                    entries[at] = entries[at].When(command, act == 3 ? Someone.Investigator : Someone.Auditor).And;
                }
            }

            entries.Count(entry => entry.State!.ClosesTheWay).ShouldBeLessThanOrEqualTo(1);
        });

    private static void Check(EmergencyAccess before, EmergencyAccess after, Actor actor, DateTimeOffset now)
    {
        (after.Until - after.OpenedAt).ShouldBeLessThanOrEqualTo(EmergencyAccess.Lasts);
        after.Until.ShouldBeLessThanOrEqualTo(before.Until);
        (after.File, after.By, after.Reason, after.OpenedAt).ShouldBe((before.File, before.By, before.Reason, before.OpenedAt));
        if (after.Until != before.Until)
        {
            (actor.Id, after.Until).ShouldBe((after.By, now));
        }

        if (before.State is EmergencyAccess.Reviewed)
        {
            (after.State, after.Verdict, after.Reasons, after.Measures).ShouldBe((before.State, before.Verdict, before.Reasons, before.Measures));
        }
        else if (after.State is EmergencyAccess.Reviewed)
        {
            actor.Id.ShouldNotBe(after.By);
            (after.Verdict is "justified" || after.Measures is not null).ShouldBeTrue();
        }
    }
}
