using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The texts by which files and sealed sub-files are found.</summary>
internal static class InvestigationTexts
{
    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        InvestigationOpened opened => [new(happened.StreamId, happened.StreamId, "title", opened.Number, opened.Title, opened.Summary)],
        InvestigationCorrected corrected => [new(happened.StreamId, happened.StreamId, "title", corrected.Number, corrected.Content.Title, corrected.Content.Summary)],
        SubFileSealed part => [new(happened.StreamId, happened.StreamId, "title", part.Number, part.Title)],
        NoteAdded note => [new(happened.StreamId, happened.Id, "note", note.Text)],
        SubFileNoteAdded note => [new(happened.StreamId, happened.Id, "note", note.Text)],
        _ => [],
    };
}
