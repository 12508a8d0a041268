using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class TimedIdsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    public void What_came_about_since_then_has_no_smaller_id(int minutesBefore)
    {
        var since = Given.Now;
        for (var i = 0; i < 100; i++)
        {
            Text(Guid.CreateVersion7(since.AddMinutes(-minutesBefore))).ShouldBeGreaterThan(Text(TimedIds.NotBefore(since)));
        }
    }

    [Fact]
    public void What_is_older_by_more_than_any_clock_is_wrong_has() =>
        Text(Guid.CreateVersion7(Given.Now.AddMinutes(-61))).ShouldBeLessThan(Text(TimedIds.NotBefore(Given.Now)));

    [Fact]
    public void Before_there_were_such_ids_is_before_all_of_them()
    {
        TimedIds.NotBefore(DateTimeOffset.UnixEpoch).ShouldBe(Guid.Empty);
        TimedIds.NotBefore(DateTimeOffset.MinValue).ShouldBe(Guid.Empty);
        Text(TimedIds.NotBefore(DateTimeOffset.MaxValue)).ShouldBeGreaterThan(Text(Guid.CreateVersion7()));
    }

    /// <summary>In the order in which PostgreSQL has them.</summary>
    private static string Text(Guid id) => id.ToString("N");
}
