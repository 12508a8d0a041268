using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The sealed sub-file with what its page shows beside it.</summary>
/// <param name="Relations">The reader's relations to it.</param>
/// <param name="FileNumber">The number of the file.</param>
/// <param name="People">Keeper, supervisor, those named and the people who wrote in it, by id.</param>
public sealed record SubFileOnPage(
    SubFile Part, long Version, IReadOnlyList<Relation> Relations, string FileNumber, IReadOnlyDictionary<Guid, string> People) : IShowsActs
{
    /// <summary>Whether its file is closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The person's name; a dash when there is none.</summary>
    public string NameOf(Guid person) => People.GetValueOrDefault(person) ?? "–";
}

/// <summary>The sealed sub-file for its page, in one read.</summary>
public sealed record SubFileOverview(Guid Thing) : IConsultation<SubFileOnPage>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.SubFile];

    public Operation Operation => InvestigationOperations.ViewSubFile;

    public string Sql =>
        $"""
        select d.data::text, d.mt_version::bigint, (select codes from relations), f.number,
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id::text in (d.data ->> 'keeper', d.data ->> 'supervisor')
                   or d.data -> 'named' @> jsonb_build_array(jsonb_build_object('person', p.id))
                   or d.data -> 'notes' @> jsonb_build_array(jsonb_build_object('by', p.id))), jsonb_build_object())::text,
               {InvestigationActs.OfSubFile.Facts()}, f.closed
        from granted g
        join workspace.mt_doc_subfile d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<SubFileOnPage?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new SubFileOnPage(
                JsonSerializer.Deserialize<SubFile>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                reader.GetString(3),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(4), WorkspaceJson.Stored)!)
            {
                Asked = InvestigationActs.OfSubFile.Read(reader.GetString(5)),
                IsClosed = reader.GetBoolean(6),
            }
            : null;
}
