using CaseWorkspace.Features.Evidence;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

public sealed class ReviewEvidenceTests
{
    private static readonly EvidenceReviewed Reviewed = new("sufficient", "Clear and complete.", Prosecutor.Id, Given.Now);

    [Fact]
    public void Sealed_content_is_reviewed() =>
        Given.Events<EvidenceItem>(Registered, Sealed).By(Prosecutor).When(Review()).Then(Reviewed);

    [Fact]
    public void What_may_still_change_is_not_reviewed() =>
        Given.Events<EvidenceItem>(Registered).By(Prosecutor).When(Review()).ThenRefused("no-content-yet");

    [Fact]
    public void A_physical_object_is_reviewed_as_it_is() =>
        Given.Events<EvidenceItem>(PhoneRegistered).By(Prosecutor).When(Review()).Then(Reviewed);

    [Fact]
    public void Damaged_content_can_be_excluded() =>
        Given.Events<EvidenceItem>(Registered, Sealed, FoundDamaged).By(Prosecutor)
            .When(Review("excluded")).Then(Reviewed with { Opinion = "excluded" });

    [Fact]
    public void Each_change_of_mind_is_kept()
    {
        var item = Given.Events<EvidenceItem>(Registered, Sealed).By(Prosecutor)
            .When(Review()).And.When(Review("admissibility-doubt")).And.When(Review()).And;

        item.Past.OfType<EvidenceReviewed>().Select(one => one.Opinion).ShouldBe(["sufficient", "admissibility-doubt", "sufficient"]);
        item.State!.Reviews.ShouldBe(3);
        item.State.Review!.Opinion.ShouldBe("sufficient");
    }

    [Fact]
    public void Where_no_item_is_nothing_is_reviewed() =>
        Given.Nothing<EvidenceItem>().By(Prosecutor).When(Review()).ThenMissing();
}
