using JasperFx.Events;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The texts by which instructions and tasks are found, by the readers to whom the file is open.</summary>
internal static class TaskTexts
{
    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        TaskMade made => [new(happened.StreamId, happened.StreamId, "task", Words(made.What, made.Text, Bare(made.Number)))],
        InstructionGiven given => [new(happened.StreamId, happened.StreamId, "task", Words(given.Text, Bare(given.Number)))],
        InstructionChanged changed => [new(happened.StreamId, happened.Id, "task", changed.Content.Text)],
        ComplianceReported reported => [new(happened.StreamId, happened.Id, "task-outcome", reported.Text)],
        TaskSettled { Note: { } note } => [new(happened.StreamId, happened.Id, "task-outcome", note)],
        _ => [],
    };

    private static string Words(params string?[] texts) => string.Join('\n', texts.OfType<string>());

    private static string Bare(string number) => number[(number.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
