using System.Globalization;
using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Web.Frame;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web.Frame;

public sealed class FrameWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-180, Pressure.Late, "late by 3 h")]
    [InlineData(-0.5, Pressure.Late, "late by 1 min")]
    [InlineData(-3000, Pressure.Late, "late by 2 days")]
    [InlineData(45, Pressure.Soon, "due in 45 min")]
    [InlineData(600, Pressure.Soon, "due in 10 h")]
    [InlineData(2 * 24 * 60, Pressure.Calm, "due Thu 14:00")]
    [InlineData(20 * 24 * 60, Pressure.Calm, "due 14 Dec")]
    public void A_deadline_is_told_in_words(double minutes, Pressure pressure, string words)
    {
        using var _ = new Reading("en-GB");
        DeadlineWords.Of(Now.AddMinutes(minutes), Now).ShouldBe(new DeadlineWords(pressure, words));
    }

    [Theory]
    [InlineData("He will see 344-2026-000001, from the next click on.", "344-2026-000001")]
    [InlineData("R-2026-000012 asks for E-001 and S-2/E-013.", "R-2026-000012|E-001|S-2/E-013")]
    [InlineData("Sealed sub-file S-2 of investigator-2, half-done since 2026-11-24", "S-2")]
    [InlineData("ქვესაქმე S-1, საქმე 344-2026-000001.", "S-1|344-2026-000001")]
    [InlineData("", "")]
    public void Numbers_are_found_in_a_sentence_and_nothing_is_lost_of_it(string words, string numbers)
    {
        var pieces = AllFeatures.Things.Pieces(words).ToArray();
        string.Concat(pieces.Select(one => one.Piece)).ShouldBe(words);
        string.Join('|', pieces.Where(one => one.IsNumber).Select(one => one.Piece)).ShouldBe(numbers);
    }

    [Theory]
    [InlineData(239.5, "3 h 59 min")]
    [InlineData(60, "1 h 0 min")]
    [InlineData(59.5, "60 min")]
    [InlineData(0.2, "1 min")]
    public void What_still_lasts_is_told_to_the_minute(double minutes, string words)
    {
        using var _ = new Reading("en-GB");
        DeadlineWords.Left(TimeSpan.FromMinutes(minutes)).ShouldBe(words);
    }

    [Fact]
    public void A_period_that_ends_at_midnight_has_the_day_before_as_its_last()
    {
        using var _ = new Reading("en-GB");
        LocalTime.LastDay(LocalTime.EndOf(new DateOnly(2030, 12, 31))!.Value).ShouldBe("31 Dec 2030");
    }

    [Theory]
    [InlineData("2026-11-24T14:05", "2026-11-24T14:05:00+04:00")]
    [InlineData("2026-11-24T14:05:06", "2026-11-24T14:05:06+04:00")]
    [InlineData("24.11.2026", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_field_of_a_form_holds_our_own_time(string? written, string? meant) =>
        LocalTime.Parse(written).ShouldBe(meant is null ? null : DateTimeOffset.Parse(meant, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("24 Nov 2026", "2026-11-24")]
    [InlineData(" 24  November 2026", "2026-11-24")]
    [InlineData("24.11.2026", "2026-11-24")]
    [InlineData("4/1/2026", "2026-01-04")]
    [InlineData("2026-01-04", "2026-01-04")]
    [InlineData("24 ნოე 2026", "2026-11-24")]
    [InlineData("11/24/2026", null)]
    [InlineData("24 Nov", null)]
    [InlineData("24 Nov 0026", null)]
    [InlineData("soon", null)]
    public void A_day_is_read_as_people_write_it_with_the_day_first(string typed, string? meant) =>
        LocalTime.ReadDay(typed).ShouldBe(meant is null ? null : DateOnly.Parse(meant, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ka-GE")]
    public void What_a_field_shows_can_be_read_again_in_every_month_and_language(string culture)
    {
        using var _ = new Reading(culture);
        for (var month = 1; month <= 12; month++)
        {
            var at = new DateTime(2026, month, 9, 8, 5, 0, DateTimeKind.Unspecified);
            LocalTime.ReadTime(LocalTime.Written(at)).ShouldBe(at);
            LocalTime.ReadDay(LocalTime.Written(DateOnly.FromDateTime(at))).ShouldBe(DateOnly.FromDateTime(at));
        }
    }

    [Fact]
    public void A_time_names_its_zone_and_the_other_ends()
    {
        using var _ = new Reading("en-GB");
        LocalTime.Full(Now, "FR").ShouldBe("24 Nov 2026, 14:00 (Tbilisi, UTC+04:00) · 24 Nov 2026, 11:00 (France, UTC+01:00)");
        LocalTime.Full(Now, "GE").ShouldBe("24 Nov 2026, 14:00 (Tbilisi, UTC+04:00)");
    }

    [Theory]
    [InlineData("/files?search=a", "/files?search=a")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Only_our_own_addresses_are_returned_to(string? asked, string path) => LocalPath.Of(asked).ShouldBe(path);

    [Fact]
    public void An_event_is_told_in_a_sentence()
    {
        using var _ = new Reading("en-GB");
        var details = JsonSerializer.SerializeToElement(new { person = Guid.CreateVersion7(), reason = "Moved" });
        string.Concat(EventSentence.Of("member-removed", "Nino", "Giorgi", null, details).Select(piece => piece.Text))
            .ShouldBe("Nino took Giorgi off the file.");
        AllFeatures.Things.QuotedOf("member-removed", details).ShouldBe("Moved");
        AllFeatures.Things.QuotedOf("person-fact-recorded", JsonSerializer.SerializeToElement(new { content = new { value = "Said" } })).ShouldBe("Said");
        AllFeatures.Things.QuotedOf("person-fact-recorded", JsonSerializer.SerializeToElement(new { content = "Said" })).ShouldBeNull();
        AllFeatures.Things.QuotedOf("person-fact-recorded", JsonSerializer.SerializeToElement(new { by = "x" })).ShouldBeNull();
    }

    [Theory]
    [InlineData("en-GB", "Nino assigned request R-2026-000001 to Giorgi.")]
    [InlineData("ka-GE", "მოთხოვნა R-2026-000001 განაწილდა გამომძიებელზე: Giorgi — Nino")]
    public void A_sentence_says_which_request_it_was_and_to_whom_it_went(string culture, string sentence)
    {
        using var _ = new Reading(culture);
        var pieces = EventSentence.Of("request-assigned", "Nino", "Giorgi", "R-2026-000001", JsonSerializer.SerializeToElement(new { }));
        string.Concat(pieces.Select(piece => piece.Text)).ShouldBe(sentence);
        pieces.Where(piece => piece.IsNumber).Select(piece => piece.Text).ShouldBe(["R-2026-000001"]);
    }

    /// <summary>The reader's language while it stands.</summary>
    private sealed class Reading : IDisposable
    {
        private readonly CultureInfo _before = CultureInfo.CurrentCulture;
        private readonly CultureInfo _wordsBefore = CultureInfo.CurrentUICulture;

        public Reading(string culture) =>
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(culture));

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before, _wordsBefore);
    }
}
