using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>The reviews that the auditor owes.</summary>
public sealed record GlassOnDesk(int Size) : IListing<DeskEntry>
{
    /// <summary>A review is owed within three days; the desk says when that is over.</summary>
    private static readonly TimeSpan Owed = TimeSpan.FromDays(3);

    public Operation Operation => AccessOperations.ListGlass;

    public string Sql => Rows.Sql;

    private BreakGlassList Rows => new(true, null, Size);

    public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

    public DeskEntry Read(DbDataReader reader)
    {
        var row = BreakGlassRow.Read(reader);
        return new DeskEntry(
            row.Id, $"/break-glass/{row.Id}", row.Number, Texts.Get("glass.desk", row.ByName), "glass.review", row.State, "break-glass-state",
            row.OpenedAt + Owed, null);
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
