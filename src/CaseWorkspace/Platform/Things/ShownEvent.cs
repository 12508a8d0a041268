namespace CaseWorkspace.Platform.Things;

/// <summary>What of an event the history of a file shows. Its sentence stands in the feature's resources, as <c>event.NAME</c> and <c>event.NAME.kind</c>.</summary>
/// <param name="Event">The event's stable name.</param>
/// <param name="Fields">What everybody is shown to whom the file is open.</param>
/// <param name="ToLead">What, beside it, only those are shown who answer for who is on the file: its lead and the head of its unit.</param>
/// <param name="LeadAlone">Whether only those see that it happened.</param>
public sealed record ShownEvent(string Event, IReadOnlyList<string> Fields, IReadOnlyList<string>? ToLead = null, bool LeadAlone = false)
{
    /// <summary>The field with what somebody wrote, quoted below the sentence, or the way to a text inside it (<c>content.value</c>); null: none.</summary>
    public string? Quoted { get; init; }

    /// <summary>
    /// Of <see cref="Fields"/>, what is shown where what identifies somebody is kept apart (<see cref="Relations.ThingWithheld"/>), to those to whom that is not
    /// open: codes and times. Nothing else, and by default nothing.
    /// </summary>
    public IReadOnlyList<string> WhenWithheld { get; init; } = [];

    /// <summary>An event that only those see who answer for who is on the file.</summary>
    public static ShownEvent OfTheLead(string name, params IReadOnlyList<string> fields) => new(name, [], fields, LeadAlone: true);
}
