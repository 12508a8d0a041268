using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Something that is to go along with an answer, as its events have it: an item of evidence, or a document of the request.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind"><c>evidence</c> or <c>document</c>.</param>
/// <param name="Sha256">Of its sealed content; null while there is none.</param>
/// <param name="Length">Of its sealed content, in bytes.</param>
/// <param name="IsDamaged">Whether the last check found damage.</param>
/// <param name="IsPrivileged">Whether it is what counsel and a client share.</param>
/// <param name="IsWithdrawn">Whether it was registered by mistake.</param>
/// <param name="Opinion">The prosecutor's latest review: a code of the list <c>review-opinion</c>; null without one.</param>
public sealed record GoingAlong(Guid Id, string Kind, string? Sha256, long Length, bool IsDamaged, string? Opinion, bool IsPrivileged = false, bool IsWithdrawn = false)
{
    /// <summary>The kind of thing that an item of evidence is.</summary>
    internal const string Evidence = "evidence";

    internal const string Document = "document";

    /// <summary>Reads what the last prepared answer of the request takes along. Everything comes from events: a snapshot could have been changed.</summary>
    internal static Fact Of(Guid request) => new Fact<GoingAlong>(
        $"""
        with answer as (
            select e.data -> 'answer' as content from workspace.mt_events e
            where e.stream_id = ? and e.type = 'answer-prepared' order by e.version desc limit 1)
        select jsonb_build_object(
            'id', used.id, 'kind', '{Evidence}', 'sha256', content.data -> 'sha256', 'length', coalesce((content.data ->> 'length')::bigint, 0),
            'isDamaged', coalesce(checked.type = 'content-found-damaged', false), 'opinion', reviewed.data -> 'opinion',
            'isPrivileged', coalesce(fenced.type = 'item-marked-privileged', false), 'isWithdrawn', coalesce(counts.type = 'evidence-withdrawn', false))::text
        from (
            select distinct one.id::uuid as id from answer cross join lateral
                jsonb_array_elements_text(jsonb_path_query_array(answer.content, '$.items[*].evidence[*]')) one (id)) used
        left join lateral (
            select e.data from workspace.mt_events e
            where e.stream_id = used.id and e.type = 'content-sealed' order by e.seq_id limit 1) content on true
        left join lateral (
            select e.type from workspace.mt_events e
            where e.stream_id = used.id and e.type in ('content-verified', 'content-found-damaged') order by e.version desc limit 1) checked on true
        left join lateral (
            select e.data from workspace.mt_events e
            where e.stream_id = used.id and e.type = 'evidence-reviewed' order by e.version desc limit 1) reviewed on true
        left join lateral (
            select e.type from workspace.mt_events e
            where e.stream_id = used.id and e.type in ('item-marked-privileged', 'item-privilege-lifted') order by e.version desc limit 1) fenced on true
        left join lateral (
            select e.type from workspace.mt_events e
            where e.stream_id = used.id and e.type in ('evidence-withdrawn', 'evidence-reinstated') order by e.version desc limit 1) counts on true
        union all
        select jsonb_build_object(
            'id', one.id, 'kind', '{Document}', 'sha256', added.data -> 'sha256', 'length', (added.data ->> 'length')::bigint,
            'isDamaged', false, 'opinion', null)::text
        from answer cross join lateral jsonb_array_elements_text(answer.content -> 'documents') one (id)
        join workspace.mt_events added on added.stream_id = ? and added.type = 'document-added' and added.data ->> 'document' = one.id
        """,
        request, request);

    /// <summary>What is at fault in what would go along: each can still change, so none can be submitted or released.</summary>
    internal static IEnumerable<Fault> Faults(AnswerContent answer, IReadOnlyList<GoingAlong> found)
    {
        for (var item = 0; item < answer.Items.Length; item++)
        {
            for (var place = 0; place < answer.Items[item].Evidence.Length; place++)
            {
                var id = answer.Items[item].Evidence[place];
                if (FaultOf(found.FirstOrDefault(one => one.Kind is Evidence && one.Id == id)) is { } code)
                {
                    yield return new Fault(FormattableString.Invariant($"answer.items[{item}].evidence[{place}]"), code);
                }
            }
        }

        for (var place = 0; place < answer.Documents.Length; place++)
        {
            if (!found.Any(one => one.Kind is Document && one.Id == answer.Documents[place]))
            {
                yield return new Fault(FormattableString.Invariant($"answer.documents[{place}]"), "no-such-document");
            }
        }
    }

    /// <summary>The content of what goes along, in the order in which the answer names it.</summary>
    internal static FixedContent[] Fixed(IEnumerable<Guid> ids, string kind, IReadOnlyList<GoingAlong> found) =>
        [.. ids.Select(id => found.First(one => one.Id == id && string.Equals(one.Kind, kind, StringComparison.Ordinal))).Select(one => new FixedContent(one.Id, one.Sha256!, one.Length))];

    private static string? FaultOf(GoingAlong? item) => item switch
    {
        null or { Sha256: null } => "evidence-not-sealed",
        { IsWithdrawn: true } => "evidence-withdrawn",
        { IsPrivileged: true } => "evidence-privileged",
        { IsDamaged: true } => "evidence-damaged",
        _ => RequestCodes.FaultOf(item.Opinion),
    };
}
