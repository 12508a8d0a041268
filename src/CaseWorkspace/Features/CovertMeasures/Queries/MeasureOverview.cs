using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The measure with what its page shows beside it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Holder">The sealed sub-file in which it lies; the file, once that is unsealed.</param>
/// <param name="HolderNumber">Its number.</param>
/// <param name="Level">Its level.</param>
/// <param name="Names">The colleagues who wrote something, by id; who never signed in is missing.</param>
/// <param name="Numbers">The numbers of the person and the protocols that it names, by id; what is not open to the reader is missing.</param>
public sealed record MeasureView(
    CovertMeasure Measure, long Version, string FileNumber, Guid Holder, string HolderNumber, string Level, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<Guid, string> Numbers) : IShowsActs
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

/// <summary>The measure for its page, in one read.</summary>
public sealed record MeasureOverview(Guid Thing) : IConsultation<MeasureView>
{
    public IReadOnlyCollection<string> Kinds => [CovertThings.Measure];

    public Operation Operation => CovertOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, f.number, g.holder, h.number, h.level,
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where one #>> '{}' ~ '^[0-9a-f-]{36}$')
                   or p.id = (d.data ->> 'recordedBy')::uuid), '{}')::text,
               coalesce((select jsonb_object_agg(s.id, s.number) from workspace.case_scope s
                where s.holder in (g.holder, g.file) and s.number is not null and s.id in (
                    select (d.data #>> '{content,person}')::uuid
                    union all
                    select (one ->> 'drawnUp')::uuid from jsonb_array_elements(d.data -> 'settlements') one)), '{}')::text,
               {{CovertActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_covertmeasure d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        join workspace.case_scope h on h.id = g.holder
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<MeasureView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new MeasureView(
                JsonSerializer.Deserialize<CovertMeasure>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetGuid(3),
                reader.GetString(4),
                reader.GetString(5),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(6), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(7), WorkspaceJson.Stored)!)
            {
                Asked = CovertActs.All.Read(reader.GetString(8)),
            }
            : null;
}
