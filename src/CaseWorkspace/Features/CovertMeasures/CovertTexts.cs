using JasperFx.Events;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The texts by which measures are found, by those named where they lie.</summary>
internal static class CovertTexts
{
    private const string Field = "covert";

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        CovertMeasureRecorded recorded =>
        [
            new(happened.StreamId, happened.StreamId, Field, [recorded.Number[(recorded.Number.IndexOf('/', StringComparison.Ordinal) + 1)..], .. Words(recorded.Content)]),
        ],
        CovertMeasureCorrected corrected => [new(happened.StreamId, happened.Id, Field, Words(corrected.Content))],
        CovertMeasureExtended extended => [new(happened.StreamId, happened.Id, Field, extended.Ruling.By, extended.Ruling.Number)],
        CovertControlRecorded control => [new(happened.StreamId, happened.Id, Field, control.Court, control.RulingNumber)],
        CovertNotificationPostponed postponed => [new(happened.StreamId, happened.Id, Field, postponed.Ruling.By, postponed.Ruling.Number)],
        CovertNotificationServed served => [new(happened.StreamId, happened.Id, Field, served.ToWhom)],
        CovertMaterialSettled settled => [new(happened.StreamId, happened.Id, Field, settled.DoneBy)],
        _ => [],
    };

    private static IEnumerable<string?> Words(CovertContent content) =>
        [content.KindWords, content.Ruling.By, content.Ruling.Number, content.Whom, content.OnWhat];
}
