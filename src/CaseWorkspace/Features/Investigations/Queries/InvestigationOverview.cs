using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The case file with what its page shows beside it.</summary>
/// <param name="File">The file as it stands.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">How the reader stands to it.</param>
/// <param name="People">Its lead, members and prosecutor, by id; who never signed in is missing.</param>
public sealed record InvestigationView(
    Investigation File, long Version, IReadOnlyList<Relation> Relations, IReadOnlyDictionary<Guid, TeamPerson> People)
{
    /// <summary>The person's name; a dash when there is none.</summary>
    public string NameOf(Guid? person) => person is { } id && People.TryGetValue(id, out var found) ? found.Name : "–";
}

/// <summary>Somebody on the file.</summary>
public sealed record TeamPerson(Guid Id, string Name, IReadOnlyList<Role> Roles, string Unit);

/// <summary>The case file with the names of those on it, in one look.</summary>
public sealed record InvestigationOverview(Guid Thing) : IConsultation<InvestigationView>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.View;

    public string Sql =>
        """
        select d.data::text, d.mt_version::bigint,
               (select codes from relations),
               coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'roles', p.roles, 'unit', p.unit))
                from workspace.person p
                where d.data -> 'members' ? p.id::text or p.id::text in (d.data ->> 'lead', d.data ->> 'prosecutor', d.data ->> 'supervisor')), '[]')::text
        from granted g join workspace.mt_doc_investigation d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<InvestigationView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new InvestigationView(
                JsonSerializer.Deserialize<Investigation>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<List<TeamPerson>>(reader.GetString(3), WorkspaceJson.Stored)!.ToDictionary(person => person.Id))
            : null;
}
