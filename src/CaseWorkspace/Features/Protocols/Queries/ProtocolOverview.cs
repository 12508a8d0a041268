using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The protocol with what its page shows beside it.</summary>
/// <param name="Protocol">It.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">The reader's relations to the file.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Holder">The file, or the sealed sub-file in which it lies.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Names">The colleagues who had to do with it, by id; who never signed in is missing.</param>
/// <param name="Numbers">The numbers of the things that it names, by id: items of evidence, and the protocol before or after it.</param>
public sealed record ProtocolView(
    ActionProtocol Protocol, long Version, IReadOnlyList<Relation> Relations, string FileNumber, Guid Holder, string Level,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, string> Numbers) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The colleague's name; a dash when there is none.</summary>
    public string NameOf(Guid? colleague) => (colleague is { } id ? Names.GetValueOrDefault(id) : null) ?? "–";

    /// <summary>The thing's number; a dash when there is none.</summary>
    public string NumberOf(Guid? thing) => (thing is { } id ? Numbers.GetValueOrDefault(id) : null) ?? "–";
}

/// <summary>The protocol for its page, or for paper, in one read.</summary>
/// <param name="Thing">The protocol.</param>
/// <param name="OnPaper">Whether it is printed.</param>
public sealed record ProtocolOverview(Guid Thing, bool OnPaper = false) : IConsultation<ProtocolView>
{
    public IReadOnlyCollection<string> Kinds => [ProtocolThings.Protocol];

    public Operation Operation => OnPaper ? ProtocolOperations.Print : ProtocolOperations.View;

    public string Sql =>
        $$"""
        select d.data::text, d.mt_version::bigint, (select codes from relations), f.number, g.holder,
               (select h.level from workspace.case_scope h where h.id = g.holder),
               coalesce((select jsonb_object_agg(p.id, p.name) from workspace.person p
                where p.id in (select (one #>> '{}')::uuid from jsonb_path_query(d.data, '$.**.by') one where jsonb_typeof(one) = 'string')
                   or p.id in ((d.data ->> 'draftedBy')::uuid, (d.data #>> '{content,doneBy}')::uuid)), '{}')::text,
               coalesce((select jsonb_object_agg(s.id, s.number) from workspace.case_scope s
                where s.holder = g.holder and s.number is not null and s.id in (
                    select (one ->> 'item')::uuid from jsonb_array_elements(d.data -> 'exhibits') one
                    union all
                    select (one ->> 'from')::uuid from jsonb_array_elements(d.data -> 'exhibits') one
                    union all
                    select unnest(array[d.data ->> 'corrects', d.data #>> '{correction,protocol}', d.data ->> 'scan'])::uuid)), '{}')::text,
               {{ProtocolActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_actionprotocol d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<ProtocolView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new ProtocolView(
                JsonSerializer.Deserialize<ActionProtocol>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                reader.GetString(3),
                reader.GetGuid(4),
                reader.GetString(5),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(6), WorkspaceJson.Stored)!,
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(7), WorkspaceJson.Stored)!)
            {
                Asked = ProtocolActs.All.Read(reader.GetString(8)),
            }
            : null;
}
