using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>One look at a file or at a thing in it.</summary>
/// <param name="ThingNumber">The number of what was looked at.</param>
/// <param name="Relation">By which relation.</param>
/// <param name="Purpose">Why, a code of the list <c>purpose</c>.</param>
public sealed record ConsultationRow(
    Guid Id, DateTimeOffset At, Guid Person, string Name, string Role, string Unit, string Operation, string? ThingKind, string? ThingNumber,
    string? Relation, string Purpose);

/// <summary>
/// Who looked at the file, for the people who work on it: newest first. Of what lies in sealed sub-files only to those named in them.
/// </summary>
public sealed record ConsultationsOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<ConsultationRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => JournalOperations.ViewConsultations;

    public string Sql =>
        $"""
        select e.* from granted g left join lateral (
            select e.id, e.at, e.actor, coalesce(p.name, '') as name, e.role, coalesce(p.unit, '') as unit, e.operation, s.kind, s.number,
                   e.relation, e.purpose
            from journal.entry e
            join workspace.case_scope s on s.id = e.thing and s.holder in (select holder from parts)
            left join workspace.person p on p.id = e.actor
            where e.file = g.id and e.granted and e.processing in ('consultation', 'disclosure')
              and (@at::timestamptz is null or (e.at, e.id) < (@at, @id)) and {FirstPage.Written(After, "e", "at")}
            order by e.at desc, e.id desc limit @limit) e on true
        order by e.at desc, e.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        JournalCursor.Bind(parameters, After);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<ConsultationRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(
            row => new ConsultationRow(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8),
                row.IsDBNull(9) ? null : row.GetString(9), row.GetString(10)),
            cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => JournalCursor.Of(row.At, row.Id))
            : null;
}
