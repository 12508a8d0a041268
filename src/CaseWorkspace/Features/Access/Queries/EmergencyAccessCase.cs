using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>One urgent entry, for the auditor's finding.</summary>
public sealed record EmergencyAccessCase(Guid Glass) : IListing<EmergencyAccessRow>
{
    public Operation Operation => AccessOperations.ListEmergencyAccess;

    public string? AskedFor => AuditFilter.Of(("glass", Glass));

    public int Size => 1;

    public string Sql => $"{EmergencyAccessRow.Select(more: AccessActs.OfEmergencyAccess.Facts(thing: null))} where d.id = @glass limit @_limit";

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("glass", Glass);

    public EmergencyAccessRow Read(DbDataReader reader) => EmergencyAccessRow.Read(reader) with { Asked = AccessActs.OfEmergencyAccess.Read(reader.GetString(reader.FieldCount - 1)) };

    public string Cursor(EmergencyAccessRow row) => row.Id.ToString();
}
