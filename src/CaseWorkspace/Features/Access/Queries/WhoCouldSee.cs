using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>Who could see the file of a number and the things in it, and why, at a time: for the auditor, who sees none of it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="At">The time asked about; null: now.</param>
/// <param name="After">The cursor; the pages behind the first are of the time for which that was made.</param>
/// <param name="Size">How many at the most.</param>
public sealed record WhoCouldSee(string Number, DateTimeOffset? At, string? After, int Size) : IListing<AccessHolder>
{
    public Operation Operation => AccessOperations.OverseeAccess;

    public string? AskedFor => AuditFilter.Of(("number", Number), (AuditFilter.At, At));

    public string? About => Number.Trim();

    public string Sql =>
        $"""
        , part as (
            select s.id from workspace.case_scope f join workspace.case_scope s on s.file = f.id
            where f.kind = 'investigation' and f.number = @number),
        {WhoCanSee.Rows}
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("number", Number.Trim());
        WhoCanSee.BindPlace(parameters, At, After);
    }

    public AccessHolder Read(DbDataReader reader) => WhoCanSee.ReadRow(reader);

    public string Cursor(AccessHolder row) => row.Place;
}
