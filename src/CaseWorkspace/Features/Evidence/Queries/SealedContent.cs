namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// What an item was sealed with, in SQL: read from its events, which nobody can change, and never from the snapshot. The first that
/// sealed it counts, by the number that the database gives. For the liaison
/// officer it is only what a release fixed.
/// </summary>
internal static class SealedContent
{
    /// <summary>The event in which it stands, with the file's name sealed.</summary>
    internal const string Event = "content-sealed";

    /// <summary>
    /// Joins <c>content (data)</c>, what was sealed as the event holds it, and <c>released (label)</c>, the first release of the item
    /// with an answer that the liaison officer sees, to <c>granted g</c>. To a liaison officer nothing is sealed that no release fixed.
    /// </summary>
    internal const string Joined =
        """
        left join lateral (
            select r.label, r.sha256 from workspace.releases_of(g.id) r
            where g.relation = 'addressed-liaison-officer' and exists (
                select from workspace.standing(@_actor, @_unit, @_subjects) s
                where s.scope = r.request and s.relation = 'addressed-liaison-officer')
            order by r.sha256 is null, r.at limit 1) released on true
        left join lateral (
            select one.data from (
                select e.data from workspace.mt_events e
                where e.stream_id = g.id and e.type = 'content-sealed' order by e.seq_id limit 1) one
            where g.relation <> 'addressed-liaison-officer' or one.data ->> 'sha256' = released.sha256) content on true
        """;

    /// <summary>The content in the form of <see cref="ItemContent"/>; null before it is sealed.</summary>
    internal const string AsItemContent =
        """
        case when content.data is not null then jsonb_build_object(
            'sha256', content.data -> 'sha256', 'length', content.data -> 'length', 'mediaType', content.data -> 'mediaType',
            'fileName', content.data -> 'fileName', 'sealedBy', content.data -> 'by', 'sealedAt', content.data -> 'at') end
        """;
}
