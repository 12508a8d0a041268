using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The case file with what its page shows beside it.</summary>
/// <param name="File">The file as it stands.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">The reader's relations to it.</param>
/// <param name="People">Its lead, members and prosecutor, by id; who never signed in is missing.</param>
/// <param name="Counts">
/// How many things lie in it, by the codes of the kinds that are counted (<see cref="ThingDescriptor.Counted"/>), as far as the reader may see them; one beyond
/// <see cref="InvestigationOverview.MaxCount"/> at the most.
/// </param>
/// <param name="Due">The nearest deadline of the things that wait and that the reader may see; null: none has a deadline.</param>
public sealed record InvestigationView(
    Investigation File, long Version, IReadOnlyList<Relation> Relations, IReadOnlyDictionary<Guid, TeamPerson> People,
    IReadOnlyDictionary<string, int> Counts, DateTimeOffset? Due) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The person's name; a dash when there is none.</summary>
    public string NameOf(Guid? person) => person is { } id && People.TryGetValue(id, out var found) ? found.Name : "–";
}

/// <summary>Somebody on the file.</summary>
public sealed record TeamPerson(Guid Id, string Name, IReadOnlyList<Role> Roles, string Unit);

/// <summary>
/// The case file with the names of those on it and what its header says of what lies in it, in one read. Counted is what lies in
/// <c>parts</c>: open in the file, or in a sealed sub-file in which the reader is named.
/// </summary>
public sealed record InvestigationOverview(Guid Thing) : IConsultation<InvestigationView>
{
    /// <summary>How far is counted.</summary>
    public const int MaxCount = 99;

    private static readonly string Counts = string.Join(", ", AllFeatures.Things.All.Where(thing => thing.Counted is not null)
        .Select(thing => $"'{thing.Kind}', (select count(*) from ({thing.Counted} limit @beyond) one where {AllFeatures.Things.ShownBy("g.relation", $"'{thing.Kind}'")})"));

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.View;

    public string Sql =>
        $"""
        select d.data::text, d.mt_version::bigint,
               (select codes from relations),
               coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'roles', p.roles, 'unit', p.unit))
                from workspace.person p
                where d.data -> 'members' ? p.id::text or p.id::text in (d.data ->> 'lead', d.data ->> 'prosecutor', d.data ->> 'supervisor', d.data ->> 'proposedSupervisor')), '[]')::text,
               jsonb_build_object({Counts})::text,
               (select min(s.awaits_due) from parts p join workspace.case_scope s on s.holder = p.holder
                where s.awaits_relation is not null and s.awaits_due < 'infinity' and {AllFeatures.Things.ShownBy("g.relation")}),
               {InvestigationActs.OfFile.Facts()}
        from granted g join workspace.mt_doc_investigation d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("beyond", MaxCount + 1);

    public async Task<InvestigationView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new InvestigationView(
                JsonSerializer.Deserialize<Investigation>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<List<TeamPerson>>(reader.GetString(3), WorkspaceJson.Stored)!.ToDictionary(person => person.Id),
                JsonSerializer.Deserialize<Dictionary<string, int>>(reader.GetString(4), WorkspaceJson.Stored)!,
                await reader.IsDBNullAsync(5, cancellation) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(5, cancellation))
            {
                Asked = InvestigationActs.OfFile.Read(reader.GetString(6)),
            }
            : null;
}
