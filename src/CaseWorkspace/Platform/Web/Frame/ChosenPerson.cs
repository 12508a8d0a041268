namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Who is ticked in a list of people, as a draft keeps it: see <see cref="DraftForm"/>.</summary>
public static class ChosenPerson
{
    /// <summary>The id of the person's control.</summary>
    /// <param name="list">The id of the list's control.</param>
    /// <param name="person">The person.</param>
    public static string IdOf(string list, Guid person) => $"{list}-{person}";

    /// <summary>Who was ticked; null: nobody.</summary>
    /// <param name="kept">What the browser kept, by the id of the control.</param>
    /// <param name="list">The id of the list's control.</param>
    public static Guid? Kept(IReadOnlyDictionary<string, string> kept, string list) => kept
        .Where(one => one.Value is "on" && one.Key.StartsWith(list + "-", StringComparison.Ordinal))
        .Select(one => Guid.TryParseExact(one.Key[(list.Length + 1)..], "D", out var person) ? (Guid?)person : null)
        .FirstOrDefault(person => person is not null);
}
