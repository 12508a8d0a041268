using CaseWorkspace.Features.CovertMeasures;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.CovertMeasures.CovertScenes;

namespace CaseWorkspace.Tests.Features.CovertMeasures;

public sealed class CovertMeasureTests
{
    [Fact]
    public void It_is_recorded_in_a_sealed_sub_file_and_its_period_waits()
    {
        var recorded = InPart(Keeper, Relation.Lead).When(new RecordMeasure(Part, Content with { OnWhat = " +995 555 00 00 01 ", Whom = " " })).Then(Recorded).State;
        (recorded.State, recorded.Notification, recorded.Until).ShouldBe(("running", null, Until));
        recorded.Awaits.ShouldBe(new CovertAwaits("end", Relation.Lead, null, Until));
        new RecordMeasure(Part, Content).Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Suspect]);
        InPart(Prosecutor, Relation.SupervisingProsecutor).When(new RecordMeasure(Part, Content)).Then(Recorded with { By = Prosecutor.Id });
    }

    [Fact]
    public void In_an_open_file_or_an_unsealed_sub_file_there_is_none()
    {
        var open = Given.Nothing<CovertMeasure>().By(Keeper).In(ThingKind.Investigation, CaseFile, Relation.Lead).Using("recorded-person", CaseFile, Suspect);
        open.When(new RecordMeasure(CaseFile, Content)).ThenRefused("covert-needs-sub-file");
        var unsealed = open with { Facts = open.Facts with { Scope = new CaseScope(Part, ThingKind.SubFile, CaseFile, [Relation.Lead]) { Holder = CaseFile, Number = "S-1" } } };
        unsealed.When(new RecordMeasure(Part, Content)).ThenRefused("covert-needs-sub-file");
        Given.Nothing<CovertMeasure>().By(Keeper).In("evidence", CaseFile, Relation.Lead).When(new RecordMeasure(CaseFile, Content)).ThenMissing();
    }

    [Fact]
    public void What_is_recorded_names_somebody_and_something_and_dates_that_can_be()
    {
        Faults.Of(new RecordMeasure(Part, Content with { Person = null })).ShouldBe(["content.whom: covert-against-whom"]);
        Faults.Of(new RecordMeasure(Part, Content with { OnWhat = "" })).ShouldNotBeEmpty();
        Faults.Of(new RecordMeasure(Part, Content with { Kind = "dream" })).ShouldNotBeEmpty();
        Faults.Of(new RecordMeasure(Part, Content with { Kind = "other" })).ShouldBe(["content.kindWords: in-words"]);
        Faults.Of(new RecordMeasure(Part, Content with { Ruling = Ruling with { By = " " } })).ShouldNotBeEmpty();
        var inside = InPart(Keeper, Relation.Lead);
        var item = Guid.CreateVersion7();
        inside.Using("evidence", CaseFile, item).When(new RecordMeasure(Part, Content with { Person = item })).ThenRefused("covert-needs-person", "content.person");
        inside.When(new RecordMeasure(Part, Content with { Ruling = Ruling with { On = Given.Now.AddDays(1) } })).ThenRefused("in-future", "content.ruling.on");
        inside.When(new RecordMeasure(Part, Content with { Ruling = Ruling with { On = From.AddDays(1) } })).ThenRefused("ruled-after-beginning", "content.ruling.on");
        inside.When(new RecordMeasure(Part, Content with { Until = From })).ThenRefused("covert-ends-before-it-begins", "content.until");
        inside.When(new RecordMeasure(Part, Content with { From = Given.Now.AddYears(2), Until = Given.Now.AddYears(2).AddDays(1) })).ThenRefused("begins-too-far-ahead", "content.from");
        inside.When(new RecordMeasure(Part, Content with { From = Given.Now.AddYears(-30) })).ThenRefused("too-long-ago", "content.from");
    }

    /// <summary>90 days, as the table says.</summary>
    [Fact]
    public void A_longer_period_than_the_table_allows_is_refused_by_the_name_of_the_row()
    {
        var inside = InPart(Keeper, Relation.Lead);
        inside.When(new RecordMeasure(Part, Content with { Until = From.AddDays(90) })).Decision.Refusal.ShouldBeNull();
        inside.When(new RecordMeasure(Part, Content with { Until = From.AddDays(90).AddMinutes(1) })).ThenRefused("longer-than-first-period", "content.until");
        Running.When(Extend with { Until = Until.AddDays(90).AddMinutes(1) }).ThenRefused("longer-than-extension", "until");
        var thrice = Running;
        foreach (var days in new[] { 90, 180, 270 })
        {
            thrice = thrice.When(Extend with { Until = Until.AddDays(days) }).And;
        }

        thrice.State!.Extensions.Count.ShouldBe(3);
        thrice.When(Extend with { Until = From.AddMonths(12).AddMinutes(1) }).ThenRefused("longer-than-whole-period", "until");
        thrice.When(Extend with { Until = From.AddMonths(12) }).State.Awaits!.Due.ShouldBe(From.AddMonths(12));
    }

    [Fact]
    public void It_is_extended_by_a_ruling_given_in_time_to_a_later_end()
    {
        var extended = Running.When(Extend).Then(new CovertMeasureExtended(Second, Until.AddDays(30), Keeper.Id, Given.Now));
        (extended.State.Until, extended.State.Awaits!.Due).ShouldBe((Until.AddDays(30), Until.AddDays(30)));
        extended.And.When(Extend with { Ruling = Ruling, Until = Until.AddDays(60) }).ThenRefused("ruled-before-the-last", "ruling.on");
        Running.When(Extend with { Until = Until }).ThenRefused("extended-to-no-later", "until");
        Running.When(Extend with { Ruling = Decree }).ThenRefused("extended-by-court", "ruling.basis");
        Running.When(Extend with { Ruling = Second with { On = Given.Now.AddDays(1) } }).ThenRefused("in-future", "ruling.on");
        // The period is over for two days, and the ruling is of yesterday.
        Running.At(Until.AddDays(2)).When(Extend with { Ruling = Second with { On = Until.AddDays(1) } }).ThenRefused("ruled-after-period", "ruling.on");
        Running.At(Until.AddDays(2)).When(Extend with { Ruling = Second with { On = Until.AddDays(-1) } }).Decision.Refusal.ShouldBeNull("ruled in time, recorded late");
        Over.When(Extend).ThenRefused("covert-ended");
    }

    [Fact]
    public void Begun_by_a_decree_it_waits_for_the_court_first()
    {
        InPart(Keeper, Relation.Lead).When(new RecordMeasure(Part, Urgent)).Then(Recorded with { Content = Urgent, ControlDue = Urgent.From.AddHours(24) })
            .State.Awaits.ShouldBe(new CovertAwaits("record-control", Relation.Lead, null, Urgent.From.AddHours(24)));
        var control = new RecordCovertControl(Id, null, "lawful", " Tbilisi City Court ", "11/91", Given.Now.AddHours(-1));
        var found = UrgentOne.When(control).Then(new CovertControlRecorded("lawful", "Tbilisi City Court", "11/91", Given.Now.AddHours(-1), Keeper.Id, Given.Now));
        found.State.Awaits!.Verb.ShouldBe("end");
        found.And.When(control).ThenRefused("control-recorded");
        Running.When(control).ThenRefused("covert-no-control-owed");
        UrgentOne.When(control with { RuledOn = Given.Now.AddDays(1) }).ThenRefused("in-future", "ruledOn");
        UrgentOne.When(control with { RuledOn = Given.Now.AddDays(-3) }).ThenRefused("ruled-before-the-last", "ruledOn");

        var unlawful = UrgentOne.When(control with { Finding = "unlawful" });
        unlawful.State.Awaits.ShouldBe(new CovertAwaits("end", Relation.Lead, null, Given.Now.AddHours(-1)), "it does not go on");
        unlawful.And.When(Extend).ThenRefused("covert-unlawful");
        UrgentOne.When(End with { EndedAt = Given.Now }).State.Awaits!.Verb.ShouldBe("record-control", "also once it is over");
    }

    /// <summary>Twelve months to notify, six to settle, as the table says.</summary>
    [Fact]
    public void After_the_end_the_person_is_notified_and_the_material_settled()
    {
        var over = Running.When(End).Then(new CovertMeasureEnded("aim-reached", Given.Now.AddDays(-1), "All was heard.", Given.Now.AddDays(-1).AddMonths(12), Keeper.Id, Given.Now));
        (over.State.State, over.State.Notification).ShouldBe(("ended", "due"));
        over.State.Awaits.ShouldBe(new CovertAwaits("serve", Relation.Lead, null, Given.Now.AddDays(-1).AddMonths(12)));
        Running.When(Serve).ThenRefused("covert-runs");
        Running.When(Destroy).ThenRefused("covert-runs");
        Running.When(End with { EndedAt = Given.Now.AddDays(1) }).ThenRefused("in-future", "endedAt");
        Running.When(End with { EndedAt = From.AddDays(-1) }).ThenRefused("before-it-began", "endedAt");
        Running.At(Until.AddDays(3)).When(End with { EndedAt = Until.AddDays(1) }).ThenRefused("ended-after-period", "endedAt");

        Over.When(Serve with { ServedAt = Given.Now.AddDays(-2) }).ThenRefused("before-covert-end", "servedAt");
        var served = Over.When(Serve).Then(new CovertNotificationServed(
            Given.Now.AddMinutes(-10), "in-person", "Nino Lomidze", Given.Now.AddMinutes(-10).AddMonths(6), Keeper.Id, Given.Now));
        (served.State.State, served.State.Notification).ShouldBe(("ended", "served"));
        served.State.Awaits.ShouldBe(new CovertAwaits("settle", Relation.Lead, null, Given.Now.AddMinutes(-10).AddMonths(6)));
        served.And.When(Serve).ThenRefused("notification-served");
        served.And.When(Postpone).ThenRefused("notification-served");
        var settled = served.And.When(Destroy);
        (settled.State.State, settled.State.Awaits).ShouldBe(("settled", null));
        settled.And.When(Destroy).ThenRefused("covert-nothing-left");
    }

    [Fact]
    public void The_notification_is_postponed_again_and_again_each_time_to_later()
    {
        var due = Given.Now.AddDays(-1).AddMonths(12);
        Over.When(Postpone with { Until = due }).ThenRefused("postponed-to-no-later", "until");
        Over.When(Postpone with { Until = due.AddDays(2), Ruling = Decree with { On = Given.Now } }).ThenRefused("longer-than-postponement", "until");
        var first = Over.At(due.AddDays(-10)).When(Postpone with { Ruling = Decree with { On = due.AddDays(-10) }, Until = due.AddMonths(6) });
        (first.State.Notification, first.State.Awaits!.Due).ShouldBe(("postponed", due.AddMonths(6)));
        var again = first.And.When(Postpone with { Ruling = Second with { On = due.AddDays(-10) }, Until = due.AddMonths(11) });
        (again.State.Postponements.Count, again.State.NotifyDue).ShouldBe((2, due.AddMonths(11)));
        again.And.When(Serve with { ServedAt = due.AddDays(-10) }).State.Notification.ShouldBe("served");
    }

    [Fact]
    public void What_is_kept_can_be_destroyed_later_and_be_settled_before_the_notification()
    {
        var protocol = Guid.CreateVersion7();
        var kept = Over.Using("protocol", CaseFile, protocol).When(Destroy with { Outcome = "kept-in-part", DrawnUp = protocol });
        (kept.State.State, kept.State.Awaits!.Verb).ShouldBe(("ended", "serve"));
        kept.State.Settlements.ShouldHaveSingleItem().DrawnUp.ShouldBe(protocol);
        kept.And.When(Destroy).State.Settlements.Count.ShouldBe(2);
        kept.And.When(Serve).State.State.ShouldBe("settled");
        Over.Using("evidence", CaseFile, protocol).When(Destroy with { DrawnUp = protocol }).ThenRefused("covert-needs-protocol", "drawnUp");
        Over.When(Destroy with { SettledAt = Given.Now.AddDays(-3) }).ThenRefused("before-covert-end", "settledAt");
    }

    [Fact]
    public void What_was_authorised_is_corrected_and_has_to_fit_what_was_recorded_since()
    {
        var fixedOne = Content with { OnWhat = "+995 555 00 00 02" };
        Running.When(new CorrectMeasure(Id, null, fixedOne, " A digit. ")).Then(new CovertMeasureCorrected(fixedOne, null, "A digit.", Keeper.Id, Given.Now)).State.Content.ShouldBe(fixedOne);
        Running.When(new CorrectMeasure(Id, null, Content, "Why.")).ThenRefused("same-as-before", "content");
        Running.When(new CorrectMeasure(Id, null, Urgent, "Why.")).State.Awaits!.Verb.ShouldBe("record-control");
        Running.When(Extend).And.When(new CorrectMeasure(Id, null, Content with { Until = Until.AddDays(30) }, "Why.")).ThenRefused("later-than-extension", "content.until");
        Over.When(new CorrectMeasure(Id, null, Content with { From = Given.Now.AddHours(-1), Until = Until }, "Why.")).ThenRefused("begins-after-its-end", "content.from");
        Over.When(new CorrectMeasure(Id, null, Content with { Until = Given.Now.AddDays(-3) }, "Why.")).ThenRefused("ends-before-its-end", "content.until");
    }

    [Fact]
    public void The_last_step_is_taken_back_and_a_measure_without_steps_withdrawn()
    {
        Running.When(new TakeBackStep(Id, null, "Why.")).ThenRefused("covert-has-no-step");
        var extended = Running.When(Extend).And;
        extended.When(new WithdrawMeasure(Id, null, "Why.")).ThenRefused("covert-has-steps");
        extended.When(new TakeBackStep(Id, null, " Another measure. ")).Then(new CovertStepTakenBack("extended", "Another measure.", Keeper.Id, Given.Now))
            .State.Until.ShouldBe(Until, "as before");
        Over.When(Serve).And.When(Destroy).And.When(new TakeBackStep(Id, null, "Why.")).And.When(new TakeBackStep(Id, null, "Why.")).State.Notification.ShouldBe("due");
        var withdrawn = Running.When(new WithdrawMeasure(Id, null, " Of another file. ")).Then(new CovertMeasureWithdrawn("Of another file.", Keeper.Id, Given.Now));
        (withdrawn.State.State, withdrawn.State.Awaits, withdrawn.State.Notification).ShouldBe(("withdrawn", null, null));
        withdrawn.And.When(Extend).ThenRefused("covert-withdrawn");
        withdrawn.And.When(new CorrectMeasure(Id, null, Urgent, "Why.")).ThenRefused("covert-withdrawn");
    }

    [Fact]
    public void The_row_for_one_kind_counts_before_that_for_all_and_without_a_row_nothing_is_limited()
    {
        foreach (var row in CodeLists.Of("covert-term"))
        {
            row.About.ShouldBeOneOf(CovertTerm.First, CovertTerm.Extension, CovertTerm.Whole, CovertTerm.Control, CovertTerm.Notification, CovertTerm.Postponement, CovertTerm.Destruction);
            (row.Of is null || CodeLists.Has("covert-measure", row.Of)).ShouldBeTrue(row.Code);
            row.KaToConfirm.ShouldBeTrue("the law is believed, not read");
        }

        CovertTerm.End("dream", "telephone", From).ShouldBeNull();
        // Half past midnight of 1 March in Tbilisi is still 28 February in UTC.
        CovertTerm.End(CovertTerm.Destruction, "telephone", new DateTimeOffset(2026, 2, 28, 20, 30, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 8, 31, 20, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_state_and_step_is_in_its_list()
    {
        Constants(typeof(CovertMeasure.States)).ShouldBe(CodeLists.Of("covert-state").Select(one => one.Code), ignoreOrder: true);
        Constants(typeof(CovertMeasure.Notifications)).ShouldBe(CodeLists.Of("notification-state").Select(one => one.Code), ignoreOrder: true);
        Constants(typeof(CovertMeasure.Done)).ShouldBe(CodeLists.Of("covert-step").Select(one => one.Code), ignoreOrder: true);
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
