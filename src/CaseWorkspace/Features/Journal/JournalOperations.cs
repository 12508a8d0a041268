using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Journal;

/// <summary>What can be done with the journal: it is read. Writing it is the pipeline's part; nothing changes it.</summary>
public static class JournalOperations
{
    public static readonly Operation Read = new("journal.read", Processing.Consultation);
}
