using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Features.Journal;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Access;

/// <summary>
/// The policy: who may do what, standing how. One row for an operation and a role; what has no row is refused.
/// docs/access-matrix.md is printed from it.
/// </summary>
public static class AccessTable
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        // Colleagues and one's own desk
        new(AccessOperations.ListColleagues, Investigator, []),
        new(AccessOperations.ListColleagues, Supervisor, []),
        new(AccessOperations.ListColleagues, Prosecutor, []),
        new(AccessOperations.ListColleagues, LiaisonOfficer, []),

        // Asking for access to a file
        new(InvestigationOperations.AskForAccess, Investigator, []),
        new(InvestigationOperations.ListOwnAsks, Investigator, []),
        .. LedBy(InvestigationOperations.ListAsks),
        .. LedBy(InvestigationOperations.GrantAccess),
        .. LedBy(InvestigationOperations.RefuseAccess),

        // Entering a file without a relation to it
        .. Anywhere(AccessOperations.EmergencyAccess, "no relation to the file; sealed sub-files stay sealed; no entry of one's own that is not reviewed, or was not justified, unless the auditor allowed it again", stepUp: true),
        .. Anywhere(AccessOperations.ListOwnEmergencyAccess),
        new(AccessOperations.CloseEmergencyAccess, Investigator, [Relation.EmergencyAccess], "one's own"),
        new(AccessOperations.CloseEmergencyAccess, Supervisor, [Relation.EmergencyAccess], "one's own"),
        new(AccessOperations.CloseEmergencyAccess, Prosecutor, [Relation.EmergencyAccess], "one's own"),
        new(AccessOperations.ListEmergencyAccess, Auditor, []),
        .. LedBy(AccessOperations.ListEmergencyAccessToFile),
        new(AccessOperations.ViewSeen, Auditor, []),
        new(AccessOperations.ReviewEmergencyAccess, Auditor, [], "four eyes: not one's own"),
        new(AccessOperations.ReopenEmergencyAccess, Auditor, [], "four eyes: not one's own"),

        // Standing in for somebody who is away
        .. Anywhere(AccessOperations.NameStandIn, "of the same role; one's own, or a supervisor's unit's"),
        new(AccessOperations.NameStandIn, LiaisonOfficer, [], "of the same role; one's own"),
        .. Anywhere(AccessOperations.EndStandIn, "one's own, or one that one named"),
        new(AccessOperations.EndStandIn, LiaisonOfficer, [], "one's own, or one that one named"),
        .. Anywhere(AccessOperations.ListStandIns, "those that concern the reader"),
        new(AccessOperations.ListStandIns, LiaisonOfficer, [], "those that concern the reader"),

        // Who can see a file, and who did
        .. OnFile(AccessOperations.ViewAccess),
        new(AccessOperations.OverseeAccess, Auditor, [], "numbers and names, never content"),

        // The journal
        new(JournalOperations.Read, Auditor, []),
        new(JournalOperations.Export, Auditor, [], "entries, never content", StepUp: true),
        new(JournalOperations.ReadAccounts, Auditor, []),
        new(JournalOperations.ExportAccounts, Auditor, [], "entries, never content", StepUp: true),
        new(JournalOperations.ReadDenials, Auditor, []),
        new(JournalOperations.ReadVolume, Auditor, []),
        .. OnFile(JournalOperations.ViewConsultations),

        // Case files
        new(InvestigationOperations.Open, Investigator, []),
        new(InvestigationOperations.Open, Supervisor, []),
        .. OnFile(InvestigationOperations.List),
        .. Looking(InvestigationOperations.View),
        .. Looking(InvestigationOperations.ViewTimeline),
        .. Looking(InvestigationOperations.ViewAsOf),
        .. OnFile(InvestigationOperations.AddNote),
        new(InvestigationOperations.AddMember, Investigator, [Lead]),
        new(InvestigationOperations.AddMember, Supervisor, [UnitSupervisor]),
        new(InvestigationOperations.RemoveMember, Investigator, [Lead], "the lead stays"),
        new(InvestigationOperations.RemoveMember, Supervisor, [UnitSupervisor], "the lead stays"),
        new(InvestigationOperations.NameProsecutor, Supervisor, [UnitSupervisor], "four eyes: not oneself, nobody who works on the file"),
        .. LedBy(InvestigationOperations.HandOver),
        .. LedBy(InvestigationOperations.Restrict, "a supervisor is named in the unit head's place; the lead only suggests one"),
        new(InvestigationOperations.ConfirmRestriction, Supervisor, [UnitSupervisor], "what the lead suggested; names the same supervisor or another"),
        new(InvestigationOperations.ConfirmRestriction, Prosecutor, [SupervisingProsecutor], "what the lead suggested; names the same supervisor or another"),
        new(InvestigationOperations.ListRestrictionsToConfirm, Supervisor, [UnitSupervisor]),
        new(InvestigationOperations.ListRestrictionsToConfirm, Prosecutor, [SupervisingProsecutor]),
        new(InvestigationOperations.LiftRestriction, Supervisor, [UnitSupervisor]),

        // Sealed sub-files: the relations are those to the sub-file, held by name alone
        new(InvestigationOperations.SealSubFile, Investigator, [Lead], "of the file; supervised by its supervisor"),
        .. OnFile(InvestigationOperations.ListSubFiles, "those in which one is named"),
        .. OnFile(InvestigationOperations.ListSubFilesAsOf, "those in which one is named"),
        .. OnFile(InvestigationOperations.ViewSubFile, "named in it"),
        .. OnFile(InvestigationOperations.AddSubFileNote, "named in it"),
        .. LedBy(InvestigationOperations.NameInSubFile, "keeper or supervisor of the sub-file"),
        .. LedBy(InvestigationOperations.TakeOffSubFile, "keeper or supervisor of the sub-file; both stay"),
        .. LedBy(InvestigationOperations.HandOverSubFile, "keeper of the sub-file; its supervisor once the keeper stands to it no longer; four eyes: never to the supervisor"),
        new(InvestigationOperations.HandOverSupervision, Supervisor, [UnitSupervisor], "supervisor of the sub-file; four eyes: never to the keeper"),
        new(InvestigationOperations.Unseal, Supervisor, [UnitSupervisor], "supervisor of the sub-file"),

        // Evidence items
        new(EvidenceOperations.Register, Investigator, [Lead, Member]),
        new(EvidenceOperations.Register, Supervisor, [Lead]),
        new(EvidenceOperations.Upload, Investigator, [Lead, Member], "content is sealed once"),
        new(EvidenceOperations.Upload, Supervisor, [Lead], "content is sealed once"),
        .. Looking(EvidenceOperations.ListOfFile),
        .. Looking(EvidenceOperations.ListAsOf),
        .. NotByEmergencyAccess(OnItem(EvidenceOperations.List)),
        .. OnItem(EvidenceOperations.View),
        .. OnItem(EvidenceOperations.Download),
        .. OnFile(EvidenceOperations.Verify),
        new(EvidenceOperations.Verify, Custodian, [ItemCustodian]),
        new(EvidenceOperations.ListToReview, Prosecutor, [SupervisingProsecutor]),
        new(EvidenceOperations.Review, Prosecutor, [SupervisingProsecutor]),
        new(EvidenceOperations.RecordDamage, Role.System, []),
        new(AccessOperations.Rebuild, Role.System, []),

        // Custody: an item is handed over by one, and taken over by another
        .. HandingOver(EvidenceOperations.OfferCustody, "in the store its custodian alone; with the file the person who took it over, or the lead; four eyes: not to oneself"),
        .. HandingOver(EvidenceOperations.WithdrawCustody, "one's own offer; the lead's too, where the item is with the file"),
        .. HandingOver(EvidenceOperations.ListReceivers),
        .. TakingOver(EvidenceOperations.ListOffered, "what is offered to the reader"),
        .. TakingOver(EvidenceOperations.AcceptCustody, "to whom it is offered; four eyes: never the person who offers"),
        .. TakingOver(EvidenceOperations.RefuseCustody, "to whom it is offered"),
        .. Looking(EvidenceOperations.ViewCustody),
        new(EvidenceOperations.ViewCustody, Custodian, [ItemCustodian]),
        .. OnFile(EvidenceOperations.ViewOffer),
        new(EvidenceOperations.ViewOffer, Custodian, [Relation.CustodyOffered, ItemCustodian], "number and kind of the item, and the offer; nothing else"),

        // Information requests: an authority abroad asks
        new(InformationRequestOperations.Register, LiaisonOfficer, [], "posted to the state that asks"),
        new(InformationRequestOperations.Assign, Supervisor, [UnitSupervisor], "of the request and of the file; to somebody on the file; an outgoing one that waits for one person, too"),
        new(InformationRequestOperations.Refuse, Supervisor, [UnitSupervisor], "writes the refusal; somebody else lets it leave"),
        new(InformationRequestOperations.Refuse, Investigator, [Lead, Member], "writes the refusal; a supervisor lets it leave"),
        new(InformationRequestOperations.Release, Supervisor, [UnitSupervisor], "an answer, a clarification or a refusal; four eyes: not its author", StepUp: true),
        new(InformationRequestOperations.Release, Prosecutor, [SupervisingProsecutor], "where evidence goes along, after the supervisor; four eyes: not the same person", StepUp: true),

        // Information requests: we ask
        new(InformationRequestOperations.Draft, Investigator, [Lead, Member]),
        new(InformationRequestOperations.Revise, Investigator, [Lead, Member], "a draft"),
        new(InformationRequestOperations.Authorise, Supervisor, [UnitSupervisor], "four eyes: not the person who drafted or revised it"),

        // Information requests: both ways
        new(InformationRequestOperations.Submit, Investigator, [Lead, Member]),
        new(InformationRequestOperations.Return, Supervisor, [UnitSupervisor]),
        new(InformationRequestOperations.Return, Prosecutor, [SupervisingProsecutor], "when the release waits for the prosecutor"),
        new(InformationRequestOperations.Answer, Investigator, [Lead, Member], "an incoming request"),
        new(InformationRequestOperations.Answer, LiaisonOfficer, [AddressedLiaisonOfficer], "an outgoing request: records what came back"),
        new(InformationRequestOperations.Transmit, LiaisonOfficer, [AddressedLiaisonOfficer], StepUp: true),
        new(InformationRequestOperations.Clarify, Investigator, [Lead, Member], "leaves once a supervisor lets it"),
        new(InformationRequestOperations.Clarify, LiaisonOfficer, [AddressedLiaisonOfficer]),
        new(InformationRequestOperations.Close, Investigator, [Lead, Member], "an outgoing request"),
        new(InformationRequestOperations.Close, Supervisor, [UnitSupervisor], "an outgoing request"),
        new(InformationRequestOperations.Close, LiaisonOfficer, [AddressedLiaisonOfficer], "an incoming request"),
        new(InformationRequestOperations.AddDocument, LiaisonOfficer, [AddressedLiaisonOfficer]),
        .. OnFileAndAbroad(InformationRequestOperations.DownloadDocument),
        .. OnFileAndAbroad(InformationRequestOperations.View),
        .. NotByEmergencyAccess(OnFileAndAbroad(InformationRequestOperations.List)),
        .. Looking(InformationRequestOperations.ListOfFile),
        .. Looking(InformationRequestOperations.ListAsOf),
    ];

    /// <summary>People who work on the file, and the liaison officer through whom the request goes.</summary>
    private static IEnumerable<Rule> OnFileAndAbroad(Operation operation) =>
        Looking(operation).Append(new Rule(operation, LiaisonOfficer, [AddressedLiaisonOfficer]));

    /// <summary>People who work on a file: its investigators, the head of its unit, its prosecutor.</summary>
    private static IEnumerable<Rule> OnFile(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [UnitSupervisor, Lead], condition),
        new(operation, Prosecutor, [SupervisingProsecutor], condition),
    ];

    /// <summary>People who work on a file, and the person who took emergency access for as long as it lasts: looking, never changing.</summary>
    private static IEnumerable<Rule> Looking(Operation operation) =>
        OnFile(operation).Select(rule => rule with { Relations = [.. rule.Relations, Relation.EmergencyAccess] });

    /// <summary>
    /// Lists and searches name no file in the journal: a person who took emergency access looks at the one file, where each look is an entry that
    /// the auditor is shown.
    /// </summary>
    private static IEnumerable<Rule> NotByEmergencyAccess(IEnumerable<Rule> rules) =>
        rules.Select(rule => rule with { Relations = [.. rule.Relations.Except([Relation.EmergencyAccess])] });

    /// <summary>People who answer for who is on the file.</summary>
    private static IEnumerable<Rule> LedBy(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead], condition),
        new(operation, Supervisor, [UnitSupervisor], condition),
    ];

    /// <summary>People who work on files, where no relation is asked for.</summary>
    private static IEnumerable<Rule> Anywhere(Operation operation, string? condition = null, bool stepUp = false) =>
    [
        new(operation, Investigator, [], condition, stepUp),
        new(operation, Supervisor, [], condition, stepUp),
        new(operation, Prosecutor, [], condition, stepUp),
    ];

    /// <summary>People who hold an item: the investigators of its file, or its custodian.</summary>
    private static IEnumerable<Rule> HandingOver(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [Lead], condition),
        new(operation, Custodian, [ItemCustodian], condition),
    ];

    /// <summary>Those to whom an item can be handed over: a custodian, or the investigators of its file.</summary>
    private static IEnumerable<Rule> TakingOver(Operation operation, string condition) =>
    [
        new(operation, Custodian, [Relation.CustodyOffered], condition),
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [Lead], condition),
    ];

    /// <summary>People who work on the item's file, its custodian, and the liaison officer with whose answer it was released.</summary>
    private static IEnumerable<Rule> OnItem(Operation operation) =>
    [
        .. Looking(operation),
        new(operation, Custodian, [ItemCustodian]),
        new(operation, LiaisonOfficer, [AddressedLiaisonOfficer]),
    ];
}
