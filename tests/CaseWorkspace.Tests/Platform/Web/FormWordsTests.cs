using System.Globalization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web;

public sealed class FormWordsTests
{
    private static readonly string[] Union =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO",
        "SE", "SI", "SK",
    ];

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ka-GE")]
    public void States_are_all_there_in_the_order_of_the_language(string language) => In(language, () =>
    {
        Union.ShouldBeSubsetOf(CodeLists.Of("state").Select(entry => entry.Code));
        var labels = CodeLists.InOrder("state").Select(CodeLists.Label).ToList();
        labels.ShouldBe(labels.Order(StringComparer.Create(CultureInfo.GetCultureInfo(language), ignoreCase: true)));
        labels.Count.ShouldBe(CodeLists.Of("state").Count);
        labels[0].ShouldBe(language is "ka-GE" ? "ავსტრია" : "Austria");
    });

    [Fact]
    public void An_authority_is_offered_while_it_exists()
    {
        var now = CodeLists.Of("authority").Where(entry => entry.State is "FR" && entry.IsValid(new DateOnly(2026, 11, 1))).Select(entry => entry.Code);
        now.ShouldBe(["oltim"]);
        CodeLists.Of("authority").Where(entry => entry.State is "FR" && entry.IsValid(new DateOnly(2022, 12, 31))).Select(entry => entry.Code).ShouldBe(["ocriest"]);
    }

    [Fact]
    public void A_liaison_officer_types_times_as_they_are_at_the_post() => In("en-GB", () =>
    {
        var zone = TypedZone.Of(Posted("FR"));
        var typed = new DateTime(2026, 11, 20, 10, 0, 0, DateTimeKind.Unspecified);
        zone.At(typed).ShouldBe(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        zone.Words(typed).ShouldBe("Time in France (UTC+01:00)");
        zone.Words(new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Unspecified)).ShouldBe("Time in France (UTC+02:00)");
        // Of two posts, neither is the one.
        TypedZone.Of(Posted("FR", "ES")).ShouldBe(TypedZone.Here);
        TypedZone.Here.Words(typed).ShouldBe("Time in Tbilisi (UTC+04:00)");
    });

    [Fact]
    public void An_upload_says_bytes_and_the_time_left() => In("en-GB", () =>
    {
        var clock = new Watch();
        var progress = new UploadProgress(clock);
        progress.Sent(0, 300_000_000);
        progress.Words.ShouldBe("0 bytes of 300 MB");
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.Sent(75_500_000, 300_000_000);
        progress.Words.ShouldBe("75.5 MB of 300 MB, about 29 s left");
        progress.Sent(1_000_000, 300_000_000);
        progress.Words.ShouldBe("1 MB of 300 MB, about 50 min left");
        progress.IsSent.ShouldBeFalse();
        progress.Sent(300_000_000, 300_000_000);
        progress.Words.ShouldBe("300 MB of 300 MB");
        progress.IsSent.ShouldBeTrue();
    });

    private static Actor Posted(params string[] states) => new(Guid.CreateVersion7(), "", [Role.LiaisonOfficer], "liaison", [.. states], "s");

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

    private sealed class Watch : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
