using JasperFx.Events;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The texts by which items are found.</summary>
internal static class EvidenceTexts
{
    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        EvidenceRegistered item =>
            [new(happened.StreamId, happened.StreamId, "description", item.Number, item.Description, item.SeizedWhere, item.SeizedBy, item.Source)],
        ContentSealed content when content.FileName is not null => [new(happened.StreamId, happened.Id, "file-name", content.FileName)],
        _ => [],
    };
}
