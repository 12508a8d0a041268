using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What can be done with an item, in the order to show. Each command states its own precondition; page and API ask it here.</summary>
public static class EvidenceActs
{
    /// <summary>Taking the content away: no command, but allowed by state as well as by the table.</summary>
    internal static readonly Act<EvidenceItem> Download = new(
        "download", EvidenceOperations.Download, (item, _) => ContentRules.WhyNotGiven(item.Content, item.IsDamaged));

    /// <summary>
    /// Having the content read again. Decided by <see cref="EvidenceContent"/> on what the events say: the command that records what was
    /// found has to go through also where the snapshot says something else.
    /// </summary>
    internal static readonly Act<EvidenceItem> Verify = new("verify", EvidenceOperations.Verify, (item, _) => ContentRules.WhyNotVerified(item.Content));

    /// <summary>The list.</summary>
    public static readonly Acts<EvidenceItem> All = new(
        Download,
        Verify,
        ReviewEvidence.Act,
        SealContent.Act,
        CorrectEvidence.Act,
        WithdrawEvidence.Act,
        ReinstateEvidence.Act,
        MarkPrivileged.Act,
        LiftPrivilege.Act,
        OfferCustody.Act,
        WithdrawCustody.Act,
        AcceptCustody.Act,
        RefuseCustody.Act);

    /// <summary>What the acts ask, for a statement that joins <see cref="SealedContent.Joined"/>: with the content that the event says.</summary>
    internal static readonly string Facts = All.Facts($"d.data || jsonb_build_object('content', {SealedContent.AsItemContent})");
}
