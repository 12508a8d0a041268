using CaseWorkspace.Features.Deadlines;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Deadlines.ClockScenes;

namespace CaseWorkspace.Tests.Features.Deadlines;

public sealed class ClockTests
{
    private static readonly MeetLimit BeforeCourt = new(Id, null, "before-court", Given.Now.AddMinutes(-10), " Heard at once. ");

    [Fact]
    public void An_arrest_starts_the_four_limits_of_the_law_and_the_first_waits()
    {
        var started = InFile(Lead, Relation.Lead).Drawing(1).When(new StartClock(CaseFile, "arrest", Arrested, Suspect, " The patrol ")).Then(OfArrest).State;
        started.Awaits.ShouldBe(new ClockAwaits("meet", Relation.Lead, null, Arrested.AddHours(48), "before-court"));
        started.State.ShouldBe("running");
        new StartClock(CaseFile, "arrest", Arrested, Suspect).Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Suspect]);
        Faults.Of(new StartClock(CaseFile, "arrest", Arrested)).ShouldNotBeEmpty("an arrest is somebody's");
        var item = Guid.CreateVersion7();
        InFile(Lead, Relation.Lead).Using("evidence", CaseFile, item).When(new StartClock(CaseFile, "arrest", Arrested, item)).ThenRefused("clock-needs-person", "person");
        Faults.Of(new StartClock(CaseFile, "dream", Arrested, Suspect)).ShouldNotBeEmpty();
        InFile(Lead, Relation.Lead).When(new StartClock(CaseFile, "arrest", Given.Now.AddHours(1), Suspect)).ThenRefused("in-future", "countsFrom");
        InFile(Lead, Relation.Lead).When(new StartClock(CaseFile, "arrest", DateTimeOffset.MinValue, Suspect)).ThenRefused("too-long-ago", "countsFrom");
        Given.Nothing<CaseClock>().By(Lead).In("evidence", CaseFile, Relation.Lead).When(new StartClock(CaseFile, "arrest", Arrested, Suspect)).ThenMissing();
    }

    [Fact]
    public void A_hearing_counts_back_to_the_exchange_of_evidence()
    {
        var started = InFile(Prosecutor, Relation.SupervisingProsecutor).Drawing(1).When(new StartClock(CaseFile, "pre-trial-hearing", Hearing))
            .Then(OfHearing with { StartedBy = Prosecutor.Id }).State;
        started.Awaits!.ShouldBe(new ClockAwaits("meet", Relation.Lead, null, Hearing.AddDays(-5), "exchange-of-evidence"));
        InFile(Lead, Relation.Lead).When(new StartClock(CaseFile, "court-hearing", Given.Now.AddYears(4))).ThenRefused("too-far-ahead", "countsFrom");
    }

    [Fact]
    public void In_a_sealed_sub_file_it_counts_by_itself()
    {
        var part = Guid.CreateVersion7();
        var inside = InFile(Lead, Relation.Lead).Drawing(2);
        inside = inside with { Facts = inside.Facts with { Scope = new CaseScope(part, ThingKind.SubFile, CaseFile, [Relation.Lead]) { Holder = part, Number = "S-1" } } };
        inside.When(new StartClock(CaseFile, "pre-trial-hearing", Hearing, SubFile: part)).Then(OfHearing with { Number = "S-1/C-002", SubFile = part });
    }

    [Fact]
    public void What_has_happened_leaves_the_next_limit_waiting_until_none_is_left()
    {
        var met = Arrest.When(BeforeCourt).Then(new LimitMet("before-court", Given.Now.AddMinutes(-10), "Heard at once.", Lead.Id, Given.Now));
        met.State.Awaits!.Rule.ShouldBe("court-decides");
        met.And.When(BeforeCourt).ThenRefused("limit-not-open", "rule");
        Arrest.When(BeforeCourt with { Rule = "exchange-of-evidence" }).ThenRefused("limit-not-open", "rule");
        Arrest.When(BeforeCourt with { MetAt = Given.Now.AddHours(1) }).ThenRefused("in-future", "metAt");
        Arrest.When(BeforeCourt with { MetAt = Arrested.AddHours(-1) }).ThenRefused("before-it-began", "metAt");

        var all = LimitsOfArrest.Aggregate(Arrest, (clock, limit) => clock.When(BeforeCourt with { Rule = limit.Rule }).And);
        (all.State!.State, all.State.Awaits).ShouldBe(("met", null));
        all.When(BeforeCourt).ThenRefused("no-limit-open");
    }

    [Fact]
    public void What_was_said_by_mistake_is_open_again()
    {
        Arrest.When(new OpenLimitAgain(Id, null, "before-court", "Why.")).ThenRefused("no-limit-met");
        var met = Arrest.When(BeforeCourt).And;
        met.When(new OpenLimitAgain(Id, null, "court-decides", "Why.")).ThenRefused("limit-not-met", "rule");
        met.When(new OpenLimitAgain(Id, null, "before-court", " Another person. ")).Then(new LimitOpenedAgain("before-court", "Another person.", Lead.Id, Given.Now))
            .State.Awaits!.Rule.ShouldBe("before-court");
    }

    [Fact]
    public void A_hearing_that_is_moved_is_counted_anew_and_what_has_happened_stays()
    {
        var exchanged = PreTrial.When(new MeetLimit(Id, null, "exchange-of-evidence", Given.Now)).And;
        var moved = exchanged.When(new CorrectClock(Id, null, Hearing.AddDays(7), null, "The judge is ill.")).Then(new ClockCorrected(
            Hearing.AddDays(7), null, [new("exchange-of-evidence", Hearing.AddDays(2)), new("pre-trial-hearing", Hearing.AddDays(7))], "The judge is ill.", Lead.Id, Given.Now)).State;
        moved.Limits.Single(limit => limit.Is("exchange-of-evidence")).MetAt.ShouldBe(Given.Now);
        moved.Awaits!.Due.ShouldBe(Hearing.AddDays(7));
        PreTrial.When(new CorrectClock(Id, null, Hearing, " ", "Why.")).ThenRefused("same-as-before", "countsFrom");
        Arrest.When(new CorrectClock(Id, null, Given.Now.AddDays(1), null, "Why.")).ThenRefused("in-future", "countsFrom");
    }

    [Fact]
    public void Nothing_is_counted_once_the_person_is_free_until_it_was_a_mistake()
    {
        var stopped = Arrest.When(new StopClock(Id, null, "released", Given.Now, " Let go. ")).Then(new ClockStopped("released", Given.Now, "Let go.", Lead.Id, Given.Now));
        (stopped.State.State, stopped.State.Awaits).ShouldBe(("stopped", null));
        stopped.And.When(BeforeCourt).ThenRefused("clock-is-stopped");
        stopped.And.When(new CorrectClock(Id, null, Arrested.AddMinutes(-5), null, "Why.")).ThenRefused("clock-is-stopped");
        stopped.And.When(new ResumeClock(Id, null, "Another person.")).State.Awaits!.Rule.ShouldBe("before-court");
        Arrest.When(new ResumeClock(Id, null, "Why.")).ThenRefused("clock-runs");
        Arrest.When(new StopClock(Id, null, "released", Arrested.AddHours(-2), "Why.")).ThenRefused("before-it-began", "stoppedAt");
    }

    [Fact]
    public void A_month_ends_on_the_day_of_the_same_number_at_home()
    {
        // Half past midnight of 1 March in Tbilisi is still 28 February in UTC.
        var from = new DateTimeOffset(2026, 2, 28, 20, 30, 0, TimeSpan.Zero);
        LimitRules.Of("arrest", from).Single(limit => limit.Rule == "custody-in-all").Due.ShouldBe(new DateTimeOffset(2026, 11, 30, 20, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_rule_counts_from_something_that_starts_a_clock()
    {
        CodeLists.Of("limit-rule").ShouldAllBe(rule => CodeLists.Has("clock-start", rule.Of));
        foreach (var start in CodeLists.Of("clock-start"))
        {
            LimitRules.Of(start.Code, Given.Now).ShouldNotBeEmpty(start.Code);
        }
    }

    [Fact]
    public void What_is_due_behind_the_limit_of_the_court_comes_too_late()
    {
        var clock = PreTrial.State!;
        DeadlineRow late = Row("request", Hearing.AddDays(-4)), inTime = Row("request", Hearing.AddDays(-6)), task = Row("case-task", Hearing);
        var backwards = Backwards.Of([inTime, task, late, Row("case-clock", Hearing)], [clock], Given.Now);
        backwards.Limit!.Rule.ShouldBe("exchange-of-evidence");
        backwards.Late.Select(one => one.Row).ShouldBe([late, task]);

        Backwards.Of([late], [Arrest.State! with { Limits = [new("before-court", Given.Now.AddHours(1))] }], Given.Now).Limit.ShouldBeNull("it closes nothing for evidence");
        Backwards.Of([late], [clock with { Stop = new("hearing-cancelled", Given.Now, "Why.", Lead.Id) }], Given.Now).Late.ShouldBeEmpty();
        Backwards.Of([late], [clock], Hearing.AddDays(-4.5)).Limit!.Rule.ShouldBe("pre-trial-hearing", "what is past closes nothing more");
    }

    private static DeadlineRow Row(string kind, DateTimeOffset due) => new(Guid.CreateVersion7(), kind, "R-1", null, null, CaseFile, "344-2026-000001", due, "standard");
}
