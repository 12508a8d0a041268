using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class AccessAskTests
{
    private static readonly Guid File = Guid.CreateVersion7();
    private static readonly AskForAccess Ask = new(" 344-2026-000123 ", " The same drivers. ");
    private static readonly AccessAsked Asked = new("344-2026-000123", File, Someone.Investigator2.Id, "The same drivers.");
    private static readonly GrantAccess Grant = new(Guid.CreateVersion7(), 1, null, "Both files meet.");
    private static readonly RefuseAccess Refuse = new(Grant.Target, 1, " Nothing to do with it. ");

    private static Given<AccessAsk> Waiting { get; } = Given.Events<AccessAsk>(Someone.Investigator2, Asked).WithRelations(Relation.Lead).Knowing(Someone.Investigator2);

    [Fact]
    public void A_question_for_a_file_waits() =>
        Given.Nothing<AccessAsk>().Reaching(File, "344-2026-000123").When(Ask, Someone.Investigator2).Then(Asked).State.State.ShouldBe(AccessAsk.Waiting);

    [Fact]
    public void A_question_for_a_file_that_is_none_is_taken_alike() =>
        Given.Nothing<AccessAsk>().When(Ask, Someone.Investigator2).Then(Asked with { File = null }).State.State.ShouldBe(AccessAsk.Waiting);

    [Fact]
    public void A_person_who_stands_to_the_file_need_not_ask() =>
        Given.Nothing<AccessAsk>().Reaching(File, "344-2026-000123", Relation.Member).When(Ask, Someone.Investigator2)
            .ThenRefused("open-to-you-already", "number");

    [Fact]
    public void Number_and_reason_have_to_be_given() =>
        Faults.Of(Ask with { Number = " ", Reason = "" }).ShouldBe(["number: NotEmptyValidator", "reason: NotEmptyValidator"]);

    [Fact]
    public void A_person_who_asked_is_let_in_as_a_member_for_good()
    {
        var ask = Waiting.When(Grant, Someone.Investigator)
            .Then(new AccessGranted(null, "Both files meet."))
            .ThenAlso(File, new MemberAdded(Someone.Investigator2.Id, "Both files meet.")).State;

        (ask.State, ask.Answer, ask.Until).ShouldBe((AccessAsk.Granted, "Both files meet.", null));
    }

    [Fact]
    public void Or_until_a_day() =>
        Waiting.When(Grant with { Until = Given.Now.AddDays(2), Reason = null }, Someone.Investigator)
            .Then(new AccessGranted(Given.Now.AddDays(2), null))
            .ThenAlso(File, new MemberAdded(Someone.Investigator2.Id, null, Given.Now.AddDays(2)));

    [Fact]
    public void Access_does_not_end_before_it_begins() =>
        Waiting.When(Grant with { Until = Given.Now }, Someone.Investigator).ThenRefused("ends-in-the-past", "until");

    [Fact]
    public void Or_is_refused_with_a_reason()
    {
        var ask = Waiting.When(Refuse, Someone.Investigator).Then(new AccessRefused("Nothing to do with it.")).State;

        (ask.State, ask.Answer).ShouldBe((AccessAsk.Refused, "Nothing to do with it."));
    }

    [Fact]
    public void A_question_is_answered_once()
    {
        var granted = Waiting.When(Grant, Someone.Investigator).And;
        granted.When(Refuse, Someone.Investigator).ThenRefused("answered-already");
        granted.When(Grant, Someone.Investigator).ThenRefused("answered-already");
        var refused = Waiting.When(Refuse, Someone.Investigator).And;
        refused.When(Grant, Someone.Investigator).ThenRefused("answered-already");
        refused.When(Refuse, Someone.Investigator).ThenRefused("answered-already");
    }

    [Fact]
    public void A_question_for_no_file_and_no_question_at_all_are_missing()
    {
        var nowhere = Given.Events<AccessAsk>(Someone.Investigator2, Asked with { File = null });
        nowhere.When(Grant, Someone.Investigator).ThenMissing();
        nowhere.When(Refuse, Someone.Investigator).ThenMissing();
        Given.Nothing<AccessAsk>().When(Grant, Someone.Investigator).ThenMissing();
        Given.Nothing<AccessAsk>().When(Refuse, Someone.Investigator).ThenMissing();
    }

    [Fact]
    public void A_refusal_says_why() => Faults.Of(Refuse with { Reason = " " }).ShouldBe(["reason: NotEmptyValidator"]);

    [Fact]
    public void A_grant_need_not() => Faults.Of(Grant with { Reason = null }).ShouldBeEmpty();
}
