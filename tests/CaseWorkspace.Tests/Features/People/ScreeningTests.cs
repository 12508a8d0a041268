using CaseWorkspace.Features.People;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

public sealed class ScreeningTests
{
    private static readonly RecordScreening Afraid = new(Person, null, Yesterday, ["threats"], " Afraid. ");
    private static readonly DecideScreening Refer = new(Person, null, "refer", "Signs of debt bondage.");

    [Fact]
    public void An_indicator_opens_a_decision_and_somebody_decides_by_name()
    {
        var screened = KnownMigrant.When(Afraid).Then(new ScreeningRecorded(Yesterday, ["threats"], "Afraid.", Someone.Investigator.Id, Given.Now));
        screened.State.Screening!.State.ShouldBe(Screening.ToDecide);
        var decided = screened.And.When(Refer, Someone.Prosecutor).Then(new ScreeningDecided("refer", "Signs of debt bondage.", Someone.Prosecutor.Id, Given.Now)).State.Screening!;
        (decided.State, decided.Verdict, decided.By).ShouldBe((Screening.Decided, "refer", Someone.Prosecutor.Id));
    }

    [Fact]
    public void Without_an_indicator_nothing_is_owed_any_more()
    {
        var screened = KnownMigrant.When(Afraid with { Indicators = [], Note = null }).Then(new ScreeningRecorded(Yesterday, [], null, Someone.Investigator.Id, Given.Now));
        screened.State.Screening!.State.ShouldBe(Screening.NothingFound);
        screened.And.When(Refer).ThenRefused("no-decision-owed");
    }

    [Fact]
    public void A_second_screening_does_not_pass_over_the_decision_on_the_first()
    {
        var owed = KnownMigrant.When(Afraid).And;
        owed.When(Afraid with { Indicators = [] }).ThenRefused("decision-owed");
        owed.When(Refer).And.When(Afraid).State.Screening.ShouldSatisfyAllConditions(
            screening => screening!.State.ShouldBe(Screening.ToDecide), screening => screening!.Verdict.ShouldBeNull());
    }

    [Fact]
    public void Somebody_who_was_not_moved_is_not_screened() => Known.When(Afraid).ThenRefused("not-a-migrant");

    [Fact]
    public void Nobody_was_interviewed_tomorrow() =>
        KnownMigrant.When(Afraid with { InterviewedAt = Given.Now.AddDays(1) }).ThenRefused("in-future", "interviewedAt");
}
