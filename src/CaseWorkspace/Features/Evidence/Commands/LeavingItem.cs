using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// That the item goes abroad with an answer, or went. What is said of it passes the two people who release it (<c>workspace.leaves_with</c>): it is neither corrected nor
/// withdrawn meanwhile, or afterwards.
/// </summary>
/// <param name="Released">Whether it was released; otherwise the answer waits for that.</param>
internal sealed record LeavingItem(bool Released)
{
    /// <summary>Whether there is one, the released ones first.</summary>
    public static Fact Of(Guid item) => new Fact<LeavingItem>(
        "select jsonb_build_object('released', l.released)::text from workspace.leaves_with(?) l order by l.released desc limit 1", item);

    /// <summary>The refusal where there is one; null: it goes nowhere.</summary>
    public static Decision? Refuse(DecisionContext context) =>
        context.Facts<LeavingItem>() is [var leaving, ..] ? Decision.Refuse(leaving.Released ? "released-already" : "answer-submitted") : null;
}
