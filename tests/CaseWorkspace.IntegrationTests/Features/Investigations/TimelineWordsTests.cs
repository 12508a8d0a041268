using Microsoft.Extensions.Configuration;
using System.Text.Json;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Who reads why somebody wanted to be let in, or let themselves in.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class TimelineWordsTests(Workspace workspace)
{
    private const string AskReason = "The same drivers";
    private const string EmergencyReason = "A life is in danger";

    private Api Api => workspace.Api;

    [Fact]
    public async Task Questions_and_reasons_are_for_those_who_answer_for_the_file()
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
            whole.ShouldContain(EmergencyReason);
            (await ChangedLatelyAsync(answers, file)).ShouldContain("access-asked");
        }

        foreach (var other in new[] { OtherInvestigator, Prosecutor, opener })
        {
            var shown = await TimelineAsync(other, file);
            shown.Text.ShouldNotContain(AskReason);
            shown.Text.ShouldNotContain(EmergencyReason);
            var kinds = shown.Json["items"]!.AsArray().Select(one => (string)one!["kind"]!).ToArray();
            kinds.ShouldContain("glass-broken");
            kinds.ShouldNotContain("access-asked");
        }

        // The same on the page of what changed lately, which shows no words of either.
        foreach (var other in new[] { OtherInvestigator, Prosecutor })
        {
            var kinds = await ChangedLatelyAsync(other, file);
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

    /// <summary>What the page of what changed lately shows of the file: the kinds, and none of the reasons.</summary>
    private async Task<string[]> ChangedLatelyAsync(Account account, OpenFile file)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(workspace.Installation.WorkspaceSettings);
        builder.Services.AddWorkspace(builder.Configuration);
        await using var app = builder.Build();
        var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, account.Posting is { } posting ? [posting] : [], "pages");
        var page = (await app.Services.GetRequiredService<QueryPipeline>().List(new RecentChanges(account.Id, TimeProvider.System.GetUtcNow().AddMinutes(-5), 200), actor)).Value.ShouldNotBeNull();
        var changes = page.Items.Where(change => change.File == file.Id).ToList();
        foreach (var reason in new[] { AskReason, EmergencyReason })
            JsonSerializer.Serialize(changes).ShouldNotContain(reason);
        return [.. changes.Select(change => change.Kind)];
    }

    private Task<long> VersionAsync(OpenFile file) => Api.VersionAsync(file.Lead, file.Path);
}
