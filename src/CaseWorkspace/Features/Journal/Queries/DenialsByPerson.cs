using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>How often a person was refused.</summary>
/// <param name="Things">How many different things it was about.</param>
public sealed record DenialRow(Guid Person, string Name, string Unit, long Denials, long Things, DateTimeOffset Last);

/// <summary>Who was refused since a time, most often first, for auditors.</summary>
public sealed record DenialsByPerson(DateTimeOffset Since, int Size) : IListing<DenialRow>
{
    public Operation Operation => JournalOperations.ReadDenials;

    public string? AskedFor => AuditFilter.Of(("from", Since));

    public string Sql =>
        """
        select e.actor, coalesce(max(p.name), ''), coalesce(max(p.unit), ''), count(*), count(distinct e.thing), max(e.at)
        from journal.entry e left join workspace.person p on p.id = e.actor
        where not e.granted and e.at >= @since
        group by e.actor order by count(*) desc, e.actor limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("since", Since.UtcDateTime);

    public DenialRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4),
        reader.GetFieldValue<DateTimeOffset>(5));

    public string Cursor(DenialRow row) => row.Person.ToString();
}
