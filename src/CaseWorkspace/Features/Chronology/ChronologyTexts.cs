using JasperFx.Events;

namespace CaseWorkspace.Features.Chronology;

/// <summary>The texts by which entries are found, by the readers to whom the file is open.</summary>
internal static class ChronologyTexts
{
    private const string Field = "occurrence";

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        OccurrenceRecorded recorded =>
        [
            new(happened.StreamId, happened.StreamId, Field, [recorded.Number[(recorded.Number.IndexOf('/', StringComparison.Ordinal) + 1)..], .. Words(recorded.Content)]),
        ],
        OccurrenceCorrected corrected => [new(happened.StreamId, happened.Id, Field, Words(corrected.Content))],
        _ => [],
    };

    private static IEnumerable<string?> Words(OccurrenceContent content) => [content.Text, content.Place, content.Basis];
}
