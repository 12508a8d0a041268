using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What can be done with a case file.</summary>
public static class InvestigationOperations
{
    public static readonly Operation Open = new("investigation.open", Processing.Collection);
    public static readonly Operation Correct = new("investigation.correct", Processing.Alteration);
    public static readonly Operation List = new("investigation.list", Processing.Consultation);
    public static readonly Operation View = new("investigation.view", Processing.Consultation);
    public static readonly Operation ViewTimeline = new("investigation.view-timeline", Processing.Consultation);
    public static readonly Operation AddNote = new("investigation.add-note", Processing.Collection);
    public static readonly Operation AddMember = new("investigation.add-member", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation RemoveMember = new("investigation.remove-member", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation NameProsecutor = new("investigation.name-prosecutor", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation HandOver = new("investigation.hand-over", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Restrict = new("investigation.restrict", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ConfirmRestriction = new("investigation.confirm-restriction", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ListRestrictionsToConfirm = new("investigation.list-restrictions-to-confirm", Processing.Consultation);
    public static readonly Operation LiftRestriction = new("investigation.lift-restriction", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ViewAsOf = new("investigation.view-as-of", Processing.Consultation);

    // Life of the file
    public static readonly Operation RecordOfficialNumber = new("investigation.record-official-number", Processing.Collection) { InClosedFile = true };
    public static readonly Operation EndOfficialNumber = new("investigation.end-official-number", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Suspend = new("investigation.suspend", Processing.Alteration);
    public static readonly Operation Resume = new("investigation.resume", Processing.Alteration);
    public static readonly Operation Terminate = new("investigation.terminate", Processing.Alteration);
    public static readonly Operation ReferToCourt = new("investigation.refer-to-court", Processing.Alteration);
    public static readonly Operation RecordVerdict = new("investigation.record-verdict", Processing.Alteration);
    public static readonly Operation ListOwed = new("investigation.list-owed", Processing.Consultation);
    public static readonly Operation Close = new("investigation.close", Processing.Alteration);
    public static readonly Operation Reopen = new("investigation.reopen", Processing.Alteration) { InClosedFile = true };

    // Sealed sub-files
    public static readonly Operation SealSubFile = new("sub-file.seal", Processing.Alteration);
    public static readonly Operation ListSubFiles = new("sub-file.list", Processing.Consultation);
    public static readonly Operation ListSubFilesAsOf = new("sub-file.list-as-of", Processing.Consultation);
    public static readonly Operation ViewSubFile = new("sub-file.view", Processing.Consultation);
    public static readonly Operation NameInSubFile = new("sub-file.name-person", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation TakeOffSubFile = new("sub-file.take-off-person", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation HandOverSubFile = new("sub-file.hand-over", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation HandOverSupervision = new("sub-file.hand-over-supervision", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation AddSubFileNote = new("sub-file.add-note", Processing.Collection);
    public static readonly Operation Unseal = new("sub-file.unseal", Processing.Alteration) { InClosedFile = true };

    // Asking for access
    public static readonly Operation AskForAccess = new("access.ask", Processing.Collection);
    public static readonly Operation ListOwnAsks = new("access.list-own-asks", Processing.Consultation, IsOfNoFile: true);
    public static readonly Operation ListAsks = new("access.list-asks", Processing.Consultation);
    public static readonly Operation GrantAccess = new("access.grant", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation RefuseAccess = new("access.refuse", Processing.Alteration) { InClosedFile = true };

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        // Asking for access to a file
        new(AskForAccess, Investigator, []),
        new(ListOwnAsks, Investigator, []),
        .. LedBy(ListAsks),
        .. LedBy(GrantAccess),
        .. LedBy(RefuseAccess),

        // Case files
        new(Open, Investigator, []),
        new(Open, Supervisor, []),
        .. OnFile(List),
        .. Looking(View),
        .. Looking(ViewTimeline),
        .. Looking(ViewAsOf),
        .. OnFile(AddNote),
        new(Correct, Investigator, [Lead]),
        new(Correct, Supervisor, [Lead]),
        new(AddMember, Investigator, [Lead]),
        new(AddMember, Supervisor, [UnitSupervisor]),
        new(RemoveMember, Investigator, [Lead], "the lead stays"),
        new(RemoveMember, Supervisor, [UnitSupervisor], "the lead stays"),
        new(NameProsecutor, Supervisor, [UnitSupervisor], "four eyes: not oneself, nobody who works on the file"),
        .. LedBy(HandOver),
        .. LedBy(Restrict, "a supervisor is named in the unit head's place; the lead only suggests one"),
        new(ConfirmRestriction, Supervisor, [UnitSupervisor], "what the lead suggested; names the same supervisor or another"),
        new(ConfirmRestriction, Prosecutor, [SupervisingProsecutor], "what the lead suggested; names the same supervisor or another"),
        new(ListRestrictionsToConfirm, Supervisor, [UnitSupervisor]),
        new(ListRestrictionsToConfirm, Prosecutor, [SupervisingProsecutor]),
        new(LiftRestriction, Supervisor, [UnitSupervisor]),

        // Life of the file: its prosecutor decides what becomes of the case, its supervisor closes what is decided
        .. OnFile(RecordOfficialNumber),
        .. OnFile(EndOfficialNumber),
        new(Suspend, Prosecutor, [SupervisingProsecutor]),
        new(Resume, Prosecutor, [SupervisingProsecutor]),
        new(Terminate, Prosecutor, [SupervisingProsecutor]),
        new(ReferToCourt, Prosecutor, [SupervisingProsecutor]),
        new(RecordVerdict, Prosecutor, [SupervisingProsecutor]),
        .. OnFile(ListOwed),
        new(Close, Supervisor, [UnitSupervisor], "terminated or decided; four eyes: nobody who works on the file; what is owed is listed first"),
        new(Reopen, Prosecutor, [SupervisingProsecutor]),

        // Sealed sub-files: the relations are those to the sub-file, held by name alone
        new(SealSubFile, Investigator, [Lead], "of the file; supervised by its supervisor"),
        .. OnFile(ListSubFiles, "those in which one is named"),
        .. OnFile(ListSubFilesAsOf, "those in which one is named"),
        .. OnFile(ViewSubFile, "named in it"),
        .. OnFile(AddSubFileNote, "named in it"),
        .. LedBy(NameInSubFile, "keeper or supervisor of the sub-file"),
        .. LedBy(TakeOffSubFile, "keeper or supervisor of the sub-file; both stay"),
        .. LedBy(HandOverSubFile, "keeper of the sub-file; its supervisor once the keeper has no role on it any more; four eyes: never to the supervisor"),
        new(HandOverSupervision, Supervisor, [UnitSupervisor], "supervisor of the sub-file; four eyes: never to the keeper"),
        new(Unseal, Supervisor, [UnitSupervisor], "supervisor of the sub-file"),
    ];
}
