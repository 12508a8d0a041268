using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>The reader's own entries that last: for the band across every page.</summary>
public sealed record OwnBreakGlass(int Size) : IListing<BreakGlassRow>
{
    public Operation Operation => AccessOperations.ListOwnGlass;

    public string Sql =>
        $"""
        {BreakGlassRow.Select()}
        where (d.data ->> 'by')::uuid = @_actor and (d.data ->> 'until')::timestamptz > now()
        order by d.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public BreakGlassRow Read(DbDataReader reader) => BreakGlassRow.Read(reader);

    public string Cursor(BreakGlassRow row) => row.Id.ToString();
}
