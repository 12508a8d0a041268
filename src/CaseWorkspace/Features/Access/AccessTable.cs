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

        // The journal
        new(JournalOperations.Read, Auditor, []),

        // Case files
        new(InvestigationOperations.Open, Investigator, []),
        new(InvestigationOperations.Open, Supervisor, []),
        .. OnFile(InvestigationOperations.List),
        .. OnFile(InvestigationOperations.View),
        .. OnFile(InvestigationOperations.ViewTimeline),
        .. OnFile(InvestigationOperations.AddNote),
        new(InvestigationOperations.AddMember, Investigator, [Lead]),
        new(InvestigationOperations.AddMember, Supervisor, [UnitSupervisor]),
        new(InvestigationOperations.RemoveMember, Investigator, [Lead], "the lead stays"),
        new(InvestigationOperations.RemoveMember, Supervisor, [UnitSupervisor], "the lead stays"),
        new(InvestigationOperations.NameProsecutor, Supervisor, [UnitSupervisor]),

        // Evidence items
        new(EvidenceOperations.Register, Investigator, [Lead, Member]),
        new(EvidenceOperations.Register, Supervisor, [Lead]),
        new(EvidenceOperations.Upload, Investigator, [Lead, Member], "content is sealed once"),
        new(EvidenceOperations.Upload, Supervisor, [Lead], "content is sealed once"),
        .. OnFile(EvidenceOperations.ListOfFile),
        .. OnItem(EvidenceOperations.List),
        .. OnItem(EvidenceOperations.View),
        .. OnItem(EvidenceOperations.Download),
        .. OnFile(EvidenceOperations.Verify),
        new(EvidenceOperations.Verify, Custodian, [ItemCustodian]),
        new(EvidenceOperations.Review, Prosecutor, [SupervisingProsecutor]),
        new(EvidenceOperations.RecordDamage, Role.System, []),

        // Information requests: an authority abroad asks
        new(InformationRequestOperations.Register, LiaisonOfficer, [], "posted to the state that asks"),
        new(InformationRequestOperations.Assign, Supervisor, [UnitSupervisor], "of the request and of the file; to somebody on the file"),
        new(InformationRequestOperations.Refuse, Supervisor, [UnitSupervisor]),
        new(InformationRequestOperations.Release, Supervisor, [UnitSupervisor], "four eyes: not whoever prepared the answer"),
        new(InformationRequestOperations.Release, Prosecutor, [SupervisingProsecutor], "where evidence goes along, after the supervisor"),

        // Information requests: we ask
        new(InformationRequestOperations.Draft, Investigator, [Lead, Member]),
        new(InformationRequestOperations.Revise, Investigator, [Lead, Member], "a draft"),
        new(InformationRequestOperations.Authorise, Supervisor, [UnitSupervisor], "four eyes: not whoever drafted or revised it"),

        // Information requests: both ways
        new(InformationRequestOperations.Submit, Investigator, [Lead, Member]),
        new(InformationRequestOperations.Return, Supervisor, [UnitSupervisor]),
        new(InformationRequestOperations.Return, Prosecutor, [SupervisingProsecutor], "when the release waits for the prosecutor"),
        new(InformationRequestOperations.Answer, Investigator, [Lead, Member], "an incoming request"),
        new(InformationRequestOperations.Answer, LiaisonOfficer, [AddressedLiaisonOfficer], "an outgoing request: records what came back"),
        new(InformationRequestOperations.Transmit, LiaisonOfficer, [AddressedLiaisonOfficer]),
        new(InformationRequestOperations.Clarify, Investigator, [Lead, Member]),
        new(InformationRequestOperations.Clarify, LiaisonOfficer, [AddressedLiaisonOfficer]),
        new(InformationRequestOperations.Close, Investigator, [Lead, Member], "an outgoing request"),
        new(InformationRequestOperations.Close, Supervisor, [UnitSupervisor], "an outgoing request"),
        new(InformationRequestOperations.Close, LiaisonOfficer, [AddressedLiaisonOfficer], "an incoming request"),
        new(InformationRequestOperations.AddDocument, LiaisonOfficer, [AddressedLiaisonOfficer]),
        .. OnFileAndAbroad(InformationRequestOperations.DownloadDocument),
        .. OnFileAndAbroad(InformationRequestOperations.View),
        .. OnFileAndAbroad(InformationRequestOperations.List),
        .. OnFile(InformationRequestOperations.ListOfFile),
    ];

    /// <summary>Those who work on the file, and the liaison officer through whom the request goes.</summary>
    private static IEnumerable<Rule> OnFileAndAbroad(Operation operation) =>
        OnFile(operation).Append(new Rule(operation, LiaisonOfficer, [AddressedLiaisonOfficer]));

    /// <summary>Those who work on a file: its investigators, the head of its unit, its prosecutor.</summary>
    private static IEnumerable<Rule> OnFile(Operation operation) =>
    [
        new(operation, Investigator, [Lead, Member]),
        new(operation, Supervisor, [UnitSupervisor, Lead]),
        new(operation, Prosecutor, [SupervisingProsecutor]),
    ];

    /// <summary>Those who work on the item's file, its custodian, and the liaison officer with whose answer it was released.</summary>
    private static IEnumerable<Rule> OnItem(Operation operation) =>
    [
        .. OnFile(operation),
        new(operation, Custodian, [ItemCustodian]),
        new(operation, LiaisonOfficer, [AddressedLiaisonOfficer]),
    ];
}
