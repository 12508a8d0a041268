using System.Data.Common;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>
/// All that has a deadline in the files that the caller may see, the nearest first: clocks by their next limit, requests, instructions and tasks, records to
/// review. It shows numbers alone, so that no purpose has to be stated.
/// </summary>
/// <param name="From">Due at this time or later; null: from the first on, those too that are late.</param>
/// <param name="Until">Due before this time; null: without end.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="Exporting">Whether they leave as a calendar.</param>
public sealed record DeadlineList(DateTimeOffset? From, DateTimeOffset? Until, string? After, int Size, bool Exporting = false) : IListing<DeadlineRow>
{
    public Operation Operation => Exporting ? DeadlineOperations.Export : DeadlineOperations.List;

    public string? AskedFor => AuditFilter.Of(("from", Stated(From)), ("to", Stated(Until)));

    public string Sql =>
        $"""
        {Things.Sql}
        , page as (select id, holder, file, due from listed)
        {DeadlineRow.Select}
        order by page.due, s.id
        """;

    private ThingsInOrder Things => new([.. AllFeatures.Things.All.Where(thing => thing.HasDeadline && !(Exporting && thing.IsSecret)).Select(thing => thing.Kind)], "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due",
        Behind =
            $"""
            s.awaits_due < 'infinity' and {DueOrder.BehindOf(After)}
            {(From is null ? "" : $"and {ThingsInOrder.Due} >= @from")} {(Until is null ? "" : $"and {ThingsInOrder.Due} < @until")}
            """,
        Where = FirstPage.Began(After, "thing.id"),
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
        DueOrder.Bind(parameters, After);
        if (From is { } from)
        {
            parameters.AddWithValue("from", from.UtcDateTime);
        }

        if (Until is { } until)
        {
            parameters.AddWithValue("until", until.UtcDateTime);
        }
    }

    public DeadlineRow Read(DbDataReader reader) => DeadlineRow.Read(reader);

    public string Cursor(DeadlineRow row) => DueOrder.Cursor(row.Due, row.Id);

    private static string? Stated(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
