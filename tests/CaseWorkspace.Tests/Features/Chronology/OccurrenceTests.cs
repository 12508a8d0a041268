using CaseWorkspace.Features;
using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Chronology.OccurrenceScenes;

namespace CaseWorkspace.Tests.Features.Chronology;

public sealed class OccurrenceTests
{
    private static readonly OccurrenceContent Later = Crossing with { Time = new ReportedTime("2026-11-18", "2026-11-20T14:05"), People = [Driver, Passenger], Place = null };

    [Fact]
    public void What_happened_is_recorded_under_the_next_number_with_the_minutes_in_which_it_can_have_been()
    {
        InFile.When(new RecordOccurrence(CaseFile, Crossing with { Text = " Crossed the border in a white van ", Place = " Sarpi ", Restriction = " " })).Then(Recorded)
            .State.State.ShouldBe("recorded");
        new RecordOccurrence(CaseFile, Crossing).Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Driver, Protocol]);
        new RecordOccurrence(CaseFile, Crossing).Facts.OfType<NextNumber>().ShouldHaveSingleItem().Series.ShouldBe($"occurrence:{CaseFile}");
        Given.Nothing<Occurrence>().By(Lead).In("evidence", CaseFile, Relation.Lead).When(new RecordOccurrence(CaseFile, Crossing)).ThenMissing();
        InFile.When(new RecordOccurrence(Guid.CreateVersion7(), Crossing)).ThenMissing();
    }

    [Fact]
    public void In_a_sealed_sub_file_it_counts_by_itself()
    {
        var part = Guid.CreateVersion7();
        var inside = InFile.Drawing(2);
        inside = inside with { Facts = inside.Facts with { Scope = new CaseScope(part, ThingKind.SubFile, CaseFile, [Relation.Lead]) { Holder = part, Number = "S-1" } } };
        inside.When(new RecordOccurrence(CaseFile, Crossing, part)).Then(Recorded with { Number = "S-1/CH-002", SubFile = part });
    }

    /// <summary>Each with the field at which it is wrong.</summary>
    [Fact]
    public void An_entry_says_what_when_and_from_where_it_is_known()
    {
        Faults.Of(new RecordOccurrence(CaseFile, Crossing)).ShouldBeEmpty();
        var wrong = new Dictionary<string, OccurrenceContent>
        {
            ["not-a-reported-time content.time.from"] = Crossing with { Time = new("20.11.2026") },
            ["not-a-reported-time content.time.from 2"] = Crossing with { Time = new("1899-12") },
            ["not-a-reported-time content.time.from 3"] = Crossing with { Time = new("2026-11-20T14:05:10") },
            ["not-a-reported-time content.time.from 4"] = Crossing with { Time = new("") },
            ["not-a-reported-time content.time.until"] = Crossing with { Time = new("2026-11", "2026-13") },
            ["unknown-code content.time.zone"] = Crossing with { Time = new("2026-11", null, "Europe/Atlantis") },
            ["unknown-code content.country"] = Crossing with { Country = "ZZ" },
            ["unknown-code content.country 2"] = Crossing with { Country = "XXA" },
            ["too-many content.people"] = Crossing with { People = [.. Enumerable.Range(0, 51).Select(_ => Guid.CreateVersion7())] },
            ["named-twice content.people"] = Crossing with { People = [Driver, Driver] },
            ["too-many content.restsOn"] = Crossing with { RestsOn = [.. Enumerable.Range(0, 51).Select(_ => Guid.CreateVersion7())] },
            ["named-twice content.restsOn"] = Crossing with { RestsOn = [Protocol, Protocol] },
            ["basis-needed content.basis"] = Crossing with { RestsOn = [], Basis = " " },
            ["unknown-code content.sourceGrade"] = Crossing with { SourceGrade = "Z" },
            ["unknown-code content.informationGrade"] = Crossing with { InformationGrade = "9" },
            ["unknown-code content.handlingCode"] = Crossing with { HandlingCode = "H9" },
        };
        foreach (var (what, content) in wrong)
        {
            var words = what.Split(' ');
            Faults.Of(new RecordOccurrence(CaseFile, content)).Distinct().ShouldBe([$"{words[1]}: {words[0]}"], what);
            Faults.Of(new CorrectOccurrence(Id, 1, content, "Why.")).ShouldNotBeEmpty(what);
        }

        Faults.Of(new RecordOccurrence(CaseFile, Crossing with { Text = " " })).ShouldNotBeEmpty();
        foreach (var content in new[]
        {
            Crossing with { Text = new string('a', 4001) }, Crossing with { Place = new string('a', 301) }, Crossing with { Basis = new string('a', 1001) },
            Crossing with { Restriction = new string('a', 1001) },
        })
        {
            Faults.Of(new RecordOccurrence(CaseFile, content)).ShouldNotBeEmpty();
        }

        Faults.Of(new RecordOccurrence(CaseFile, Crossing with
        {
            Text = new string('a', 4000), Place = new string('a', 300), Basis = new string('a', 1000), Restriction = new string('a', 1000),
            People = [.. Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7())], RestsOn = [],
        })).ShouldBeEmpty();
        Faults.Of(new CorrectOccurrence(Id, 1, Crossing, " ")).ShouldNotBeEmpty();
        Faults.Of(new WithdrawOccurrence(Id, 1, " ")).ShouldNotBeEmpty();
        Faults.Of(new RestoreOccurrence(Id, 1, new string('a', 1001))).ShouldNotBeEmpty();
    }

    [Fact]
    public void It_has_happened_already_and_its_end_does_not_lie_before_its_beginning()
    {
        // 16:00 in Tbilisi.
        Refused(new("2026-11-23T16:03")).ThenRefused("in-future", "content.time.from");
        Refused(new("2026-11-24")).ThenRefused("in-future", "content.time.from");
        Refused(new("2026-12")).ThenRefused("in-future", "content.time.from");
        Refused(new("2026-11-20", "2026-11-24")).ThenRefused("in-future", "content.time.until");
        Refused(new("2026-11-20", "2026-11-19T23:59")).ThenRefused("until-before-from", "content.time.until");
        Refused(new("2026-11-20T14:05", "2026-10")).ThenRefused("until-before-from", "content.time.until");
        Refused(new("2026-03-29T02:30", null, "Europe/Paris")).ThenRefused("no-such-time", "content.time.from");
        Refused(new("2026-03", "2026-03-29T02:30", "Europe/Paris")).ThenRefused("no-such-time", "content.time.until");
        Refused(new("2026-03-29T02:30", null, "Asia/Tbilisi")).Decision.Refusal.ShouldBeNull();
        // Today, and this month, have begun; a day that ends with its own hour is between the two.
        foreach (var time in new ReportedTime[] { new("2026-11-23T16:00"), new("2026-11-23"), new("2026-11"), new("2026-11-20", "2026-11-20T09:00"), new("2026-11-20T14:05", "2026-11-20T14:05"), new("2026-11-20", "2026-11-23") })
        {
            Refused(time).Decision.Refusal.ShouldBeNull(time.ToString());
        }

        static Consequence<Occurrence> Refused(ReportedTime time) => InFile.When(new RecordOccurrence(CaseFile, Crossing with { Time = time }));
    }

    [Fact]
    public void Who_took_part_is_a_person_and_a_source_says_where_something_is_from()
    {
        InFile.When(new RecordOccurrence(CaseFile, Crossing with { People = [Driver, Protocol] })).ThenRefused("not-a-person", "content.people");
        InFile.When(new RecordOccurrence(CaseFile, Crossing with { RestsOn = [Driver] })).ThenRefused("not-a-source", "content.restsOn");
        InFile.When(new RecordOccurrence(CaseFile, Crossing with { RestsOn = [Protocol, Item] })).ThenRefused("source-privileged", "content.restsOn");
        Entry.When(new CorrectOccurrence(Id, null, Crossing with { RestsOn = [Item] }, "Why.")).ThenRefused("source-privileged", "content.restsOn");
        Entry.When(new CorrectOccurrence(Id, null, Crossing with { People = [Protocol] }, "Why.")).ThenRefused("not-a-person", "content.people");
        new CorrectOccurrence(Id, null, Later, "Why.").Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Driver, Passenger, Protocol]);
    }

    /// <summary>Written by hand: what each feature says of its kinds.</summary>
    [Fact]
    public void One_kind_is_a_person_and_three_can_be_a_source()
    {
        AllFeatures.Things.All.Where(thing => thing.IsPerson).Select(thing => thing.Kind).ShouldBe(["recorded-person"]);
        AllFeatures.Things.All.Where(thing => thing.IsSource).Select(thing => thing.Kind).ShouldBe(["evidence", "request", "protocol"], ignoreOrder: true);
        AllFeatures.Things.All.Where(thing => thing.IsPerson || thing.IsSource).ShouldAllBe(thing => thing.Called != null && thing.Page != null);
    }

    [Fact]
    public void What_is_corrected_keeps_what_it_said_before()
    {
        var earliest = new DateTimeOffset(2026, 11, 17, 20, 0, 0, TimeSpan.Zero);
        var corrected = Entry.When(new CorrectOccurrence(Id, null, Later, " The van came twice. "))
            .Then(new OccurrenceCorrected(Later, earliest, At, "The van came twice.", Lead.Id, Given.Now));
        corrected.State.Earlier.ShouldHaveSingleItem().Content.ShouldBe(Crossing);
        corrected.State.Earlier[0].Reason.ShouldBe("The van came twice.");
        (corrected.State.Content, corrected.State.Earliest, corrected.State.Latest, corrected.State.Number).ShouldBe((Later, earliest, At, "CH-001"));
        Entry.When(new CorrectOccurrence(Id, null, Crossing with { Text = Crossing.Text + " ", People = [Driver] }, "Why.")).ThenRefused("same-as-before", "content");
        Entry.When(new CorrectOccurrence(Id, null, Crossing with { Time = new("2027-01") }, "Why.")).ThenRefused("in-future", "content.time.from");
        Given.Nothing<Occurrence>().By(Lead).When(new CorrectOccurrence(Id, null, Later, "Why.")).ThenMissing();
    }

    [Fact]
    public void What_was_withdrawn_changes_no_more_until_it_is_restored_as_it_was()
    {
        Entry.When(new RestoreOccurrence(Id, null, "Why.")).ThenRefused("occurrence-holds");
        var withdrawn = Entry.When(new WithdrawOccurrence(Id, null, " Another van. ")).Then(new OccurrenceWithdrawn("Another van.", Lead.Id, Given.Now));
        (withdrawn.State.State, withdrawn.State.Withdrawal).ShouldBe(("withdrawn", new OccurrenceWithdrawal("Another van.", Lead.Id, Given.Now)));
        withdrawn.And.When(new WithdrawOccurrence(Id, null, "Why.")).ThenRefused("occurrence-withdrawn");
        withdrawn.And.When(new CorrectOccurrence(Id, null, Later, "Why.")).ThenRefused("occurrence-withdrawn");
        var restored = withdrawn.And.When(new RestoreOccurrence(Id, null, " It was this one. ")).Then(new OccurrenceRestored("It was this one.", Lead.Id, Given.Now));
        (restored.State.State, restored.State.Content, restored.State.Withdrawal).ShouldBe(("recorded", Crossing, null));
    }

    [Fact]
    public void It_is_found_by_what_it_says_where_and_from_where_and_by_its_number()
    {
        var texts = Entry.Happened.SelectMany(one => new ChronologyModule().Texts(one)).ShouldHaveSingleItem();
        texts.Texts.ShouldBe(["CH-001", "Crossed the border in a white van", "Sarpi", "Message of the border police"]);
        Entry.When(new CorrectOccurrence(Id, null, Later with { Text = "A grey van" }, "Why.")).And.Happened[^1]
            .ShouldSatisfyAllConditions(one => new ChronologyModule().Texts(one).ShouldHaveSingleItem().Texts.ShouldContain("A grey van"));
    }
}
