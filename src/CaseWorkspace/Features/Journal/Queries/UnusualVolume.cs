using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>A person who looked at far more than is usual for the person.</summary>
/// <param name="Reads">Reads in the last day.</param>
/// <param name="Files">Different files among them.</param>
/// <param name="UsualReads">Reads on a usual day with any, over the four weeks before.</param>
public sealed record VolumeRow(Guid Person, string Name, string Unit, long Reads, long Files, decimal UsualReads);

/// <summary>
/// Who looked, in the day before a time, at least three times as much as on a usual day of the four weeks before, and at no few things.
/// A sign to look closer, not a finding. What open pages looked at by themselves does not count.
/// </summary>
public sealed record UnusualVolume(DateTimeOffset Until, int Size) : IListing<VolumeRow>
{
    private const int Least = 100;
    private const int Times = 3;

    public Operation Operation => JournalOperations.ReadVolume;

    public string? AskedFor => AuditFilter.Of(("to", Until));

    public string Sql =>
        """
        , recent as (
            select e.actor, count(*) as looks, count(distinct e.file) as files
            from journal.entry e
            where e.at >= @until - interval '1 day' and e.at < @until and e.granted and e.processing in ('consultation', 'disclosure')
              and not e.followed
            group by e.actor having count(*) >= @least),
        usual as (
            select e.actor, count(*)::numeric / count(distinct e.at::date) as looks
            from journal.entry e
            where e.actor in (select actor from recent) and e.at >= @until - interval '29 days' and e.at < @until - interval '1 day'
              and e.granted and e.processing in ('consultation', 'disclosure') and not e.followed
            group by e.actor)
        select r.actor, coalesce(p.name, ''), coalesce(p.unit, ''), r.looks, r.files, round(coalesce(u.looks, 0), 1)
        from recent r left join usual u on u.actor = r.actor left join workspace.person p on p.id = r.actor
        where r.looks >= @times * coalesce(u.looks, 0)
        order by r.looks desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("until", Until.UtcDateTime);
        parameters.AddWithValue("least", Least);
        parameters.AddWithValue("times", Times);
    }

    public VolumeRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetDecimal(5));

    public string Cursor(VolumeRow row) => row.Person.ToString();
}
