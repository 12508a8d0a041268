using JasperFx.Events;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The texts by which protocols are found, by the readers to whom the file is open.</summary>
internal static class ProtocolTexts
{
    private const string Field = "protocol";

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        ProtocolDrafted drafted =>
        [
            new(happened.StreamId, happened.StreamId, Field, [drafted.Number[(drafted.Number.IndexOf('/', StringComparison.Ordinal) + 1)..], .. Words(drafted.Content)]),
        ],
        ProtocolChanged changed => [new(happened.StreamId, happened.Id, Field, Words(changed.Content))],
        ExhibitsRegistered registered =>
            [new(happened.StreamId, happened.Id, Field, registered.Exhibits.SelectMany(one => new[] { one.Description, one.Where, one.Seal }))],
        CourtControlRecorded control => [new(happened.StreamId, happened.Id, Field, control.Court, control.RulingNumber)],
        _ => [],
    };

    private static IEnumerable<string?> Words(ProtocolContent content) =>
    [
        content.ActionWords, content.BasisBy, content.BasisNumber, content.Place, content.Conditions, content.DoneByPost, content.Found, content.Said, content.MeansWords,
        content.Objections, .. content.Participants.SelectMany(one => new[] { one.Who, one.Details }),
    ];
}
