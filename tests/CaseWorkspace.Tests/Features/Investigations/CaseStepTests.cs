using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>What becomes of the case: suspended, terminated, in court, decided, closed, open again.</summary>
public sealed class CaseStepTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    private static Given<Investigation> Prosecuted { get; } = Files.WithProsecutor.WithRelations(Relation.SupervisingProsecutor).By(Someone.Prosecutor);

    private static Given<Investigation> Terminated { get; } =
        Prosecuted.When(new TerminateInvestigation(Id, null, "not-proven", "Nobody could be named.")).And.WithRelations(Relation.UnitSupervisor).By(Someone.Supervisor);

    [Fact]
    public void A_suspended_investigation_is_resumed()
    {
        var suspended = Prosecuted.When(new SuspendInvestigation(Id, null, " The witness is abroad. ")).Then(new InvestigationSuspended("The witness is abroad.")).And;
        suspended.State!.State.ShouldBe("suspended");
        suspended.When(new SuspendInvestigation(Id, null, "Again.")).ThenRefused("not-in-this-state-of-file");
        suspended.When(new ReferToCourt(Id, null, "City court", Given.Now, "Why.")).ThenRefused("not-in-this-state-of-file");
        suspended.When(new ResumeInvestigation(Id, null, "Came back.")).Then(new InvestigationResumed("Came back.")).State.State.ShouldBe("under-investigation");
    }

    [Fact]
    public void A_case_goes_to_court_and_courts_decide_one_after_the_other()
    {
        Prosecuted.When(new ReferToCourt(Id, null, "City court", Given.Now.AddHours(1), "Why.")).ThenRefused("in-future", "referredAt");
        Prosecuted.When(new ReferToCourt(Id, null, "City court", Given.Now.AddDays(-1), "Why.")).ThenRefused("before-the-file", "referredAt");
        Prosecuted.When(new RecordVerdict(Id, null, "guilty", "City court", Given.Now, "Why.")).ThenRefused("not-in-this-state-of-file");

        var inCourt = Prosecuted.When(new ReferToCourt(Id, null, " City court ", Given.Now, "Why.")).Then(new CaseReferredToCourt("City court", Given.Now, "Why.")).And;
        inCourt.When(new RecordVerdict(Id, null, "guilty", "City court", Given.Now.AddDays(-1), "Why.")).ThenRefused("before-the-referral", "decidedAt");
        var decided = inCourt.At(Given.Now.AddDays(30)).When(new RecordVerdict(Id, null, "guilty", "City court", Given.Now.AddDays(20), "All counts.")).And;
        (decided.State!.State, decided.State.Verdict, decided.State.Court).ShouldBe(("decided", "guilty", "City court"));
        decided.When(new RecordVerdict(Id, null, "acquitted", "Court of appeal", Given.Now.AddDays(10), "Why.")).ThenRefused("before-the-referral", "decidedAt");
        decided.When(new RecordVerdict(Id, null, "acquitted", "Court of appeal", Given.Now.AddDays(30), "Why.")).State.Verdict.ShouldBe("acquitted");
    }

    [Fact]
    public void A_file_is_closed_once_its_investigation_has_ended()
    {
        Prosecuted.WithRelations(Relation.UnitSupervisor).When(new CloseFile(Id, null, "Done."), Someone.Supervisor).ThenRefused("not-in-this-state-of-file");
        var closed = Terminated.When(new CloseFile(Id, null, "Done.", "Nothing is owed.")).Then(new FileClosed("Done.", [], "Nothing is owed.")).And;
        closed.State!.State.ShouldBe("closed");
        var reopened = closed.WithRelations(Relation.SupervisingProsecutor).When(new ReopenFile(Id, null, "A new witness."), Someone.Prosecutor).Then(new FileReopened("A new witness.")).State;
        (reopened.State, reopened.TerminationGround).ShouldBe(("under-investigation", null));
    }

    /// <summary>The supervisor who closes it may be named in a sealed sub-file; the event stands in the open file's history.</summary>
    [Fact]
    public void What_is_a_secret_is_asked_of_the_supervisor_and_not_told_in_the_history()
    {
        var owing = Terminated.Finding(new OwedThings("covert-measure", 1), new OwedThings("case-task", 2));
        owing.When(new CloseFile(Id, null, "Done.")).ThenRefused("still-owed", "whyLeft");
        owing.When(new CloseFile(Id, null, "Done.", "They go on.")).Then(new FileClosed("Done.", [new OwedThings("case-task", 2)], "They go on."));
    }

    [Fact]
    public void What_is_owed_refuses_until_somebody_says_why_it_is_left()
    {
        OwedThings[] owed = [new("request", 2)];
        Terminated.Finding(owed).When(new CloseFile(Id, null, "Done.")).ThenRefused("still-owed", "whyLeft");
        Terminated.Finding(owed).When(new CloseFile(Id, null, "Done.", "  ")).ThenRefused("still-owed", "whyLeft");
        Terminated.Finding(owed).When(new CloseFile(Id, null, "Done.", "Goes on in another file.")).State.Left.ShouldBe(owed);
    }

    [Fact]
    public void A_head_of_the_unit_who_works_on_the_file_does_not_close_it() =>
        Terminated.WithRelations(Relation.UnitSupervisor, Relation.Lead).When(new CloseFile(Id, null, "Done.")).ThenRefused("works-and-supervises")
            .Decision.Refusal!.IsDenial.ShouldBeTrue();

    [Fact]
    public void A_file_bears_numbers_of_others_each_once_until_they_end()
    {
        var first = new RecordOfficialNumber(Id, " City court ", " 1/23 ", Given.Now);
        var numbered = Files.Opened.When(first).Then(new OfficialNumberRecorded(first.Entry, "City court", "1/23", Given.Now, Someone.Investigator.Id)).And;
        numbered.When(new RecordOfficialNumber(Id, "city court", "1/23", Given.Now)).ThenRefused("number-is-there", "number");
        numbered.When(new EndOfficialNumber(Id, null, Guid.CreateVersion7(), Given.Now, "Moved.")).ThenRefused("no-such-number");
        numbered.When(new EndOfficialNumber(Id, null, first.Entry, Given.Now.AddDays(-1), "Moved.")).ThenRefused("before-it-began", "until");
        var ended = numbered.When(new EndOfficialNumber(Id, null, first.Entry, Given.Now, "Moved.")).And;
        ended.State!.OfficialNumbers.ShouldHaveSingleItem().Until.ShouldBe(Given.Now);
        ended.When(new EndOfficialNumber(Id, null, first.Entry, Given.Now, "Again.")).ThenRefused("no-number-to-end");
        ended.When(new RecordOfficialNumber(Id, "City court", "1/23", Given.Now)).State.OfficialNumbers.Length.ShouldBe(2);
    }

    [Fact]
    public void The_ground_of_opening_is_of_the_list()
    {
        Given.Nothing<Investigation>().Drawing(1).When(new OpenInvestigation("Title", ["irregular-stay"], ["FR"], "", "anonymous"), Someone.Investigator)
            .State.Ground.ShouldBe("anonymous");
        Faults.Of(new OpenInvestigation("Title", ["irregular-stay"], ["FR"], "", "rumour")).ShouldBe(["ground: unknown-code"]);
        Faults.Of(new TerminateInvestigation(Id, null, "tired", "Why.")).ShouldBe(["ground: unknown-code"]);
        Faults.Of(new RecordVerdict(Id, null, "maybe", "City court", Given.Now, "Why.")).ShouldBe(["verdict: unknown-code"]);
    }
}
