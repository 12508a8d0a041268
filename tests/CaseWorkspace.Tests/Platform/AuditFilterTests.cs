using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>What the journal keeps of a question: what was stated, readable, and never longer than its column.</summary>
public sealed class AuditFilterTests
{
    [Fact]
    public void What_nobody_stated_is_nothing() =>
        AuditFilter.Of(("words", null), ("name", "  "), ("denied", false), ("from", (DateTimeOffset?)null)).ShouldBeNull();

    [Fact]
    public void What_was_stated_comes_back_as_it_was()
    {
        var id = Guid.CreateVersion7();
        var kept = AuditFilter.Of(("words", " ნინო \"=1+1\" \u202E\u0000 "), ("person", id), ("denied", true))!;
        kept.ShouldNotContain('\u202E');
        kept.ShouldContain("ნინო");
        AuditFilter.Read(kept).ShouldBe(new Dictionary<string, string>
        {
            ["words"] = "ნინო \"=1+1\" \u202E\u0000", ["person"] = id.ToString(), ["denied"] = "true",
        });
        AuditFilter.Read(null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\U0001F600")]
    [InlineData("a\U0001F600")]
    [InlineData("\u202E")]
    [InlineData("\uD800")]
    [InlineData("\u0000")]
    public void However_long_it_is_it_has_room_in_the_column(string piece)
    {
        var words = string.Concat(Enumerable.Repeat(piece, 5000));
        var kept = AuditFilter.Of(("words", words), ("name", words), ("number", words), ("operation", words))!;
        kept.Length.ShouldBeLessThanOrEqualTo(8000);
        AuditFilter.Read(kept)["words"].ShouldEndWith("…");
    }
}
