using System.Text.Json;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.People;

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
    public static readonly string Cited = CitedThing.OpenOf(CitedThing.At("$.facts[*].content.restsOn"), "g.holder");

    public static IReadOnlyDictionary<Guid, T> Read<T>(string json) => JsonSerializer.Deserialize<Dictionary<Guid, T>>(json, WorkspaceJson.Stored)!;

    public static IReadOnlyList<Relation> ReadRelations(string json) => JsonSerializer.Deserialize<List<Relation>>(json, WorkspaceJson.Stored)!;
}
