using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>A time that comes in names day and offset and lies in a plausible range; nothing of it is guessed.</summary>
public sealed class StatedTimeTests
{
    [Theory]
    [InlineData("2026-11-20T10:00:00+04:00", "2026-11-20T06:00:00.0000000+00:00")]
    [InlineData("2026-11-20T10:00:00Z", "2026-11-20T10:00:00.0000000+00:00")]
    [InlineData("2026-11-20T10:00Z", "2026-11-20T10:00:00.0000000+00:00")]
    [InlineData("2026-11-20T10:00-05:30", "2026-11-20T15:30:00.0000000+00:00")]
    [InlineData("2026-11-20T10:00:00.1234567+00:00", "2026-11-20T10:00:00.1234567+00:00")]
    [InlineData("2026-11-20T10:00:00.5Z", "2026-11-20T10:00:00.5000000+00:00")]
    [InlineData("1900-01-01T00:00:00Z", "1900-01-01T00:00:00.0000000+00:00")]
    [InlineData("2199-12-31T23:59:59Z", "2199-12-31T23:59:59.0000000+00:00")]
    public void A_time_with_its_offset_is_read(string written, string utc)
    {
        StatedTime.TryRead(written, out var at).ShouldBeTrue();
        at.ToUniversalTime().ToString("O").ShouldBe(utc);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-20T10:00:00")]
    [InlineData("2026-11-20")]
    [InlineData("10:00")]
    [InlineData("03/04/2026")]
    [InlineData("03/04/2026 10:00 +04:00")]
    [InlineData("20 Nov 2026 10:00:00 GMT")]
    [InlineData("2026-11-20 10:00:00Z")]
    [InlineData(" 2026-11-20T10:00:00Z")]
    [InlineData("2026-11-20T10:00:00 04:00")]
    [InlineData("2026-11-20T10:00:00+99:00")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2026-11-20T24:00:01Z")]
    [InlineData("0026-11-20T10:00:00Z")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("2200-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("٢٠٢٦-11-20T10:00:00Z")]
    public void Anything_else_is_no_time(string? written) => StatedTime.TryRead(written, out _).ShouldBeFalse();

    [Fact]
    public void A_standing_ends_in_the_time_to_come_and_not_in_another_century()
    {
        var context = new DecisionContext(Someone.Supervisor, Given.Now);
        context.RefuseEnd(null).ShouldBeNull();
        context.RefuseEnd(Given.Now.AddMinutes(1)).ShouldBeNull();
        context.RefuseEnd(Given.Now.AddYears(10)).ShouldBeNull();
        context.RefuseEnd(Given.Now)!.Refusal!.Code.ShouldBe("ends-in-the-past");
        context.RefuseEnd(Given.Now.AddYears(11))!.Refusal!.Code.ShouldBe("ends-too-late");
    }
}
