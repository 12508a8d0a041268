using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>One urgent entry, for the auditor's finding.</summary>
public sealed record BreakGlassCase(Guid Glass) : IListing<BreakGlassRow>
{
    public Operation Operation => AccessOperations.ListGlass;

    public string? AskedFor => AuditFilter.Of(("glass", Glass));

    public int Size => 1;

    public string Sql => $"{BreakGlassRow.Select(more: AccessActs.OfGlass.Facts(thing: null))} where d.id = @glass limit @_limit";

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("glass", Glass);

    public BreakGlassRow Read(DbDataReader reader) => BreakGlassRow.Read(reader) with { Asked = AccessActs.OfGlass.Read(reader.GetString(reader.FieldCount - 1)) };

    public string Cursor(BreakGlassRow row) => row.Id.ToString();
}
