using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>One look taken by emergency access.</summary>
/// <param name="ThingNumber">The number of what was looked at; null where it has none.</param>
public sealed record SeenRow(Guid Id, DateTimeOffset At, string Operation, string? ThingKind, string? ThingNumber);

/// <summary>Everything that was seen under one urgent entry, for the auditor; numbers, never content.</summary>
/// <param name="Glass">The entry.</param>
public sealed record ReadUnderEmergencyAccess(Guid Glass, string? After, int Size) : IListing<SeenRow>
{
    public Operation Operation => AccessOperations.ViewSeen;

    public string? AskedFor => AuditFilter.Of(("glass", Glass));

    public string Sql =>
        $"""
        select e.id, e.at, e.operation, s.kind, s.number
        from workspace.mt_doc_breakglass d
        join journal.entry e on e.file = (d.data ->> 'file')::uuid and e.actor = (d.data ->> 'by')::uuid
            and e.relation = 'break-glass' and e.granted
            and e.at >= (d.data ->> 'openedAt')::timestamptz and e.at <= (d.data ->> 'until')::timestamptz
        left join workspace.case_scope s on s.id = e.thing
        where d.id = @glass and (@after::uuid is null or e.id > @after) and {FirstPage.Written(After, "e", "at")}
        order by e.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("glass", Glass);
        parameters.AddNullable("after", QueryParameters.Id(After));
    }

    public SeenRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4));

    public string Cursor(SeenRow row) => row.Id.ToString();
}
