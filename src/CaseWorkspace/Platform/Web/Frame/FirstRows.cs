using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The first rows of a list, as they stand among those of others: on the desk, in the search.</summary>
/// <param name="Rows">The list.</param>
/// <param name="Shown">How a row of it is shown there.</param>
public sealed record FirstRows<TRow, TShown>(IListing<TRow> Rows, Func<TRow, TShown> Shown) : IListing<TShown>
{
    /// <inheritdoc/>
    public Operation Operation => Rows.Operation;

    /// <inheritdoc/>
    public string Sql => Rows.Sql;

    /// <inheritdoc/>
    public string? After => Rows.After;

    /// <inheritdoc/>
    public string? RecordedReads => Rows.RecordedReads;

    /// <inheritdoc/>
    public int Size => Rows.Size;

    /// <inheritdoc/>
    public string? About => Rows.About;

    /// <inheritdoc/>
    public string? AskedFor => Rows.AskedFor;

    /// <inheritdoc/>
    public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

    /// <inheritdoc/>
    public TShown Read(DbDataReader reader) => Shown(Rows.Read(reader));

    /// <summary>No page follows: what comes after the first rows stands in the list itself.</summary>
    public string Cursor(TShown row) => "";
}
