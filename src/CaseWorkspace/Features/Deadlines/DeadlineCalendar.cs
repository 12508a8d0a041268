using System.Text;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>
/// Deadlines as a file for calendars (RFC 5545). A calendar lies on telephones and servers of others: it holds numbers and kinds of deadline, nothing of
/// the content, and nothing of which it is a secret that it is there (<see cref="Platform.Things.ThingDescriptor.IsSecret"/>).
/// </summary>
public sealed class DeadlineCalendar(QueryPipeline queries, TimeProvider clock)
{
    public const string MediaType = "text/calendar";

    /// <summary>How many it holds at the most: never fewer than there are, without a word.</summary>
    private const int MaxRows = 1000;

    /// <summary>Answers with the file, or with why not.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="from">Due at this time or later; null: those too that are late.</param>
    /// <param name="until">Due before this time; null: within a year.</param>
    public async Task<IResult> Answer(Actor actor, DateTimeOffset? from, DateTimeOffset? until)
    {
        var now = clock.GetUtcNow();
        var answer = await queries.List(new DeadlineList(from, until ?? now.AddYears(1), null, MaxRows, Exporting: true), actor);
        return answer.Value is not { } page ? Problems.Answer(answer.Refusal!)
            : page.Next is not null ? Problems.Answer(Refusal.Rule("too-many-deadlines", "until"))
            : Results.File(Encoding.UTF8.GetBytes(Write(page.Items, now)), MediaType, "deadlines.ics");
    }

    private static string Write(IEnumerable<DeadlineRow> rows, DateTimeOffset now)
    {
        var calendar = new Calendar { ProductId = "-//CaseWorkspace//Deadlines//EN", Method = "PUBLISH" };
        calendar.Events.AddRange(rows.Select(row => new CalendarEvent
        {
            Uid = $"{row.Id}-{row.Rule ?? row.Kind}",
            DtStamp = new CalDateTime(now.UtcDateTime),
            DtStart = new CalDateTime(row.Due.UtcDateTime),
            Summary = string.Join(" · ", new[] { row.FileNumber, row.Number, row.What }.OfType<string>()),
            Class = "PRIVATE",
        }));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
