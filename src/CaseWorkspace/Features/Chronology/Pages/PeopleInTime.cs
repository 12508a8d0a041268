using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Chronology.Pages;

/// <summary>A chronology as it is drawn: a lane for each person who took part, in the order in which they first appear; then what names nobody.</summary>
internal static class PeopleInTime
{
    /// <summary>The lanes of these entries. An entry with several people stands in the lane of each.</summary>
    public static IReadOnlyList<TimeLane> LanesOf(IReadOnlyList<OccurrenceRow> rows)
    {
        var shown = rows.Where(row => row.Content is not null).ToList();
        var people = shown.SelectMany(row => row.Content!.People.Where(row.Named.ContainsKey).Select(person => (Person: person, Thing: row.Named[person], Row: row)))
            .GroupBy(one => one.Person)
            .Select(lane => new TimeLane($"{lane.First().Thing.Number} {lane.First().Thing.Name}".Trim(), $"/people/{lane.Key}", [.. lane.Select(one => Mark(one.Row))]));
        var others = shown.Where(row => !row.Content!.People.Any(row.Named.ContainsKey)).Select(Mark).ToList();
        return others.Count == 0 ? [.. people] : [.. people, new TimeLane(Texts.Get("occurrence.line.nobody"), null, others)];
    }

    private static TimeMark Mark(OccurrenceRow row) =>
        new(row.Earliest, row.Latest, row.Earliest == row.Latest ? "cw-line-point" : "cw-line-span", $"{row.Number} {TimeWords.Of(row.Content!.Time)}: {row.Content.Text}")
        {
            Href = $"/occurrences/{row.Id}",
        };
}
