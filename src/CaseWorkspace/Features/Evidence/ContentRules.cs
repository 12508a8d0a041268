using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// When bytes may move. Asked of the content that the events say (<see cref="ContentOfItem"/>) before any does, of the aggregate by the
/// decision, and for the page by <see cref="EvidenceActs"/>.
/// </summary>
internal static class ContentRules
{
    /// <summary>Why no content can be sealed; null: it can.</summary>
    public static Refusal? WhyNotSealed(ItemContent? content) => content is null ? null : Refusal.Rule("already-sealed");

    /// <summary>Why the content cannot be read again; null: it can.</summary>
    public static Refusal? WhyNotVerified(ItemContent? content) => content is null ? Refusal.Rule("no-content-yet") : null;

    /// <summary>Why the content is not given; null: it is.</summary>
    /// <param name="content">What was sealed.</param>
    /// <param name="isDamaged">Whether the last check found damage.</param>
    public static Refusal? WhyNotGiven(ItemContent? content, bool isDamaged) =>
        content is null ? Refusal.Rule("no-content-yet") : isDamaged ? Refusal.Rule("content-damaged") : null;
}
