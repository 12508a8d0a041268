using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What can be done with an entry of the chronology, in the order to show. Each command states its own precondition; page and API ask it here.</summary>
public static class ChronologyActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<Occurrence> All = new(CorrectOccurrence.Act, WithdrawOccurrence.Act, RestoreOccurrence.Act);
}
