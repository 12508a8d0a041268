using System.Globalization;
using System.Text.Json;
using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Features.Chronology.Pages;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Things;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Chronology.OccurrenceScenes;

namespace CaseWorkspace.Tests.Features.Chronology;

public sealed class ReportedTimesTests
{
    private static readonly string[] Said = ["2026-11-20T14:05", "2026-11-20", "2026-11", "1987-02", "2026-05-01", "2026-09-30T00:00"];

    /// <summary>Written by hand, in UTC.</summary>
    [Theory]
    [InlineData("2026-11-20T14:05", null, null, "2026-11-20T10:05", "2026-11-20T10:05")]
    [InlineData("2026-11-20", null, null, "2026-11-19T20:00", "2026-11-20T19:59")]
    [InlineData("2026-11", null, "Asia/Tbilisi", "2026-10-31T20:00", "2026-11-30T19:59")]
    [InlineData("2026-02", null, "UTC", "2026-02-01T00:00", "2026-02-28T23:59")]
    [InlineData("2026-07-01T00:30", null, "Europe/Paris", "2026-06-30T22:30", "2026-06-30T22:30")]
    [InlineData("2026-11-18", "2026-11-20T14:05", null, "2026-11-17T20:00", "2026-11-20T10:05")]
    [InlineData("2026-10-25T02:30", null, "Europe/Paris", "2026-10-25T00:30", "2026-10-25T01:30")]
    [InlineData("2026-10-25", null, "Europe/Paris", "2026-10-24T22:00", "2026-10-25T22:59")]
    public void A_time_is_counted_from_its_first_minute_to_its_last(string from, string? until, string? zone, string earliest, string latest)
    {
        var span = ReportedTimes.SpanOf(new ReportedTime(from, until, zone));
        (Written(span.Earliest), Written(span.Latest)).ShouldBe((earliest, latest));
        span.Earliest.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Every_zone_of_the_table_is_one_that_this_machine_knows() =>
        CodeLists.Of("time-zone").Where(entry => !TimeZoneInfo.TryFindSystemTimeZoneById(entry.Code, out _)).ShouldBeEmpty();

    /// <summary>The list of a file is sorted by this text, from an index.</summary>
    [Fact]
    public void The_order_of_what_is_stored_is_the_order_of_the_times() =>
        Gen.Select(Minutes, Minutes).Sample((one, other) =>
            Math.Sign(string.CompareOrdinal(Stored(one), Stored(other))).ShouldBe(Math.Sign(one.CompareTo(other))));

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ka-GE")]
    public void What_is_shown_is_read_again_as_what_it_was(string language) => In(language, () =>
    {
        foreach (var said in Said)
        {
            TimeWords.Read(TimeWords.One(said)).ShouldBe(said);
        }

        TimeWords.Read("20.11.2026 14:05").ShouldBe("2026-11-20T14:05");
        TimeWords.Read("11.2026").ShouldBe("2026-11");
        TimeWords.Read("yesterday").ShouldBeNull();
        TimeWords.Read(" ").ShouldBeNull();
    });

    [Fact]
    public void A_time_is_told_as_exactly_as_it_is_known() => In("en-GB", () =>
    {
        TimeWords.Of(new ReportedTime("2026-11-20T14:05", null, "Europe/Paris")).ShouldBe("20 Nov 2026, 14:05 (Paris)");
        TimeWords.Of(new ReportedTime("2026-11", "2026-12-03")).ShouldBe("between Nov 2026 and 3 Dec 2026");
    });

    [Fact]
    public void Each_person_has_a_lane_an_entry_of_two_stands_in_both_and_who_is_not_open_to_the_reader_in_none() => In("en-GB", () =>
    {
        var named = new Dictionary<Guid, CitedThing> { [Driver] = new("recorded-person", "P-001", "Driver"), [Passenger] = new("recorded-person", "P-002", "Passenger") };
        var hidden = Guid.CreateVersion7();
        OccurrenceRow alone = Row([Driver]), both = Row([Passenger, Driver]), nobody = Row([]), closed = Row([hidden]);
        var lanes = PeopleInTime.LanesOf([alone, both, nobody, closed]);
        lanes.Select(lane => (lane.Name, lane.Marks.Count)).ShouldBe([("P-001 Driver", 2), ("P-002 Passenger", 1), ("Nobody named", 2)]);
        lanes[0].Href.ShouldBe($"/people/{Driver}");
        lanes[0].Marks[0].Href.ShouldBe($"/occurrences/{alone.Id}");
        PeopleInTime.LanesOf([]).ShouldBeEmpty();

        OccurrenceRow Row(Guid[] people) => new(
            Guid.CreateVersion7(), CaseFile, "344-2026-000001", "CH-001", "recorded", At, At, Crossing with { People = people }, named, Given.Now, "standard");
    });

    private static Gen<DateTimeOffset> Minutes { get; } = Gen.Int[0, 150_000_000].Select(minute => new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute));

    private static string Stored(DateTimeOffset at) => JsonSerializer.Serialize(at, WorkspaceJson.Stored);

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static void In(string language, Action check)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(language), CultureInfo.GetCultureInfo(language));
        try
        {
            check();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
