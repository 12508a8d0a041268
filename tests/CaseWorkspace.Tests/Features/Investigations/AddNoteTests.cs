using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class AddNoteTests
{
    private static readonly AddNote Command = new(Guid.CreateVersion7(), "  Witness called back.\n");

    [Fact]
    public void A_note_is_added_without_the_blanks_around_it() =>
        Files.Opened.When(Command, Someone.Investigator).Then(new NoteAdded("Witness called back.")).State.Notes.ShouldBe(1);

    [Fact]
    public void The_same_note_can_be_added_again() =>
        Files.Opened.When(Command, Someone.Investigator).And.When(Command, Someone.Prosecutor)
            .Then(new NoteAdded("Witness called back.")).State.Notes.ShouldBe(2);

    [Fact]
    public void A_file_that_does_not_exist_is_missing() => Given.Nothing<Investigation>().When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void A_note_says_something() => Faults.Of(Command with { Text = "\n " }).ShouldBe(["text: NotEmptyValidator"]);

    [Fact]
    public void A_note_has_an_end() =>
        Faults.Of(Command with { Text = new string('x', 20_001) }).ShouldBe(["text: MaximumLengthValidator"]);
}
