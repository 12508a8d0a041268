using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>Somebody, or whoever holds a post, who can see a thing, and why.</summary>
/// <param name="Subject"><c>person:ID</c>, <c>unit:CODE</c> (whoever heads it) or <c>posting:STATE</c>.</param>
/// <param name="Names">Who that is, as far as they have signed in; of a post those who hold it today.</param>
/// <param name="Relation">How.</param>
/// <param name="ThingKind">To what: the file itself, or one thing in it.</param>
/// <param name="ThingNumber">Its number.</param>
/// <param name="Since">From when.</param>
/// <param name="Until">Until when; null: not before it is taken.</param>
/// <param name="Unit">The unit on which it hangs; null: held by name or post.</param>
/// <param name="StandsInFor">Whose relation it is, where somebody stands in.</param>
public sealed record StandingRow(
    string Subject, IReadOnlyList<string> Names, string Relation, string ThingKind, string? ThingNumber, DateTimeOffset Since,
    DateTimeOffset? Until, string? Unit, string? StandsInFor);

/// <summary>Who can see the file and the things in it, and why; or who could on a date.</summary>
/// <param name="Thing">The file.</param>
/// <param name="At">The time asked about; null: now.</param>
public sealed record WhoCanSee(Guid Thing, DateTimeOffset? At) : IConsultation<IReadOnlyList<StandingRow>>
{
    private const int Most = 500;

    /// <summary>The rows for the things of <c>part (id)</c>, at the time <c>@at</c>.</summary>
    internal const string Rows =
        """
        held as (
            select s.kind, s.number, r.subject, r.relation, r.since, r.until, r.unit, null::text as away, r.level
            from part join workspace.case_scope s on s.id = part.id and s.kind <> 'break-glass'
            join workspace.case_relation r on r.scope = s.id
            where r.since <= coalesce(@at, now()) and (r.until is null or r.until > coalesce(@at, now()))),
        everyone as (
            select * from held
            union all
            select h.kind, h.number, 'person:' || i.person, h.relation, greatest(h.since, i.since), least(h.until, i.until), null, h.subject, h.level
            from held h join workspace.stand_in i on i.subject = h.subject
            where h.level = 'standard' and h.relation <> 'break-glass' and i.since <= coalesce(@at, now()) and i.until > coalesce(@at, now()))
        select e.subject,
               array(select p.name from workspace.person p
                     where case split_part(e.subject, ':', 1)
                           when 'person' then p.id::text = split_part(e.subject, ':', 2)
                           when 'unit' then p.unit = split_part(e.subject, ':', 2) and 'supervisor' = any(p.roles)
                           else split_part(e.subject, ':', 2) = any(p.postings) and 'liaison-officer' = any(p.roles) end
                     order by p.name limit 20),
               e.relation, e.kind, e.number, e.since, e.until, e.unit,
               coalesce((select a.name from workspace.person a where 'person:' || a.id = e.away), e.away)
        from everyone e
        order by e.kind <> 'investigation', e.number, e.since, e.subject limit @most
        """;

    public Operation Operation => AccessOperations.ViewStanding;

    public string Sql =>
        $"""
        , part as (
            select s.id from granted g join workspace.case_scope s on s.file = g.id
            where g.kind = 'investigation' and s.holder in (select holder from parts)),
        {Rows}
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("at", At?.UtcDateTime);
        parameters.AddWithValue("most", Most);
    }

    // A file always has a lead: no row means that it is not open to whoever asks, or was not there yet.
    public async Task<IReadOnlyList<StandingRow>?> Read(DbDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<StandingRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(ReadRow(reader));
        }

        return rows.Count > 0 ? rows : null;
    }

    internal static StandingRow ReadRow(DbDataReader reader) => new(
        reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5),
        reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetString(8));
}
