using JasperFx.Events;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>The texts by which clocks are found, by the readers to whom the file is open.</summary>
internal static class DeadlineTexts
{
    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        ClockStarted { Authority: { } authority } => [new(happened.StreamId, happened.StreamId, "clock", authority)],
        ClockCorrected { Authority: { } authority } => [new(happened.StreamId, happened.Id, "clock", authority)],
        _ => [],
    };
}
