using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The thing of the file from which an item was registered.</summary>
/// <param name="Number">By which people know it; null: it has none.</param>
public sealed record ItemOrigin(string Kind, string? Number);

/// <summary>The item with what its page shows beside it.</summary>
/// <param name="Item">The item, as far as the reader is shown it.</param>
/// <param name="Version">Its version, as it is told to the reader.</param>
/// <param name="Relations">The reader's relations to it and to its file.</param>
/// <param name="FileNumber">The file's number; null for whom it is not open.</param>
/// <param name="Level">That of its file or its sealed sub-file; null for whom that is not open.</param>
/// <param name="Origin">From what it was registered; null: by itself, or the reader is not told.</param>
/// <param name="People">Who registered, sealed, checked and reviewed it, holds it or is offered it, by id; who never signed in is missing.</param>
public sealed record EvidenceView(
    EvidenceSeen Item, long Version, IReadOnlyList<Relation> Relations, string? FileNumber, string? Level, ItemOrigin? Origin,
    IReadOnlyDictionary<Guid, string> People) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The person's name; a dash when there is none.</summary>
    public string NameOf(Guid? person) => (person is { } id ? People.GetValueOrDefault(id) : null) ?? "–";
}

/// <summary>The item with the names of the people who had to do with it, in one read.</summary>
public sealed record EvidenceOverview(Guid Thing) : ISealedConsultation<EvidenceView>
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.View;

    public string Sql =>
        $$"""
        select i.data::text, {{EvidenceAudiences.Version.Sql}},
               (select codes from relations),
               case when {{Audience.IsOfTheFile}} then f.number end,
               (select h.level from workspace.case_scope h where h.id = g.holder and {{Audience.IsOfTheFile}}),
               (select jsonb_build_object('kind', o.kind, 'number', o.number)::text from workspace.case_scope o where o.id = (i.data ->> 'origin')::uuid),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id::text in (i.data ->> 'registeredBy', i.data -> 'content' ->> 'sealedBy',
                                     i.data -> 'lastCheck' ->> 'by', i.data -> 'review' ->> 'by', i.data -> 'custody' ->> 'holder',
                                     i.data -> 'offer' ->> 'by', i.data -> 'offer' ->> 'to', i.data -> 'withdrawal' ->> 'by')
                   or p.id::text in (select one #>> '{}' from jsonb_path_query(i.data, '$.earlier[*].by') one)), '{}')::text,
               {{EvidenceActs.Facts}}
        from granted g
        join workspace.mt_doc_evidenceitem d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        {{SealedContent.Joined}}
        cross join lateral (select {{EvidenceAudiences.Items.Sql}} as data) i
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<EvidenceView?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new EvidenceView(
                JsonSerializer.Deserialize<EvidenceSeen>(keys.Opened(reader.GetString(0), SealedContent.Event), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4),
                await reader.IsDBNullAsync(5, cancellation) ? null : JsonSerializer.Deserialize<ItemOrigin>(reader.GetString(5), WorkspaceJson.Stored),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(6), WorkspaceJson.Stored)!)
            {
                Asked = EvidenceActs.All.Read(keys.Opened(reader.GetString(7), SealedContent.Event)),
            }
            : null;
}
