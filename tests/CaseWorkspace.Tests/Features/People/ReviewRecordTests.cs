using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Codes;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>Whether a record is still needed comes up by itself (Directive (EU) 2016/680, art. 5).</summary>
public sealed class ReviewRecordTests
{
    private static Given<RecordedPerson> AsContact { get; } = Known.When(new SetCategory(Person, null, "contact", Yesterday, "Knows the driver.")).And;

    [Fact]
    public void A_category_sets_the_review_and_none_is_owed_before()
    {
        Known.State!.Review.ShouldBeNull();
        Known.When(new ReviewRecord(Person, null, "keep", "Why.")).ThenRefused("no-review-set");
        AsContact.State!.Review.ShouldBe(new RecordReview("scheduled", Given.Now.AddDays(365)));
        AsContact.When(new SetCategory(Person, null, "witness", Given.Now, "Testified.")).State.Review!.Due.ShouldBe(Given.Now.AddDays(1095));
    }

    [Fact]
    public void What_is_kept_comes_back_after_the_term()
    {
        var later = Given.Now.AddDays(400);
        var kept = AsContact.At(later).When(new ReviewRecord(Person, null, "keep", " The trial goes on. "));
        kept.Then(new RecordReviewed("keep", later.AddDays(365), "The trial goes on.", Someone.Investigator.Id, later));
        kept.State.Review.ShouldBe(new RecordReview("scheduled", later.AddDays(365), "The trial goes on.", Someone.Investigator.Id, later));
    }

    [Fact]
    public void What_is_to_be_erased_is_not_reviewed_again_nor_by_another_category()
    {
        var asked = AsContact.When(new ReviewRecord(Person, null, "erase", "No tie was found.")).And;
        asked.State!.Review!.ShouldSatisfyAllConditions(review => review.State.ShouldBe(RecordReview.ErasureAsked), review => review.Due.ShouldBeNull());
        asked.When(new ReviewRecord(Person, null, "keep", "Why.")).ThenRefused("no-review-set");
        asked.When(new SetCategory(Person, null, "witness", Given.Now, "Testified.")).State.Review!.State.ShouldBe(RecordReview.ErasureAsked);
    }

    [Fact]
    public void Each_category_has_a_term()
    {
        foreach (var category in CodeLists.Of("analytic-category"))
        {
            ReviewTerm.Due(category.Code, Given.Now).ShouldNotBeNull(category.Code);
        }

        ReviewTerm.Due("none-such", Given.Now).ShouldBeNull();
        ReviewTerm.Due(null, Given.Now).ShouldBeNull();
    }

    [Fact]
    public void A_reason_is_always_given() => Faults.Of(new ReviewRecord(Person, null, "keep", " ")).ShouldNotBeEmpty();
}
