using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ReviseRequestTests
{
    private static readonly RequestContent Revised = Requests.Content with { Subject = "Another flat in Lyon" };
    private static readonly ReviseRequest Command = new(Guid.CreateVersion7(), 1, Revised);

    public static TheoryData<string> OtherStates => [.. Requests.Except(nameof(Requests.Draft))];

    [Fact]
    public void A_person_who_revises_a_draft_counts_as_its_drafter_beside_the_first()
    {
        var request = Requests.Draft.When(Command, Someone.Investigator3).Then(new RequestRevised(Revised)).State;
        request.Content.Subject.ShouldBe("Another flat in Lyon");
        request.Drafter.ShouldBe(Someone.Investigator3.Id);
        request.Authors.ShouldBe([Someone.Investigator.Id, Someone.Investigator3.Id]);
        request.Awaits.ShouldBe(new Awaits("submit", Relation.Member, Someone.Investigator3.Id) { Due = request.DueAt });
    }

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].When(Command, Someone.Investigator).ThenRefused("not-in-this-state");

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void The_content_has_to_be_given() => Faults.Of(Command with { Content = null! }).ShouldBe(["content: NotNullValidator"]);
}
