using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>Measures of which something is due soon or late, where the reader is named; the nearest first. It shows numbers and kinds alone.</summary>
public sealed record MeasuresToActOn(int Size) : IListing<DeskEntry>
{
    /// <summary>So near that a motion for an extension has to be written.</summary>
    private const string Near = "now() + interval '14 days'";

    public Operation Operation => CovertOperations.ListWaiting;

    public string Sql =>
        $"""
        {Things.Sql}
        , page as (select id, holder, file from listed)
        {MeasureRow.Select("false")}
        order by due, d.id
        """;

    private static ThingsInOrder Things => new(CovertThings.Measure, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due",
        Behind = $"s.awaits_relation is not null and {ThingsInOrder.Due} <= {Near}",
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader)
    {
        var row = MeasureRow.Read(reader);
        var kind = CodeLists.Label("covert-measure", row.Kind);
        // To extend or to end is decided on the page.
        var address = row.Verb is "end" ? $"/covert-measures/{row.Id}" : $"/covert-measures/{row.Id}?act={row.Verb}";
        return new DeskEntry(
            row.Id, $"/covert-measures/{row.Id}", $"{row.FileNumber} {row.Number}", row.PersonNumber is null ? kind : $"{kind} · {row.PersonNumber}", $"covert.due.{row.Verb}",
            row.State, "covert-state", row.Due, null, row.Level, null, address);
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
