using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Who reads why somebody wanted to be let in, or let themselves in.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class TimelineWordsTests(Workspace workspace)
{
    private const string AskReason = "The same drivers";
    private const string GlassReason = "A life is in danger";

    private Api Api => workspace.Api;

    [Fact]
    public async Task Reasons_of_asks_and_of_broken_glass_are_for_those_who_answer_for_the_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await VersionAsync(file))).Expect(200);
        var opener = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        var ask = (await Api.PostAsync(opener, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201);

        foreach (var answers in new[] { Investigator, Supervisor })
        {
            var whole = (await TimelineAsync(answers, file)).Text;
            whole.ShouldContain(AskReason);
            whole.ShouldContain(GlassReason);
        }

        foreach (var other in new[] { OtherInvestigator, Prosecutor, opener })
        {
            var shown = await TimelineAsync(other, file);
            shown.Text.ShouldNotContain(AskReason);
            shown.Text.ShouldNotContain(GlassReason);
            var kinds = shown.Json["items"]!.AsArray().Select(one => (string)one!["kind"]!).ToArray();
            kinds.ShouldContain("glass-broken");
            kinds.ShouldNotContain("access-asked");
        }

        // Let in: that somebody is a member shows, the words of the question do not.
        (await Api.PostAsync(Investigator, $"/api/access-requests/{ask}/grant", new System.Text.Json.Nodes.JsonObject(), 1)).Expect(200);
        var after = await TimelineAsync(OtherInvestigator, file);
        after.Text.ShouldNotContain(AskReason);
        after.Json["items"]!.AsArray().Count(one => (string)one!["kind"]! == "member-added").ShouldBe(2);
    }

    private async Task<Reply> TimelineAsync(Account account, OpenFile file) => (await Api.GetAsync(account, file.Path + "/timeline?size=200")).Expect(200);

    private Task<long> VersionAsync(OpenFile file) => Api.VersionAsync(file.Lead, file.Path);
}
