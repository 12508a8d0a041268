using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>Somebody, or the person who holds a post, who can see a thing, and why.</summary>
/// <param name="Subject"><c>person:ID</c>, <c>unit:CODE</c> (its head) or <c>posting:STATE</c>.</param>
/// <param name="Names">Who that is, as far as they have signed in; of a post the people who hold it today.</param>
/// <param name="Relation">How.</param>
/// <param name="ThingKind">To what: the file itself, or one thing in it.</param>
/// <param name="ThingNumber">Its number.</param>
/// <param name="Since">From when.</param>
/// <param name="Until">Until when; null: not before it is taken.</param>
/// <param name="Unit">The unit on which it hangs; null: held by name or post.</param>
/// <param name="StandsInFor">Whose relation it is, where somebody stands in.</param>
public sealed record AccessHolder(
    string Subject, IReadOnlyList<string> Names, string Relation, string ThingKind, string? ThingNumber, DateTimeOffset Since,
    DateTimeOffset? Until, string? Unit, string? StandsInFor)
{
    /// <summary>The time asked about and the row's place in the order: the cursor.</summary>
    internal string Place { get; init; } = "";
}

/// <summary>Who can see the file and the things in it, and why; or who could on a date.</summary>
/// <param name="Thing">The file.</param>
/// <param name="At">The time asked about; null: now.</param>
/// <param name="After">The cursor; the pages behind the first are of the time for which that was made.</param>
/// <param name="Size">How many at the most.</param>
public sealed record WhoCanSee(Guid Thing, DateTimeOffset? At, string? After, int Size) : IConsultation<Page<AccessHolder>>
{
    /// <summary>
    /// The rows for the things of <c>part (id)</c>, at the time <c>@at</c>. What counts is what <c>workspace.standing_at</c> says, asked
    /// for each holder: a person, a post, or somebody who stands in.
    /// </summary>
    internal const string Rows =
        """
        asked as (select coalesce(@at, now()) as at),
        thing as (select s.id, s.kind, s.number from part join workspace.case_scope s on s.id = part.id and s.kind <> 'break-glass'),
        subject as (select distinct r.subject from thing join workspace.case_relation r on r.scope = thing.id),
        known as materialized (select p.* from asked, workspace.person_at(asked.at) p),
        holder as (
            select p.id as person, p.unit, s.subject from subject s left join known p on s.subject = 'person:' || p.id
            union
            select p.id, p.unit, 'person:' || p.id from subject s cross join asked
            join workspace.stand_in i on i.subject = s.subject and i.since <= asked.at and i.until > asked.at
            join known p on p.id = i.person),
        everyone as (
            select h.subject, thing.kind, thing.number, r.relation, r.since, r.until, r.hangs_on,
                   case when r.subject <> h.subject then r.subject end as away,
                   -- By kind, number and time; the rest makes it one row's alone.
                   concat_ws('!', (thing.kind <> 'investigation')::int, coalesce(thing.number, ''), extract(epoch from r.since),
                             h.subject, r.relation, thing.id, r.subject) collate "C" as place
            from holder h cross join asked
            cross join lateral workspace.standing_at(h.person, h.unit, array[h.subject], asked.at) r
            join thing on thing.id = r.scope)
        select e.subject,
               array(select p.name from known p
                     where case split_part(e.subject, ':', 1)
                           when 'person' then p.id::text = split_part(e.subject, ':', 2)
                           when 'unit' then p.unit = split_part(e.subject, ':', 2) and 'supervisor' = any(p.roles)
                           else split_part(e.subject, ':', 2) = any(p.postings) and 'liaison-officer' = any(p.roles) end
                     order by p.name collate "und-x-icu" limit 20),
               e.relation, e.kind, e.number, e.since, e.until, e.hangs_on,
               coalesce((select a.name from workspace.person a where 'person:' || a.id = e.away), e.away),
               asked.at, e.place
        from everyone e cross join asked
        where @place::text is null or e.place > @place collate "C"
        order by e.place limit @_limit
        """;

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => AccessOperations.ViewAccess;

    public string? AskedFor => AuditFilter.Of((AuditFilter.At, At));

    public string Sql =>
        $"""
        , part as (
            select s.id from granted g join workspace.case_scope s on s.file = g.id
            where s.holder in (select holder from parts)),
        {Rows}
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        BindPlace(parameters, At, After);
        parameters.AddWithValue("_limit", Size + 1);
    }

    internal static void BindPlace(NpgsqlParameterCollection parameters, DateTimeOffset? at, string? cursor)
    {
        string[] parts = FirstPage.Row(cursor)?.Split('~', 2) ?? [];
        parameters.AddNullable("at", parts is [var first, _] ? QueryParameters.Time(first) : parts is [] ? at?.UtcDateTime : throw new UnreadableException("cursor"));
        parameters.AddNullable("place", parts is [_, var place] ? place : null);
    }

    // A file always has a lead: no row on the first page means that it is not open to the person who asks, or was not there yet.
    public async Task<Page<AccessHolder>?> Read(DbDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<AccessHolder>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(ReadRow(reader));
        }

        return rows.Count > 0 || After is not null ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Place) : null;
    }

    internal static AccessHolder ReadRow(DbDataReader reader) => new(
        reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5),
        reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetString(8))
    {
        Place = $"{reader.GetFieldValue<DateTimeOffset>(9).UtcDateTime:O}~{reader.GetString(10)}",
    };
}
