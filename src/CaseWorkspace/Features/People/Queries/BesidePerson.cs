using System.Text.Json;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>Something on which a fact rests.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it; null: it has none.</param>
public sealed record CitedThing(string Kind, string? Number);

/// <summary>What the pages of a person and of a protected identity read beside the document <c>d</c> of the read <c>g</c>, as SQL.</summary>
internal static class BesidePerson
{
    /// <summary>The colleagues who recorded, set or decided something, by id.</summary>
    public const string Names =
        """
        coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
            where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
               or p.id in ((d.data ->> 'recordedBy')::uuid, (d.data ->> 'askedBy')::uuid, (d.data ->> 'decidedBy')::uuid)), '{}')::text
        """;

    /// <summary>The things on which facts rest, by id, of those that are open to the reader.</summary>
    public const string Cited =
        """
        coalesce((select jsonb_object_agg(s.id, jsonb_build_object('kind', s.kind, 'number', s.number))
            from (select distinct (one #>> '{}')::uuid as id from jsonb_path_query(d.data, '$.facts[*].content.restsOn') one where jsonb_typeof(one) = 'string') cited
            join workspace.case_scope s on s.id = cited.id
            where s.holder = g.holder or s.holder in (select r.scope from workspace.standing(@_actor, @_unit, @_subjects) r
                where r.scope = s.holder and r.relation = any(@_relations))), '{}')::text
        """;

    public static IReadOnlyDictionary<Guid, T> Read<T>(string json) => JsonSerializer.Deserialize<Dictionary<Guid, T>>(json, WorkspaceJson.Stored)!;

    public static IReadOnlyList<Relation> ReadRelations(string json) => JsonSerializer.Deserialize<List<Relation>>(json, WorkspaceJson.Stored)!;
}
