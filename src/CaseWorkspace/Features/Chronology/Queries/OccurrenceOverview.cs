using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.Chronology;

/// <summary>The entry with what its page shows beside it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Holder">The file, or the sealed sub-file in which it lies.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Names">The colleagues who wrote something, by id; who never signed in is missing.</param>
/// <param name="Named">The people and sources that it names or named, by id, of those that are open to the reader.</param>
public sealed record OccurrenceView(
    Occurrence Occurrence, long Version, string FileNumber, Guid Holder, string Level, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<Guid, CitedThing> Named) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The colleague's name; a dash when there is none.</summary>
    public string NameOf(Guid? colleague) => (colleague is { } id ? Names.GetValueOrDefault(id) : null) ?? "–";
}

/// <summary>The entry for its page, in one read.</summary>
public sealed record OccurrenceOverview(Guid Thing) : IConsultation<OccurrenceView>
{
    public IReadOnlyCollection<string> Kinds => [ChronologyThings.Occurrence];

    public Operation Operation => ChronologyOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, f.number, g.holder, (select h.level from workspace.case_scope h where h.id = g.holder),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
                   or p.id = (d.data ->> 'recordedBy')::uuid), '{}')::text,
               {{CitedThing.OpenOf(CitedThing.At("$.**.people[*]", "$.**.restsOn[*]"), "g.holder", AllFeatures.Things.Called)}},
               {{ChronologyActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_occurrence d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<OccurrenceView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new OccurrenceView(
                JsonSerializer.Deserialize<Occurrence>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetGuid(3),
                reader.GetString(4),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(5), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<Dictionary<Guid, CitedThing>>(reader.GetString(6), WorkspaceJson.Stored)!)
            {
                Asked = ChronologyActs.All.Read(reader.GetString(7)),
            }
            : null;
}
