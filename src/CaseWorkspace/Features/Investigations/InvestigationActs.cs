using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Investigations;

/// <summary>
/// What can be done with a file, a sub-file of it and a question for access, in the order to show. Each command states its own precondition;
/// page and API ask it here.
/// </summary>
public static class InvestigationActs
{
    /// <summary>With a file.</summary>
    public static readonly Acts<Investigation> OfFile = new(
        AddNote.Act,
        CorrectFile.Act,
        AddMember.Act,
        RemoveMember.Act,
        HandOverLead.Act,
        RestrictFile.Act,
        ConfirmRestriction.Act,
        LiftRestriction.Act,
        NameProsecutor.Act,
        SuspendInvestigation.Act,
        ResumeInvestigation.Act,
        ReferToCourt.Act,
        RecordVerdict.Act,
        TerminateInvestigation.Act,
        CloseFile.Act,
        ReopenFile.Act,
        RecordOfficialNumber.Act,
        EndOfficialNumber.Act);

    /// <summary>With a sub-file.</summary>
    public static readonly Acts<SubFile> OfSubFile = new(
        AddSubFileNote.Act,
        NameInSubFile.Act,
        TakeOffSubFile.Act,
        HandOverSubFile.Act,
        HandOverSupervision.Act,
        UnsealSubFile.Act);

    /// <summary>With a question for access.</summary>
    public static readonly Acts<AccessAsk> OfAsk = new(GrantAccess.Act, RefuseAccess.Act);
}
