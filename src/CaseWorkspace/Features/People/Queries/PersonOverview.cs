using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>Something on which a fact rests.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it; null: it has none.</param>
public sealed record CitedThing(string Kind, string? Number);

/// <summary>The person's record with what its page shows beside it.</summary>
/// <param name="Person">The record.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">The reader's relations to the file.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Names">The colleagues who recorded, set or decided something, by id; who never signed in is missing.</param>
/// <param name="Cited">The things on which facts rest, by id, of those that are open to the reader.</param>
public sealed record PersonView(
    RecordedPerson Person, long Version, IReadOnlyList<Relation> Relations, string FileNumber, string Level,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, CitedThing> Cited) : IShowsActs
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

/// <summary>The person's record for its page, in one read.</summary>
public sealed record PersonOverview(Guid Thing) : IConsultation<PersonView>
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Person];

    public Operation Operation => PeopleOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, (select codes from relations), f.number,
               (select h.level from workspace.case_scope h where h.id = g.holder),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
                   or p.id = (d.data ->> 'recordedBy')::uuid), '{}')::text,
               coalesce((select jsonb_object_agg(s.id, jsonb_build_object('kind', s.kind, 'number', s.number))
                from (select distinct (one #>> '{}')::uuid as id from jsonb_path_query(d.data, '$.facts[*].content.restsOn') one where jsonb_typeof(one) = 'string') cited
                join workspace.case_scope s on s.id = cited.id
                where s.holder = g.holder or s.holder in (select r.scope from workspace.standing(@_actor, @_unit, @_subjects) r
                    where r.scope = s.holder and r.relation = any(@_relations))), '{}')::text,
               {{PeopleActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_recordedperson d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<PersonView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new PersonView(
                JsonSerializer.Deserialize<RecordedPerson>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                reader.GetString(3),
                reader.GetString(4),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(5), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<Dictionary<Guid, CitedThing>>(reader.GetString(6), WorkspaceJson.Stored)!)
            {
                Asked = PeopleActs.All.Read(reader.GetString(7)),
            }
            : null;
}
