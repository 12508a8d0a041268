namespace CaseWorkspace.Platform.Policy;

/// <summary>
/// Marks the event from which on what identifies somebody is kept apart. It counts for the whole past: how things stood earlier is told as if it had
/// happened by then (<see cref="Pipeline.HistoryPipeline"/>).
/// </summary>
public interface IWithholds;

/// <summary>Asks, in SQL, to whom it is open what of a thing is kept apart: see <see cref="Relations.ThingWithheld"/>.</summary>
public static class Withheld
{
    /// <summary>Stands for a thing that is open to nobody: what is kept apart there is shown to nobody, in no role.</summary>
    public static readonly Guid FromEverybody = new("01980000-0000-7000-8000-000000000001");

    /// <summary>The condition that something is kept apart, and not open to the reader of a query.</summary>
    /// <param name="column">The column <c>withheld_in</c> of the thing.</param>
    public static string FromReader(string column) =>
        $"""
        ({column} is not null and not exists (
            select from workspace.case_scope kept join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = kept.holder
            where kept.id = {column} and r.relation in ({Audience.Codes(Audience.OfTheFile)})))
        """;
}
