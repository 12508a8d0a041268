using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What of <see cref="AsksToAnswer"/> stands on the desk.</summary>
public sealed record AsksOnDesk(int Size) : IListing<DeskEntry>
{
    public Operation Operation => InvestigationOperations.ListAsks;

    public string Sql => Rows.Sql;

    private AsksToAnswer Rows => new(null, Size);

    public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

    public DeskEntry Read(DbDataReader reader)
    {
        var row = AccessAskRow.Read(reader);
        return new DeskEntry(
            row.Id, "/access/asks", row.Number, Texts.Get("ask.desk", row.ByName, row.Reason), "ask.decide", row.State, "access-ask-state", null, null);
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
