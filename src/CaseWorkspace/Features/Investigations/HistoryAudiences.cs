using System.Text.Json;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Investigations;

/// <summary>
/// Which events the timeline and the list of what changed lately show, and what of each, in SQL: put together from what every feature says of
/// its things. An event of which none says anything is shown to nobody, and so is a field.
/// </summary>
internal static class HistoryAudiences
{
    private static readonly IReadOnlyList<ShownEvent> Events = [.. AllFeatures.Things.Events];

    /// <summary>The relations in which somebody answers for who is on the file, in SQL.</summary>
    internal const string Answering = "'lead', 'unit-supervisor'";

    /// <summary>The names of the events that everybody on the file sees, in SQL.</summary>
    internal static readonly string SeenByAll = Names(Events.Where(one => !one.LeadAlone));

    /// <summary>The names of those that its lead and the head of its unit alone see, in SQL.</summary>
    internal static readonly string SeenByLead = Names(Events.Where(one => one.LeadAlone));

    /// <summary>What of the event <c>e</c> is shown, in SQL.</summary>
    /// <param name="answers">The condition that the reader answers for who is on the file.</param>
    /// <param name="withheldIn">The column <c>withheld_in</c> of the thing to which it happened.</param>
    internal static string Details(string answers, string withheldIn) =>
        $"""
        coalesce((
            select jsonb_object_agg(field.name, e.data -> field.name)
            from jsonb_array_elements_text((case when {Withheld.FromReader(withheldIn)} then {ToOthers} when {answers} then {ToLead} else {ToAll} end) -> e.type) field (name)
            where e.data ? field.name and not ({Unopened(withheldIn)})), jsonb_build_object())::text
        """;

    // An alias is told to those to whom the identity is not open, and to nobody once nothing is.
    private static string Unopened(string withheldIn) =>
        $"coalesce({withheldIn} = '{Withheld.FromEverybody}', false) and strpos((e.data -> field.name)::text, '{Platform.Storage.Keys.SealedText.Mark}') > 0";

    private static readonly string ToAll = Json(Events.Where(one => !one.LeadAlone).ToDictionary(one => one.Event, one => one.Fields, StringComparer.Ordinal));

    private static readonly string ToLead = Json(Events.ToDictionary(one => one.Event, one => (IReadOnlyList<string>)[.. one.Fields, .. one.ToLead ?? []], StringComparer.Ordinal));

    /// <summary>For those to whom it is not open what of the thing is kept apart.</summary>
    private static readonly string ToOthers = Json(Events.ToDictionary(one => one.Event, one => (IReadOnlyList<string>)[.. one.WhenWithheld.Intersect(one.Fields, StringComparer.Ordinal)], StringComparer.Ordinal));

    private static string Names(IEnumerable<ShownEvent> events) => string.Join(", ", events.Select(one => $"'{one.Event}'"));

    private static string Json(Dictionary<string, IReadOnlyList<string>> shown) => $"'{JsonSerializer.Serialize(shown)}'::jsonb";
}
