using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>The clock with what its page shows beside it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Holder">The file, or the sealed sub-file in which it lies.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Names">The colleagues who wrote something, by id; who never signed in is missing.</param>
/// <param name="PersonNumber">The number of the person whom it concerns; null: of nobody, or not open to the reader.</param>
public sealed record ClockView(
    CaseClock Clock, long Version, string FileNumber, Guid Holder, string Level, IReadOnlyDictionary<Guid, string> Names, string? PersonNumber) : IShowsActs
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

/// <summary>The clock for its page, in one read.</summary>
public sealed record ClockOverview(Guid Thing) : IConsultation<ClockView>
{
    public IReadOnlyCollection<string> Kinds => [DeadlineThings.Clock];

    public Operation Operation => DeadlineOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, f.number, g.holder, (select h.level from workspace.case_scope h where h.id = g.holder),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
                   or p.id = (d.data ->> 'startedBy')::uuid), '{}')::text,
               (select p.number from workspace.case_scope p where p.id = (d.data ->> 'person')::uuid and p.holder in (g.holder, g.file)),
               {{DeadlineActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_caseclock d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<ClockView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new ClockView(
                JsonSerializer.Deserialize<CaseClock>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetGuid(3),
                reader.GetString(4),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(5), WorkspaceJson.Stored)!,
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6))
            {
                Asked = DeadlineActs.All.Read(reader.GetString(7)),
            }
            : null;
}
