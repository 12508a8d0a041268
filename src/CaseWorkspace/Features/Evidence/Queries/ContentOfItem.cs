using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What is known of an item's content, from the item's events.</summary>
/// <param name="Number">The number by which the reader knows it: see <see cref="EvidenceSeen"/>.</param>
/// <param name="IsDamaged">Whether the last check found damage.</param>
/// <param name="Content">Null before it is sealed.</param>
/// <param name="Altered">Whether the snapshot says something else than the event.</param>
public sealed record KnownContent(string Number, bool IsDamaged, ItemContent? Content, bool Altered);

/// <summary>
/// Asked before any byte moves: may this person do it, and with which content? The attempt is in the journal before the
/// first byte is taken or given. The content is that of the event, see <see cref="SealedContent"/>.
/// </summary>
/// <param name="Operation">Upload, download or verify.</param>
public sealed record ContentOfItem(Guid Thing, Operation Operation) : ISealedConsultation<KnownContent>
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public string Sql =>
        $$"""
        select case when {{Audience.IsOfTheFile}} then registered.data ->> 'number' when g.relation = 'addressed-liaison-officer' then coalesce(released.label, '')
                    else {{EvidenceAudiences.NumberOutside("registered.data ->> 'number'")}} end,
               coalesce(checked.type = 'content-found-damaged', false),
               ({{SealedContent.AsItemContent}})::text,
               content.data is not null
                   and (d.data #>> '{content,sha256}', d.data #>> '{content,length}')
                       is distinct from (content.data ->> 'sha256', content.data ->> 'length')
        from granted g
        {{SealedContent.Joined}}
        join lateral (
            select e.data from workspace.mt_events e
            where e.stream_id = g.id and e.type = 'evidence-registered' order by e.seq_id limit 1) registered on true
        left join lateral (
            select e.type from workspace.mt_events e
            where e.stream_id = g.id and e.type in ('content-verified', 'content-found-damaged') order by e.version desc limit 1) checked on true
        left join workspace.mt_doc_evidenceitem d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<KnownContent?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new KnownContent(
                reader.GetString(0),
                reader.GetBoolean(1),
                await reader.IsDBNullAsync(2, cancellation) ? null : JsonSerializer.Deserialize<ItemContent>(keys.Opened(reader.GetString(2), SealedContent.Event), WorkspaceJson.Stored),
                reader.GetBoolean(3))
            : null;
}
