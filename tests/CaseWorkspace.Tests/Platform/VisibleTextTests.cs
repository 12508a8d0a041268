using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u2003\u3000\u2028")]
    [InlineData("\u200B")]
    [InlineData("\u00AD")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\uFEFF")]
    [InlineData("\u115F\u1160\uFFA0")]
    [InlineData("\u202E\u2066\u200F\u061C")]
    [InlineData("\u0301")]
    [InlineData("\uFE0F\u034F\u180E")]
    [InlineData("\U000E0041\U000E01EF")]
    [InlineData("\uE000\U000F0000")]
    public void A_text_that_shows_nothing_is_empty(string text)
    {
        VisibleText.IsVisible(text).ShouldBeFalse();
        VisibleText.IsVisible(text + "ა").ShouldBeTrue();
    }

    [Theory]
    [InlineData("საქმე")]
    [InlineData("é")]
    [InlineData("?")]
    [InlineData("👮🏽‍♀️")]
    [InlineData("ﷺ")]
    [InlineData("₾")]
    public void A_single_letter_or_sign_is_a_text(string text)
    {
        VisibleText.IsVisible(text).ShouldBeTrue();
        VisibleText.HasHiddenMarks(text).ShouldBeFalse();
        VisibleText.WithMarksShown(text).ShouldBe(text);
    }

    [Theory]
    [InlineData('\u202A')]
    [InlineData('\u202E')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    [InlineData('\u200E')]
    [InlineData('\u200F')]
    [InlineData('\u061C')]
    [InlineData('\u200B')]
    [InlineData('\u00AD')]
    [InlineData('\u3164')]
    [InlineData('\u2028')]
    public void A_mark_that_turns_or_hides_text_is_found_and_shown(char mark)
    {
        VisibleText.HasHiddenMarks($"Ana{mark}B").ShouldBeTrue();
        VisibleText.WithMarksShown($"Ana{mark}B").ShouldBe($"Ana[U+{(int)mark:X4}]B");
    }
}
