using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Investigations;
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
    ];

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
