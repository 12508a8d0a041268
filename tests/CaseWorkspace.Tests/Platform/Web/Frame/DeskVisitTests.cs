using CaseWorkspace.Platform.Web.Frame;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web.Frame;

public class DeskVisitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1 2 3")]
    [InlineData("99999999999999999999 1")]
    public void Without_a_look_before_it_is_a_week(string? kept) => DeskVisit.Of(kept, Now).ShouldBe(new DeskVisit(Now.AddDays(-7), Now));

    [Fact]
    public void Changes_count_from_the_last_look() =>
        DeskVisit.Of(new DeskVisit(Now.AddDays(-3), Now.AddHours(-5)).Kept, Now).ShouldBe(new DeskVisit(Now.AddHours(-5), Now));

    [Fact]
    public void Going_to_a_file_and_back_is_the_same_visit() =>
        DeskVisit.Of(new DeskVisit(Now.AddDays(-3), Now.AddMinutes(-5)).Kept, Now).ShouldBe(new DeskVisit(Now.AddDays(-3), Now));

    [Fact]
    public void It_goes_back_a_week_at_the_most_and_never_into_the_future()
    {
        DeskVisit.Of(new DeskVisit(Now.AddDays(-30), Now.AddDays(-20)).Kept, Now).Since.ShouldBe(Now.AddDays(-7));
        DeskVisit.Of(new DeskVisit(Now.AddDays(1), Now.AddDays(1)).Kept, Now).Since.ShouldBe(Now.AddDays(-7));
    }
}
