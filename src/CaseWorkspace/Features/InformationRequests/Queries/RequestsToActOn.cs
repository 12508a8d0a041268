using System.Data.Common;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// What waits for the caller, by deadline; what has none comes last, oldest first. What waits for one person waits for whoever
/// stands in for that person too, and for the supervisor once that person is gone from the file or not here.
/// </summary>
public sealed record RequestsToActOn(string? After, int Size) : IListing<RequestRow>
{
    private const string Never = "infinity";

    public Operation Operation => InformationRequestOperations.List;

    public string Sql =>
        $"""
        , waited_for as (
            select @_actor as id
            union
            select substr(i.subject, 8)::uuid from workspace.stand_in i
            where i.person = @_actor and i.subject like 'person:%' and i.since <= now() and i.until > now()),
        waits as (
            select s.id, s.holder, s.awaits_person as person, s.awaits_due as due, true as mine
            from workspace.case_scope s
            where s.awaits_person in (select id from waited_for)
              and (s.id in (select scope from held) or s.holder in (select scope from held))
            union
            select s.id, s.holder, null, s.awaits_due, true
            from held join workspace.case_scope s on s.holder = held.scope and s.awaits_relation = held.relation
            where s.awaits_relation is not null and s.awaits_person is null
            union
            select s.id, s.holder, null, s.awaits_due, true
            from held join workspace.case_scope s on s.id = held.scope and s.awaits_relation = held.relation
            where s.awaits_relation is not null and s.awaits_person is null
            union
            select s.id, s.holder, s.awaits_person, s.awaits_due, false
            from held join workspace.case_scope s on s.holder = held.scope
            where held.relation = 'unit-supervisor' and s.awaits_relation is not null and s.awaits_person not in (select id from waited_for)),
        in_order as (
            select * from waits where @due::timestamptz is null or (due, id) > (@due, @id) order by due, id offset 0)
        select {RequestRow.ColumnsOnDesk("w.holder in (select scope from held)")}
        from in_order w
        join workspace.mt_doc_informationrequest d on d.id = w.id
        left join lateral (select workspace.left_behind(w.person, w.id, w.holder) as why where not w.mine) left_behind on true
        where case when w.mine then w.person is not null or not coalesce(d.data #> '{"{awaits,notBy}"}' @> to_jsonb(@_actor::text), false)
                   else left_behind.why is not null end
        order by w.due, w.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        var after = After?.Split('~');
        var due = after is [Never, _] ? DateTime.MaxValue
            : after is [var at, _] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var parsed) ? parsed.UtcDateTime
            : (DateTime?)null;
        parameters.AddNullable("due", due is { } time ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : (DateTime?)null);
        parameters.AddWithValue("id", after is [_, var id] && Guid.TryParse(id, out var last) ? last : Guid.Empty);
    }

    public RequestRow Read(DbDataReader reader) => RequestRow.Read(reader);

    /// <summary>Until when something has to be done; null once it is answered.</summary>
    internal static DateTimeOffset? DueOf(RequestRow row) => row.AnsweredAt is null ? row.DueAt : null;

    public string Cursor(RequestRow row) =>
        $"{DueOf(row)?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? Never}~{row.Id}";
}
