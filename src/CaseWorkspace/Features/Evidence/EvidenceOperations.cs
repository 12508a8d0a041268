using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What can be done with items of evidence.</summary>
public static class EvidenceOperations
{
    public static readonly Operation Register = new("evidence.register", Processing.Collection);
    public static readonly Operation Correct = new("evidence.correct", Processing.Alteration);
    public static readonly Operation Withdraw = new("evidence.withdraw", Processing.Alteration);
    public static readonly Operation Reinstate = new("evidence.reinstate", Processing.Alteration);
    public static readonly Operation List = new("evidence.list", Processing.Consultation);
    public static readonly Operation ListOfFile = new("evidence.list-of-file", Processing.Consultation);
    public static readonly Operation ListAsOf = new("evidence.list-as-of", Processing.Consultation);
    public static readonly Operation View = new("evidence.view", Processing.Consultation);
    public static readonly Operation Upload = new("evidence.upload", Processing.Collection);
    public static readonly Operation Download = new("evidence.download", Processing.Disclosure);
    public static readonly Operation Verify = new("evidence.verify", Processing.Consultation);
    public static readonly Operation Review = new("evidence.review", Processing.Alteration);

    /// <summary>The items that wait for the prosecutor's review: looking at them is no review.</summary>
    public static readonly Operation ListToReview = new("evidence.list-to-review", Processing.Consultation);

    public static readonly Operation OfferCustody = new("evidence.offer-custody", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation AcceptCustody = new("evidence.accept-custody", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation RefuseCustody = new("evidence.refuse-custody", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation WithdrawCustody = new("evidence.withdraw-custody", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ViewCustody = new("evidence.view-custody", Processing.Consultation);
    public static readonly Operation ViewOffer = new("evidence.view-offer", Processing.Consultation);
    public static readonly Operation ListOffered = new("evidence.list-offered", Processing.Consultation);
    public static readonly Operation ListReceivers = new("evidence.list-receivers", Processing.Consultation);

    public static readonly Operation MarkPrivileged = new("evidence.mark-privileged", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation LiftPrivilege = new("evidence.lift-privilege", Processing.Alteration) { InClosedFile = true };

    /// <summary>Done by the workspace itself when a download meets damaged content.</summary>
    public static readonly Operation RecordDamage = new("evidence.record-damage", Processing.Alteration) { InClosedFile = true };

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        // Evidence items
        new(Register, Investigator, [Lead, Member]),
        new(Register, Supervisor, [Lead]),
        new(Correct, Investigator, [Lead, Member], "what did not go abroad"),
        new(Correct, Supervisor, [Lead], "what did not go abroad"),
        new(Withdraw, Investigator, [Lead, Member], "the lead, or the person who registered it; what did not go abroad and does not lie in the store"),
        new(Withdraw, Supervisor, [Lead], "what did not go abroad and does not lie in the store"),
        new(Reinstate, Investigator, [Lead]),
        new(Reinstate, Supervisor, [Lead]),
        new(Upload, Investigator, [Lead, Member], "content is sealed once"),
        new(Upload, Supervisor, [Lead], "content is sealed once"),
        .. Looking(ListOfFile),
        .. Looking(ListAsOf),
        .. NotByEmergencyAccess(OnItem(List)),
        .. OnItem(View),
        .. OnItem(Download),
        .. OnFile(Verify),
        new(Verify, Custodian, [ItemCustodian]),
        new(ListToReview, Prosecutor, [SupervisingProsecutor]),
        new(Review, Prosecutor, [SupervisingProsecutor]),
        new(RecordDamage, Role.System, []),
        .. OnFile(MarkPrivileged),
        new(LiftPrivilege, Prosecutor, [SupervisingProsecutor], "four eyes: not what one marked oneself"),

        // Custody: an item is handed over by one, and taken over by another
        .. HandingOver(OfferCustody, "in the store its custodian alone; with the file the person who took it over, or the lead; four eyes: not to oneself"),
        .. HandingOver(WithdrawCustody, "one's own offer; the lead's too, where the item is with the file"),
        .. HandingOver(ListReceivers),
        .. TakingOver(ListOffered, "what is offered to the reader"),
        .. TakingOver(AcceptCustody, "to whom it is offered; four eyes: never the person who offers"),
        .. TakingOver(RefuseCustody, "to whom it is offered"),
        .. Looking(ViewCustody),
        new(ViewCustody, Custodian, [ItemCustodian]),
        .. OnFile(ViewOffer),
        new(ViewOffer, Custodian, [Relation.CustodyOffered, ItemCustodian], "number and kind of the item, and the offer; nothing else"),
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
