using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>Clocks of which a limit is near or past, in the files on which the reader works; the nearest first.</summary>
public sealed record ClocksToKeep(int Size) : IListing<DeskEntry>
{
    /// <summary>So near that somebody has to act; a foreign answer alone may take that long (Directive (EU) 2023/977, art. 5).</summary>
    private const string Near = "now() + interval '7 days'";

    public Operation Operation => DeadlineOperations.ListWaiting;

    public string Sql =>
        $"""
        {Things.Sql}
        , page as (select id, holder, file, due from listed)
        {DeadlineRow.Select}
        order by page.due, s.id
        """;

    private static ThingsInOrder Things => new(DeadlineThings.Clock, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due",
        Behind = $"s.awaits_relation is not null and {ThingsInOrder.Due} <= {Near}",
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader)
    {
        var row = DeadlineRow.Read(reader);
        return new DeskEntry(
            row.Id, $"/clocks/{row.Id}", $"{row.FileNumber} {row.Number}", row.PersonNumber is null ? row.What : $"{row.What} · {row.PersonNumber}", "clock.verb.meet",
            CaseClock.States.Running, "clock-state", row.Due, null, row.Level, null, $"/clocks/{row.Id}?act={MeetLimit.Act.Verb}");
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
