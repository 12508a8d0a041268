using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The instruction or task with what its page shows beside it.</summary>
/// <param name="Task">It.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">The reader's relations to the file.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Holder">The file, or the sealed sub-file in which it lies.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Lead">Who leads the file; null: nobody does, or the person never signed in.</param>
/// <param name="Names">The colleagues who own or wrote something, by id; who never signed in is missing.</param>
/// <param name="Rests">The things on which it rests or rested, by id, of those that are open to the reader.</param>
public sealed record TaskView(
    CaseTask Task, long Version, IReadOnlyList<Relation> Relations, string FileNumber, Guid Holder, string Level, string? Lead,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, CitedThing> Rests) : IShowsActs
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

/// <summary>The instruction or task for its page, in one read.</summary>
public sealed record TaskOverview(Guid Thing) : IConsultation<TaskView>
{
    public IReadOnlyCollection<string> Kinds => [TaskThings.CaseTask];

    public Operation Operation => TaskOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, (select codes from relations), f.number, g.holder,
               (select h.level from workspace.case_scope h where h.id = g.holder),
               (select p.name from workspace.case_relation r join workspace.person p on r.subject = 'person:' || p.id
                where r.scope = g.holder and r.relation = 'lead' and (r.until is null or r.until > now()) order by r.since limit 1),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
                   or p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.owner') one where jsonb_typeof(one) = 'string')
                   or p.id = (d.data ->> 'madeBy')::uuid), '{}')::text,
               {{CitedThing.OpenOf(CitedThing.At("$.**.restsOn"), "g.holder")}},
               {{TaskActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_casetask d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<TaskView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new TaskView(
                JsonSerializer.Deserialize<CaseTask>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                reader.GetString(3),
                reader.GetGuid(4),
                reader.GetString(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(7), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<Dictionary<Guid, CitedThing>>(reader.GetString(8), WorkspaceJson.Stored)!)
            {
                Asked = TaskActs.All.Read(reader.GetString(9)),
            }
            : null;
}
