using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;

namespace CaseWorkspace.Features.Journal;

/// <summary>What can be done with the journal: it is read. Writing it is the pipeline's part; nothing changes it.</summary>
public static class JournalOperations
{
    /// <summary>The auditor reads entries, page by page.</summary>
    public static readonly Operation Read = new("journal.read", Processing.Consultation);

    /// <summary>The auditor takes entries along as a file for spreadsheets; wants a second factor used just now.</summary>
    public static readonly Operation Export = new("journal.export", Processing.Disclosure);

    /// <summary>The auditor reads what happened to accounts: acts, sign-ins and failures, factors, ends of sessions.</summary>
    public static readonly Operation ReadAccounts = new("journal.read-accounts", Processing.Consultation);

    /// <summary>The auditor takes that along as a file; wants a second factor used just now.</summary>
    public static readonly Operation ExportAccounts = new("journal.export-accounts", Processing.Disclosure);

    /// <summary>What was refused, by person.</summary>
    public static readonly Operation ReadDenials = new("journal.read-denials", Processing.Consultation);

    /// <summary>Who looked at far more than they usually do.</summary>
    public static readonly Operation ReadVolume = new("journal.read-volume", Processing.Consultation);

    /// <summary>Who looked at one's own file.</summary>
    public static readonly Operation ViewConsultations = new("journal.view-consultations", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        new(Read, Auditor, []),
        new(Export, Auditor, [], "entries, never content", StepUp: true),
        new(ReadAccounts, Auditor, []),
        new(ExportAccounts, Auditor, [], "entries, never content", StepUp: true),
        new(ReadDenials, Auditor, []),
        new(ReadVolume, Auditor, []),
        .. OnFile(ViewConsultations),
    ];
}
