using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class DraftRequestTests
{
    private static readonly DraftRequest Command = new(Requests.File, Requests.Content);

    [Fact]
    public void A_draft_waits_for_its_drafter()
    {
        var request = Given.Nothing<InformationRequest>().In("investigation", Requests.File, Relation.Lead).Drawing(8).When(Command, Someone.Investigator)
            .Then(new RequestDrafted("R-2026-000008", Requests.File, "unit-1", Requests.Content)).State;

        request.Direction.ShouldBe("outgoing");
        request.State.ShouldBe("draft");
        request.Authors.ShouldBe([Someone.Investigator.Id]);
        request.DueAt.ShouldBeNull();
        request.Awaits.ShouldBe(new Awaits("submit", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Theory]
    [InlineData("request")]
    [InlineData("evidence")]
    public void Only_a_file_is_drafted_on(string kind) =>
        Given.Nothing<InformationRequest>().In(kind, Requests.File, Relation.Lead).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void Access_is_decided_by_the_file() => ((CaseWorkspace.Platform.Pipeline.ICommand<InformationRequest>)Command).Scope.ShouldBe(Requests.File);

    [Fact]
    public void Sound_data_has_no_fault() => Faults.Of(Command).ShouldBeEmpty();

    [Fact]
    public void The_content_has_to_be_given() => Faults.Of(Command with { Content = null! }).ShouldBe(["content: NotNullValidator"]);

    [Theory]
    [InlineData("country")]
    [InlineData("authority")]
    [InlineData("subject")]
    [InlineData("purpose")]
    [InlineData("legalBasis")]
    [InlineData("urgency")]
    [InlineData("facts")]
    public void What_a_request_must_say_has_to_be_said(string field)
    {
        var content = Requests.Content;
        content = field switch
        {
            "country" => content with { Country = "" },
            "authority" => content with { Authority = "" },
            "subject" => content with { Subject = "" },
            "purpose" => content with { Purpose = "" },
            "legalBasis" => content with { LegalBasis = "" },
            "urgency" => content with { Urgency = "" },
            _ => content with { Facts = "" },
        };
        Faults.Of(Command with { Content = content }).ShouldContain($"content.{field}: NotEmptyValidator");
    }
}
