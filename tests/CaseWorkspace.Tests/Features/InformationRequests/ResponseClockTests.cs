using CaseWorkspace.Features.InformationRequests;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ResponseClockTests
{
    [Theory]
    [InlineData("urgent-direct", "2026-03-28T20:00:00+01:00", "2026-03-29T03:00:00+00:00")]
    [InlineData("urgent-indirect", "2026-03-28T12:00:00+01:00", "2026-03-31T11:00:00+00:00")]
    [InlineData("ordinary", "2028-02-25T00:00:00+04:00", "2028-03-02T20:00:00+00:00")]
    public void The_span_is_counted_in_universal_time_over_summer_time_and_leap_days(string urgency, string received, string due) =>
        ResponseClock.Due(urgency, Time(received)).ToString("yyyy-MM-ddTHH:mm:sszzz", null).ShouldBe(due);

    [Fact]
    public void An_urgency_that_nobody_knows_is_a_fault_of_the_program() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ResponseClock.Due("at once", Given.Now));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
