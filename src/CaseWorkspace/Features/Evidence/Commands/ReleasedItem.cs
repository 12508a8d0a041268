using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Evidence;

/// <summary>A request with whose answer the item went abroad. What was released is as it was when two people let it go: it is neither corrected nor withdrawn.</summary>
/// <param name="Number">That of the request.</param>
internal sealed record ReleasedItem(string Number)
{
    /// <summary>Reads the first of them, from the events.</summary>
    public static Fact Of(Guid item) => new Fact<ReleasedItem>(
        """
        select jsonb_build_object('number', s.number)::text
        from workspace.releases_of(?) r join workspace.case_scope s on s.id = r.request order by r.at limit 1
        """,
        item);

    /// <summary>The refusal where there is one; null: it went nowhere.</summary>
    public static Decision? Refuse(DecisionContext context) =>
        context.Facts<ReleasedItem>().Count > 0 ? Decision.Refuse("released-already") : null;
}
