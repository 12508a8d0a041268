using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What can be done with items of evidence.</summary>
public static class EvidenceOperations
{
    public static readonly Operation Register = new("evidence.register", Processing.Collection);
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

    public static readonly Operation OfferCustody = new("evidence.offer-custody", Processing.Alteration);
    public static readonly Operation AcceptCustody = new("evidence.accept-custody", Processing.Alteration);
    public static readonly Operation RefuseCustody = new("evidence.refuse-custody", Processing.Alteration);
    public static readonly Operation WithdrawCustody = new("evidence.withdraw-custody", Processing.Alteration);
    public static readonly Operation ViewCustody = new("evidence.view-custody", Processing.Consultation);
    public static readonly Operation ViewOffer = new("evidence.view-offer", Processing.Consultation);
    public static readonly Operation ListOffered = new("evidence.list-offered", Processing.Consultation);
    public static readonly Operation ListReceivers = new("evidence.list-receivers", Processing.Consultation);

    /// <summary>Done by the workspace itself when a download meets damaged content.</summary>
    public static readonly Operation RecordDamage = new("evidence.record-damage", Processing.Alteration);
}
