using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Tests.Features.InformationRequests;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>Text that no database and no reader could hold is refused wherever it stands.</summary>
public sealed class CommandRulesTests
{
    private static readonly AddNote Note = new(Guid.CreateVersion7(), "x");

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\u0001")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    [InlineData("\u001b[31m")]
    public void Bad_characters_are_named_at_their_field(string text) =>
        Faults.Of(Note with { Text = text }).ShouldBe(["text: bad-characters"]);

    [Theory]
    [InlineData("\u200B")]
    [InlineData(" \u00AD ")]
    [InlineData("\u3164\u2800")]
    [InlineData("\uFEFF")]
    public void Text_that_shows_nothing_is_named_at_its_field(string text)
    {
        Faults.Of(Note with { Text = text }).ShouldBe(["text: nothing-visible"]);
        // Where a text may be left out, too: it would be kept, and nobody would see that it is there.
        Faults.Of(new AddMember(Guid.CreateVersion7(), 1, Someone.Investigator3.Id, text)).ShouldBe(["reason: nothing-visible"]);
    }

    /// <summary>Not rows of a theory: attributes are stored in UTF-8, which holds no half of a pair.</summary>
    [Fact]
    public void Halves_of_pairs_are_named_at_their_field()
    {
        foreach (var text in new[] { "a\ud800b", "\udc00", "\ud800\ud800\udc00", "\udc00\ud800", "ends with half\ud83d" })
        {
            Faults.Of(Note with { Text = text }).ShouldBe(["text: bad-characters"]);
        }
    }

    [Theory]
    [InlineData("line\r\nline\tcolumn")]
    [InlineData("😀 თბილისი 𐐀")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; drop table x; --")]
    public void Unusual_text_is_text(string text) => Faults.Of(Note with { Text = text }).ShouldBeEmpty();

    [Fact]
    public void Bad_characters_are_found_inside_nested_data() =>
        Faults.Of(new DraftRequest(Requests.File, Requests.Content with { Facts = "a\0b" })).ShouldBe(["content.facts: bad-characters"]);

    [Fact]
    public void Bad_characters_are_found_inside_lists() =>
        Faults.Of(new DraftRequest(Requests.File, Requests.Content with { Items = ["Who?", "\ud800"] }))
            .ShouldBe(["content.items[1]: bad-characters"]);

    [Fact]
    public void Bad_characters_are_found_inside_records_inside_lists() =>
        Faults.Of(new PrepareAnswer(Guid.CreateVersion7(), 1, Requests.Answer with
        {
            Items = [Requests.Answer.Items[0], Requests.Answer.Items[1] with { Text = "\0" }],
        })).ShouldBe(["answer.items[1].text: bad-characters"]);

    [Fact]
    public void Bad_characters_are_found_in_codes_too() =>
        Faults.Of(new OpenInvestigation("t", ["irregular-stay\0"], ["FR"], "")).ShouldBe(["offenceForms[0]: bad-characters"]);

    [Fact]
    public void Every_field_at_fault_is_named() =>
        Faults.Of(new OpenInvestigation("\0", ["irregular-stay"], ["FR"], "\0")).ShouldBe(["title: bad-characters", "summary: bad-characters"]);

    [Fact]
    public void What_makes_a_command_is_not_asked_before_its_data_is_known_to_be_sound() =>
        Faults.Of(new PrepareAnswer(Guid.CreateVersion7(), 1, Requests.Answer with { Items = [null!] }))
            .ShouldBe(["answer.items[0]: NotNullValidator"]);

    [Fact]
    public void What_passes_can_be_written_as_text_that_every_reader_understands() =>
        Gen.Char.Array[1, 40].Select(letters => new string(letters)).Sample(
            text =>
            {
                var sound = !Faults.Of(Note with { Text = text }).Any(fault => fault.EndsWith("bad-characters", StringComparison.Ordinal));
                var strict = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true);
                if (sound)
                {
                    strict.GetString(strict.GetBytes(text)).ShouldBe(text);
                    text.ShouldNotContain('\0');
                }
            },
            iter: 2_000);
}
