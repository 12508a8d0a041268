using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

public sealed class EmergencyAccessTests
{
    private const string Number = "344-2026-000123";
    private static readonly Guid File = Guid.CreateVersion7();
    private static readonly TakeEmergencyAccess Break = new($" {Number} ", "  A life is in danger tonight. ");
    private static readonly CloseEmergencyAccess Close = new(Guid.CreateVersion7());
    private static readonly ReviewEmergencyAccess Review = new(Close.Target, "justified", " Nobody could be reached. ", " ");

    private static readonly EmergencyAccessTaken Broken =
        new(File, Number, Someone.Investigator2.Id, "investigator", "A life is in danger tonight.", Given.Now.AddHours(4));

    private static Given<EmergencyAccess> Open { get; } = Given.Events<EmergencyAccess>(Someone.Investigator2, Broken);

    [Fact]
    public void A_file_is_entered_for_four_hours_and_a_review_is_owed()
    {
        var entry = Given.Nothing<EmergencyAccess>().Reaching(File, Number).When(Break, Someone.Investigator2).Then(Broken).State;

        (entry.State, entry.Until - entry.OpenedAt).ShouldBe((EmergencyAccess.Open, TimeSpan.FromHours(4)));
    }

    [Fact]
    public void There_is_no_entering_a_file_that_is_none() =>
        Given.Nothing<EmergencyAccess>().When(Break, Someone.Investigator2).ThenRefused("no-such-file", "number");

    [Theory]
    [InlineData(Relation.Member)]
    [InlineData(Relation.UnitSupervisor)]
    [InlineData(Relation.EmergencyAccess)]
    public void A_person_who_stands_to_the_file_breaks_nothing(Relation relation) =>
        Given.Nothing<EmergencyAccess>().Reaching(File, Number, relation).When(Break, Someone.Investigator2).ThenRefused("open-to-you-already", "number");

    [Theory]
    [InlineData(1, 0, "entry-not-reviewed")]
    [InlineData(0, 1, "entry-not-justified")]
    [InlineData(3, 1, "entry-not-justified")]
    public void An_entry_that_is_not_reviewed_or_was_not_justified_closes_the_way(long owed, long notJustified, string code)
    {
        var way = Given.Nothing<EmergencyAccess>().Reaching(File, Number);
        var closed = way with { Facts = way.Facts with { Found = new[] { new EntriesAgainst(owed, notJustified) } } };
        closed.When(Break, Someone.Investigator2).ThenRefused(code).Decision.Refusal!.IsDenial.ShouldBeTrue();
        // Whether there is such a file shows no more than before.
        var nowhere = Given.Nothing<EmergencyAccess>();
        (nowhere with { Facts = closed.Facts with { Reached = null } }).When(Break, Someone.Investigator2).ThenRefused(code);
    }

    [Fact]
    public void The_auditor_opens_the_way_again_once()
    {
        var reopen = new ReopenEmergencyAccess(Close.Target, " The talk took place. ");
        Open.State!.ClosesTheWay.ShouldBeTrue();
        var notJustified = Open.When(Review with { Verdict = "not-justified", Measures = "A talk." }, Someone.Auditor).And;
        notJustified.State!.ClosesTheWay.ShouldBeTrue();
        var reopened = notJustified.When(reopen, Someone.Auditor).Then(new EmergencyAccessReopened("The talk took place.")).And;
        reopened.State!.ClosesTheWay.ShouldBeFalse();
        reopened.When(reopen, Someone.Auditor).ThenRefused("way-is-open");
        Open.When(Review, Someone.Auditor).And.When(reopen, Someone.Auditor).ThenRefused("way-is-open");
        Open.When(reopen, Someone.Auditor).Then(new EmergencyAccessReopened("The talk took place.")).State.ClosesTheWay.ShouldBeFalse();
        Open.When(reopen, Someone.Investigator2).ThenRefused("own-break-glass");
        Given.Nothing<EmergencyAccess>().When(reopen, Someone.Auditor).ThenMissing();
        Faults.Of(reopen with { Reason = " " }).ShouldBe(["reason: NotEmptyValidator"]);
    }

    [Fact]
    public void The_reason_says_something() =>
        Faults.Of(Break with { Reason = "Urgent." }).ShouldBe(["reason: MinimumLengthValidator"]);

    [Fact]
    public void Number_and_reason_have_to_be_given() =>
        Faults.Of(Break with { Number = "", Reason = " " }).ShouldBe(["number: NotEmptyValidator", "reason: NotEmptyValidator", "reason: MinimumLengthValidator"]);

    [Fact]
    public void A_person_who_is_done_closes_it() =>
        Open.When(Close, Someone.Investigator2).Then(new EmergencyAccessClosed()).State.Until.ShouldBe(Given.Now);

    [Fact]
    public void Closing_what_is_over_changes_nothing()
    {
        Open.At(Given.Now.AddHours(4)).When(Close, Someone.Investigator2).Then();
        Open.When(Close, Someone.Investigator2).And.When(Close, Someone.Investigator2).Then();
    }

    [Fact]
    public void Anothers_is_as_if_it_were_not_there()
    {
        Open.When(Close, Someone.Investigator).ThenMissing();
        Given.Nothing<EmergencyAccess>().When(Close, Someone.Investigator2).ThenMissing();
    }

    [Fact]
    public void The_auditor_finds_it_justified()
    {
        var entry = Open.When(Review, Someone.Auditor).Then(new EmergencyAccessReviewed("justified", "Nobody could be reached.", null)).State;

        (entry.State, entry.Verdict, entry.Measures).ShouldBe((EmergencyAccess.Reviewed, "justified", null));
    }

    [Fact]
    public void Or_not_and_says_what_follows() =>
        Open.When(Review with { Verdict = "not-justified", Measures = " A talk with the head of the unit. " }, Someone.Auditor)
            .Then(new EmergencyAccessReviewed("not-justified", "Nobody could be reached.", "A talk with the head of the unit."));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void What_was_not_justified_has_measures(string? measures) =>
        Open.When(Review with { Verdict = "not-justified", Measures = measures }, Someone.Auditor).ThenRefused("measures-needed", "measures");

    [Fact]
    public void It_is_reviewed_once() =>
        Open.When(Review, Someone.Auditor).And.When(Review with { Verdict = "not-justified", Measures = "A talk." }, Someone.Auditor)
            .ThenRefused("reviewed-already");

    [Fact]
    public void Nobody_reviews_the_own() => Open.When(Review, Someone.Investigator2).ThenRefused("own-break-glass");

    [Fact]
    public void What_does_not_exist_is_not_reviewed() => Given.Nothing<EmergencyAccess>().When(Review, Someone.Auditor).ThenMissing();

    [Fact]
    public void The_verdict_is_a_code_and_has_reasons() =>
        Faults.Of(Review with { Verdict = "fine", Reasons = " " }).ShouldBe(["verdict: unknown-code", "reasons: NotEmptyValidator"]);
}
