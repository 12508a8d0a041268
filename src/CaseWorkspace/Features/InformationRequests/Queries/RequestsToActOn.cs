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

    // What is answered and only waits to be closed has no deadline any more.
    private const string Due =
        "coalesce(case when d.data ->> 'answeredAt' is null then (d.data ->> 'dueAt')::timestamptz end, 'infinity')";

    public Operation Operation => InformationRequestOperations.List;

    public string Sql =>
        $"""
        , me as (select substr(one, 8) as id from unnest(@_subjects) one where one like 'person:%'),
        mine as (
            select id, holder, bool_or(whole) as whole from (
                select s.id, s.holder, false as whole from visible v join workspace.case_scope s on s.id = v.scope where v.kind = 'request'
                union all
                select s.id, s.holder, true from workspace.case_scope s join visible v on v.scope = s.holder where s.kind = 'request') one
            group by id, holder)
        select {RequestRow.ColumnsOnDesk("mine.whole")}
        from mine join workspace.mt_doc_informationrequest d on d.id = mine.id
        left join lateral (
            select workspace.left_behind((d.data #>> '{"{awaits,person}"}')::uuid, d.id, mine.holder) as why
            where d.data #>> '{"{awaits,person}"}' <> (select id from me) and exists (
                select 1 from workspace.standing(@_actor, @_unit, @_subjects) r
                where r.scope in (d.id, mine.holder) and r.relation = 'unit-supervisor')) left_behind on true
        where d.data #>> '{"{awaits,verb}"}' is not null
          and case when d.data #>> '{"{awaits,person}"}' is not null then
                d.data #>> '{"{awaits,person}"}' = (select id from me) or left_behind.why is not null or exists (
                    select 1 from workspace.stand_in i
                    where i.subject = 'person:' || (d.data #>> '{"{awaits,person}"}') and i.person = @_actor
                      and i.since <= now() and i.until > now())
              else not coalesce(d.data #> '{"{awaits,notBy}"}' @> to_jsonb((select id from me)), false) and exists (
                select 1 from workspace.standing(@_actor, @_unit, @_subjects) r
                where r.scope in (d.id, mine.holder) and r.relation = d.data #>> '{"{awaits,relation}"}') end
          and (@due::timestamptz is null
               or ({Due}, d.id) > (@due, @id))
        order by {Due}, d.id limit @_limit
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
