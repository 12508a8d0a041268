using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What can be done with a case file.</summary>
public static class InvestigationOperations
{
    public static readonly Operation Open = new("investigation.open", Processing.Collection);
    public static readonly Operation List = new("investigation.list", Processing.Consultation);
    public static readonly Operation View = new("investigation.view", Processing.Consultation);
    public static readonly Operation ViewTimeline = new("investigation.view-timeline", Processing.Consultation);
    public static readonly Operation AddNote = new("investigation.add-note", Processing.Collection);
    public static readonly Operation AddMember = new("investigation.add-member", Processing.Alteration);
    public static readonly Operation RemoveMember = new("investigation.remove-member", Processing.Alteration);
    public static readonly Operation NameProsecutor = new("investigation.name-prosecutor", Processing.Alteration);
    public static readonly Operation HandOver = new("investigation.hand-over", Processing.Alteration);
    public static readonly Operation Restrict = new("investigation.restrict", Processing.Alteration);
    public static readonly Operation ConfirmRestriction = new("investigation.confirm-restriction", Processing.Alteration);
    public static readonly Operation ListRestrictionsToConfirm = new("investigation.list-restrictions-to-confirm", Processing.Consultation);
    public static readonly Operation LiftRestriction = new("investigation.lift-restriction", Processing.Alteration);
    public static readonly Operation ViewAsOf = new("investigation.view-as-of", Processing.Consultation);

    // Sealed sub-files
    public static readonly Operation SealSubFile = new("sub-file.seal", Processing.Alteration);
    public static readonly Operation ListSubFiles = new("sub-file.list", Processing.Consultation);
    public static readonly Operation ListSubFilesAsOf = new("sub-file.list-as-of", Processing.Consultation);
    public static readonly Operation ViewSubFile = new("sub-file.view", Processing.Consultation);
    public static readonly Operation NameInSubFile = new("sub-file.name-person", Processing.Alteration);
    public static readonly Operation TakeOffSubFile = new("sub-file.take-off-person", Processing.Alteration);
    public static readonly Operation HandOverSubFile = new("sub-file.hand-over", Processing.Alteration);
    public static readonly Operation HandOverSupervision = new("sub-file.hand-over-supervision", Processing.Alteration);
    public static readonly Operation AddSubFileNote = new("sub-file.add-note", Processing.Collection);
    public static readonly Operation Unseal = new("sub-file.unseal", Processing.Alteration);

    // Asking for access
    public static readonly Operation AskForAccess = new("access.ask", Processing.Collection);
    public static readonly Operation ListOwnAsks = new("access.list-own-asks", Processing.Consultation, IsOfNoFile: true);
    public static readonly Operation ListAsks = new("access.list-asks", Processing.Consultation);
    public static readonly Operation GrantAccess = new("access.grant", Processing.Alteration);
    public static readonly Operation RefuseAccess = new("access.refuse", Processing.Alteration);
}
