using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the reader was told of a deadline. It says nothing of the content: numbers, and what kind of deadline it is.</summary>
/// <param name="Thing">The thing that has the deadline.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it; null: it has none.</param>
/// <param name="Rule">Of a clock, the rule by which the limit is counted: a code of the list <c>limit-rule</c>; null of everything else.</param>
/// <param name="File">Its file; null for the reader to whom that is not open.</param>
/// <param name="Due">Until when, as it was then.</param>
/// <param name="Stage">Why then: a code of the list <c>notice-stage</c>.</param>
/// <param name="IsOpen">Whether it still waits until that time.</param>
public sealed record DeadlineNotice(
    Guid Thing, string Kind, string? Number, string? Rule, Guid? File, string? FileNumber, DateTimeOffset Due, string Stage, DateTimeOffset ToldAt, bool IsOpen)
{
    /// <summary>Its place in the order.</summary>
    [JsonIgnore]
    public long Place { get; init; }

    /// <summary>What has to happen, or had to, in the reader's language.</summary>
    [JsonIgnore]
    public string What => Rule is null ? Texts.Get($"thing.{Kind}.due") : CodeLists.Label("limit-rule", Rule);
}

/// <summary>What the worker told the reader of deadlines, the newest first; of what the reader may still see.</summary>
/// <param name="Since">Nothing that was told before; null: from the first on.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record DeadlineNotices(DateTimeOffset? Since, string? After, int Size) : IListing<DeadlineNotice>
{
    public Operation Operation => DeadlineOperations.ListNotices;

    public string Sql =>
        $$"""
        , told as (
            select n.number as place, n.due, n.stage, n.told_at, s.id, s.kind, s.number, s.file, s.awaits_due is not distinct from n.due as is_open, seen.file_too
            from workspace.deadline_notice n
            join workspace.case_scope s on s.id = n.thing
            cross join lateral (
                select bool_or(r.scope = s.holder) as file_too
                from held r where r.scope = any(array[s.id, s.holder]) having count(*) > 0) seen
            where n.person = @_actor and (@after::bigint is null or n.number < @after) and (@since::timestamptz is null or n.told_at >= @since)
              and {{FirstPage.Written(After, "n", "told_at")}}
            order by n.number desc limit @_limit)
        select t.id, t.kind, t.number,
               (select l.value ->> 'rule' from jsonb_array_elements(d.data -> 'limits') l where (l.value ->> 'due')::timestamptz = t.due limit 1),
               case when t.file_too then t.file end, case when t.file_too then f.number end, t.due, t.stage, t.told_at, t.is_open, t.place
        from told t
        left join workspace.case_scope f on f.id = t.file
        left join workspace.mt_doc_caseclock d on d.id = t.id and t.kind = '{{DeadlineThings.Clock}}'
        order by t.place desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Sequence(After));
        parameters.AddNullable("since", Since?.UtcDateTime);
    }

    public DeadlineNotice Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6),
        reader.GetString(7), reader.GetFieldValue<DateTimeOffset>(8), reader.GetBoolean(9)) { Place = reader.GetInt64(10) };

    public string Cursor(DeadlineNotice row) => row.Place.ToString(CultureInfo.InvariantCulture);
}
