using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class AddSubFileNoteTests
{
    private static readonly AddSubFileNote Command = new(Guid.CreateVersion7(), "  Met at the station.\n");

    [Fact]
    public void A_note_is_added_with_who_wrote_it_and_when() =>
        SubFiles.Sealed.When(Command, Someone.Investigator3).Then(new SubFileNoteAdded("Met at the station.")).State
            .Notes.ShouldBe([new SealedNote("Met at the station.", Someone.Investigator3.Id, Given.Now)]);

    [Fact]
    public void The_newest_note_stands_first() =>
        SubFiles.Sealed.When(Command, Someone.Investigator).And.When(Command with { Text = "Second." }, Someone.Investigator)
            .State.Notes.Select(note => note.Text).ShouldBe(["Second.", "Met at the station."]);

    [Fact]
    public void What_lies_open_takes_no_sealed_note() => SubFiles.Unsealed.When(Command, Someone.Investigator).ThenRefused("not-sealed");

    [Fact]
    public void Where_nothing_is_nothing_is_noted() => Given.Nothing<SubFile>().When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void A_note_says_something_and_has_an_end()
    {
        Faults.Of(Command with { Text = "\n " }).ShouldBe(["text: NotEmptyValidator"]);
        Faults.Of(Command with { Text = new string('x', 20_001) }).ShouldBe(["text: MaximumLengthValidator"]);
    }
}
