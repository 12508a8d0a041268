using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The request with what its page shows beside it.</summary>
/// <param name="Request">The request as it stands, and as far as the reader is shown it.</param>
/// <param name="Version">Its version, as it is told to the reader.</param>
/// <param name="Relations">The reader's relations to it.</param>
/// <param name="AssigneeName">Who answers it; null while nobody does, and for whom the file is not open.</param>
/// <param name="FileNumber">The number of its file; null without one, and for whom the file is not open.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in its file, in none yet, or not for this reader.</param>
/// <param name="AwaitedName">For whom it waits; null where it is not one person, and for whom the file is not open.</param>
/// <param name="Left">Why it waits for the supervisor instead: a code of the list <c>request-left</c>.</param>
/// <param name="Level">That of its file or its sealed sub-file; null outside one, and for whom that is not open.</param>
/// <param name="Exhibits">The exhibit numbers of the evidence in the answer, by id; for the liaison officer the labels of the release.</param>
public sealed record RequestOnPage(
    InformationRequest Request, long Version, IReadOnlyList<Relation> Relations, string? AssigneeName,
    string? FileNumber, Guid? SubFile, string? AwaitedName, string? Left, string? Level, IReadOnlyDictionary<Guid, string> Exhibits) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>Whether the request is what it was on the page, but for these documents.</summary>
    internal bool IsThat(RequestOnPage before, IEnumerable<Guid> added) =>
        Request.Documents.Select(one => one.Id).SequenceEqual([.. before.Request.Documents.Select(one => one.Id), .. added])
        && string.Equals(Written(Request), Written(before.Request with { Documents = Request.Documents }), StringComparison.Ordinal);

    private static string Written(InformationRequest request) => JsonSerializer.Serialize(request, WorkspaceJson.Stored);
}

/// <summary>The request for its page, in one read; the same is shown as in <see cref="RequestView"/>.</summary>
public sealed record RequestOverview(Guid Thing) : ISealedConsultation<RequestOnPage>
{
    public IReadOnlyCollection<string> Kinds => [RequestThings.Request];

    public Operation Operation => InformationRequestOperations.View;

    public string Sql =>
        $$"""
        select r.data::text, {{RequestAudiences.Version.Sql}},
               (select codes from relations),
               (select p.name from workspace.person p where p.id::text = r.data ->> 'assignee'),
               (select f.number from workspace.case_scope f where f.id = (r.data ->> 'investigation')::uuid),
               case when g.holder <> g.file and {{Audience.IsOfTheFile}} then g.holder end,
               (select p.name from workspace.person p where p.id::text = r.data #>> '{awaits,person}'),
               case when {{Audience.IsOfTheFile}} then workspace.left_behind((d.data #>> '{awaits,person}')::uuid, g.id, g.holder) end,
               (select h.level from workspace.case_scope h where h.id = g.holder and {{Audience.IsOfTheFile}}),
               coalesce((select jsonb_object_agg(e.id, case when {{Audience.IsOfTheFile}} then coalesce(e.number, '') else coalesce(released.label, '') end)
                from (select distinct one::uuid as item from jsonb_array_elements_text(jsonb_path_query_array(r.data, '$.answer.items[*].evidence[*]')) one) used
                join workspace.case_scope e on e.id = used.item and e.kind = '{{GoingAlong.Evidence}}'
                left join lateral (
                    select l.label from workspace.releases_of(used.item) l
                    where l.request = g.id and not {{Audience.IsOfTheFile}} limit 1) released on true), '{}')::text,
               {{InformationRequestActs.All.Facts()}}
        from granted g join workspace.mt_doc_informationrequest d on d.id = g.id
        cross join lateral (select {{RequestAudiences.Requests.Sql}} as data) r
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<RequestOnPage?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new RequestOnPage(
                JsonSerializer.Deserialize<InformationRequest>(keys.Opened(reader.GetString(0), RequestAudiences.SealedIn), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                JsonSerializer.Deserialize<List<Relation>>(reader.GetString(2), WorkspaceJson.Stored)!,
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4),
                await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetGuid(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6),
                await reader.IsDBNullAsync(7, cancellation) ? null : reader.GetString(7),
                await reader.IsDBNullAsync(8, cancellation) ? null : reader.GetString(8),
                JsonSerializer.Deserialize<Dictionary<Guid, string>>(reader.GetString(9), WorkspaceJson.Stored)!)
            {
                Asked = InformationRequestActs.All.Read(reader.GetString(10)),
            }
            : null;
}
