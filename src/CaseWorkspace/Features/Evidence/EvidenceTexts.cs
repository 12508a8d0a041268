using JasperFx.Events;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// The texts by which items are found: by each reader those alone that the reader is shown (<see cref="EvidenceAudiences"/>). Exhibit number
/// and the person who seized the item are not shown abroad, and the number of a sealed sub-file to nobody outside it.
/// </summary>
internal static class EvidenceTexts
{
    private const string Field = "description";

    private static readonly Guid AtHome = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid AtHomeCorrected = new("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Inside = new("00000000-0000-0000-0000-000000000002");

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        EvidenceRegistered item =>
        [
            new(happened.StreamId, happened.StreamId, Field, item.Description, item.SeizedWhere, item.Source),
            new(happened.StreamId, AtHome, Field, item.Number[(item.Number.IndexOf('/', StringComparison.Ordinal) + 1)..], item.SeizedBy, item.Seal) { Home = true },
            .. item.SubFile is null ? Array.Empty<FoundText>() : [new(happened.StreamId, Inside, Field, item.Number) { Inside = true }],
        ],
        // What others than the people of the file could find by earlier words would tell them of those.
        EvidenceCorrected item =>
        [
            new(happened.StreamId, happened.StreamId, Field, item.Description, item.SeizedWhere, item.Source),
            new(happened.StreamId, AtHomeCorrected, Field, item.SeizedBy, item.Seal) { Home = true },
        ],
        ContentSealed content when content.FileName is not null => [new(happened.StreamId, happened.Id, "file-name", content.FileName)],
        _ => [],
    };
}
