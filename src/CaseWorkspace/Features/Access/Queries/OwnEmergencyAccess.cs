using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>The reader's own entries that last: for the band across every page.</summary>
public sealed record OwnEmergencyAccess(int Size) : IListing<EmergencyAccessRow>
{
    public Operation Operation => AccessOperations.ListOwnEmergencyAccess;

    public string Sql =>
        $"""
        {EmergencyAccessRow.Select()}
        where (d.data ->> 'by')::uuid = @_actor and (d.data ->> 'until')::timestamptz > now()
        order by d.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public EmergencyAccessRow Read(DbDataReader reader) => EmergencyAccessRow.Read(reader);

    public string Cursor(EmergencyAccessRow row) => row.Id.ToString();
}
