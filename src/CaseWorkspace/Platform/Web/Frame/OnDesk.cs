using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The first rows of a list, as they stand on the desk.</summary>
/// <param name="Rows">The list.</param>
/// <param name="Shown">How a row of it is shown there.</param>
public sealed record OnDesk<TRow>(IListing<TRow> Rows, Func<TRow, DeskEntry> Shown) : IListing<DeskEntry>
{
    public Operation Operation => Rows.Operation;

    public string Sql => Rows.Sql;

    public int Size => Rows.Size;

    public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

    public DeskEntry Read(DbDataReader reader) => Shown(Rows.Read(reader));

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
