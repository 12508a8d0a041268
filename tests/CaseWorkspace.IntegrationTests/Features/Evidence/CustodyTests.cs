using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>An item on its way into the store and back: who sees what of it, from one act to the next.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class CustodyTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task The_custodian_sees_the_item_from_taking_it_over_until_it_is_returned()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (item, custody) = (file.ItemPath, file.ItemPath + "/custody");
        await Api.PostAsync(Prosecutor, item + "/reviews", Bodies.Review(), await Api.VersionAsync(Prosecutor, item));
        (await Api.GetAsync(Custodian, "/api/evidence")).Expect(200);
        await SeesNothingAsync(Custodian, file);
        (await Api.GetAsync(Custodian, custody + "/offer")).Expect(404);

        await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
        // Number, kind and what the offer says; nothing else of the item, nor of its file.
        await SeesNothingAsync(Custodian, file);
        var offered = (await Api.GetAsync(Custodian, custody + "/offer")).Expect(200);
        ((string)offered.Json["number"]!, (string)offered.Json["offer"]!["condition"]!, (string)offered.Json["byName"]!).ShouldBe(("E-001", "intact", await workspace.NameAsync(Investigator)));
        offered.Json.AsObject().Select(member => member.Key).ShouldBe(["id", "kind", "offer", "byName", "number", "toName", "allowed"], ignoreOrder: true);
        foreach (var hidden in new[] { file.Word, file.Number, file.Id.ToString() })
            offered.Text.ShouldNotContain(hidden);

        (await Api.PostAsync(Custodian, custody + "/acceptance", Bodies.TakenOver(), offered.Version)).Expect(200);
        var seen = (await Api.GetAsync(Custodian, item)).Expect(200);
        ((Guid)seen.Json["custody"]!["holder"]!).ShouldBe(Custodian.Id);
        seen.Json["review"].ShouldBeNull();
        seen.Text.ShouldNotContain(file.Number);
        (await Api.GetAsync(Custodian, item + "/content")).Expect(200).Body.ShouldBe(file.Content);
        (await Api.PostAsync(Custodian, item + "/verification")).Expect(200);
        (await ListedAsync(Custodian)).ShouldContain(file.Item);
        (await Api.GetAsync(Custodian, file.OtherItemPath)).Expect(404);
        (await Api.GetAsync(Custodian, file.Path)).Expect(404);

        await ReturnedAsync(file, Custodian, Investigator);
        await SeesNothingAsync(Custodian, file);
        (await Api.GetAsync(Custodian, custody + "/offer")).Expect(404);
        (await Api.PostAsync(Custodian, custody, Bodies.Custody(Investigator), 1)).Expect(404);
    }

    [Fact]
    public async Task Refused_or_taken_back_an_offer_leaves_nothing_behind()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var custody = file.ItemPath + "/custody";
        foreach (var answer in new[] { "refusal", "withdrawal" })
        {
            await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
            var seen = await Api.VersionAsync(Custodian, custody + "/offer");
            var (by, body) = answer is "refusal" ? (Custodian, Bodies.Reason()) : (Investigator, null);
            (await Api.PostAsync(by, $"{custody}/{answer}", body, await Api.VersionAsync(by, custody + "/offer"))).Expect(200);
            (await Api.GetAsync(Custodian, custody + "/offer")).Expect(404);
            (await Api.PostAsync(Custodian, custody + "/acceptance", Bodies.TakenOver(), seen + 1)).Expect(404);
            await SeesNothingAsync(Custodian, file);
        }

        var item = (await Api.GetAsync(Investigator, file.ItemPath)).Expect(200).Json;
        (item["offer"], item["custody"], (int)item["offers"]!).ShouldBe((null, null, 2));
        (await workspace.ScalarAsync<long>(
            "select count(*) from workspace.case_scope s left join workspace.case_relation r on r.scope = s.id and r.until is null and r.relation in ('custody-offered', 'item-custodian') "
            + "where s.id = @p1 and (s.awaits_person is not null or r.scope is not null)", file.Item)).ShouldBe(0);
    }

    [Fact]
    public async Task Handed_on_in_the_store_the_one_before_sees_it_no_longer()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (first, second) = (await own.NewAsync(Role.Custodian, "first", "custody"), await own.NewAsync(Role.Custodian, "second", "custody"));
        var scenario = new Scenario(own.Api);
        await scenario.InCustody(Investigator, file.Item, first);
        await scenario.OfferedIntoCustody(first, file.Item, second);
        await SeesNothingAsync(second, file, own.Api);
        (await own.Api.GetAsync(first, file.ItemPath)).Expect(200);

        var seen = await own.Api.VersionAsync(second, file.ItemPath + "/custody/offer");
        (await own.Api.PostAsync(second, file.ItemPath + "/custody/acceptance", Bodies.TakenOver(), seen)).Expect(200);
        await SeesNothingAsync(first, file, own.Api);
        (await own.Api.GetAsync(second, file.ItemPath)).Expect(200);
    }

    [Fact]
    public async Task The_chain_shows_each_handing_over_in_order_page_by_page()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var custody = file.ItemPath + "/custody";
        await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
        (await Api.PostAsync(Custodian, custody + "/refusal", Bodies.Reason(), await Api.VersionAsync(Custodian, custody + "/offer"))).Expect(200);
        await workspace.Scenario.InCustody(Investigator, file.Item, Custodian);
        (await Api.PostAsync(Custodian, custody, Bodies.Custody(Investigator), await Api.VersionAsync(Custodian, file.ItemPath))).Expect(200);

        foreach (var reader in new[] { Investigator, Supervisor, Prosecutor, Custodian })
        {
            var entries = new List<JsonNode>();
            string? cursor = null;
            do
            {
                var page = (await Api.GetAsync(reader, $"{custody}?size=2&cursor={cursor}")).Expect(200).Json;
                entries.AddRange(page["items"]!.AsArray().Select(one => one!));
                cursor = (string?)page["next"];
            }
            while (cursor is not null);
            entries.Select(one => (string)one["state"]!).ShouldBe(["refused", "accepted", "offered"]);
            entries.Select(one => (string)one["byName"]!).ShouldBe([await workspace.NameAsync(Investigator), await workspace.NameAsync(Investigator), await workspace.NameAsync(Custodian)]);
            entries.Select(one => (bool)one["returns"]!).ShouldBe([false, false, true]);
            ((string?)entries[0]["words"], (string?)entries[1]["sealFound"], (string?)entries[1]["words"]).ShouldBe(("Asked for", "A-1017", "As stated"));
            entries[2]["answeredBy"].ShouldBeNull();
        }

        (await Api.GetAsync(LiaisonFrance, custody)).Expect(404);
        (await Api.GetAsync(OtherInvestigator, custody)).Expect(404);
    }

    [Fact]
    public async Task Items_as_they_stood_show_who_held_them_then()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var before = await MomentAsync();
        await workspace.Scenario.InCustody(Investigator, file.Item, Custodian);
        var stored = await MomentAsync();
        await ReturnedAsync(file, Custodian, Investigator);
        var after = await MomentAsync();

        (await ThenAsync(before)).ShouldBeNull();
        Held(await ThenAsync(stored)).ShouldBe((Custodian.Id, true));
        Held(await ThenAsync(after)).ShouldBe((Investigator.Id, false));

        async Task<JsonNode?> ThenAsync(DateTimeOffset at) =>
            (await Api.GetAsync(Investigator, $"{file.Path}/evidence/as-of?at={Uri.EscapeDataString(at.ToString("O"))}")).Expect(200).Json["items"]!.AsArray()
                .Single(one => (Guid)one!["id"]! == file.Item)!["custody"];
        static (Guid, bool) Held(JsonNode? custody) => ((Guid)custody!["holder"]!, (bool)custody["inStore"]!);
    }

    [Fact]
    public async Task An_item_can_go_to_custodians_and_from_the_store_to_those_of_the_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor, OtherInvestigator);
        (await Api.GetAsync(OtherInvestigator, "/api/evidence")).Expect(200);
        (await Api.GetAsync(Custodian, "/api/evidence")).Expect(200);
        var colleague = await own.NewAsync(Role.Custodian, "other custodian", "custody");
        (await own.Api.GetAsync(colleague, "/api/evidence")).Expect(200);

        var fromFile = await ReceiversAsync(Investigator, file.Item);
        fromFile.Keys.ShouldContain(Custodian.Id);
        fromFile.Values.ShouldAllBe(returns => !returns);

        foreach (var item in new[] { file.Item, part.Item })
            await workspace.Scenario.InCustody(Investigator, item, Custodian);
        var fromStore = await ReceiversAsync(Custodian, file.Item);
        fromStore.Where(one => one.Value).Select(one => one.Key).ShouldBe([Investigator.Id, OtherInvestigator.Id], ignoreOrder: true);
        fromStore.Keys.ShouldContain(colleague.Id);
        fromStore.Keys.ShouldNotContain(Custodian.Id);
        // Of a sealed sub-file its keeper alone, who brought it too.
        (await ReceiversAsync(Custodian, part.Item)).Where(one => one.Value).Select(one => one.Key).ShouldBe([Investigator.Id]);
        (await Api.GetAsync(Custodian, "/api/colleagues")).Expect(403);
        (await Api.GetAsync(OtherInvestigator, $"/api/evidence/{part.Item}/custody")).Expect(200);

        // Page by page, each once.
        var paged = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(Custodian, $"{file.ItemPath}/custody/receivers?size=1&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            paged.AddRange(page["items"]!.AsArray().Select(one => (Guid)one!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        paged.ShouldBe(fromStore.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task Who_holds_the_item_is_told_to_those_who_ask_who_can_see_the_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await workspace.Scenario.InCustody(Investigator, file.Item, Custodian);

        var rows = (await Api.GetAsync(Investigator, file.Path + "/access?size=200")).Expect(200).Json["items"]!.AsArray();
        rows.ShouldContain(row => (string)row!["relation"]! == "item-custodian" && (string)row["thingNumber"]! == "E-001" && (string)row["subject"]! == $"person:{Custodian.Id}");
        var timeline = (await Api.GetAsync(Investigator, file.Path + "/timeline?kind=custody-offered")).Expect(200).Json["items"]!.AsArray();
        timeline.Select(one => (string)one!["subjectName"]!).ShouldBe([await workspace.NameAsync(Custodian)]);
        (await workspace.ScalarAsync<string[]>("select recipients from journal.entry where thing = @p1 and operation = 'evidence.offer-custody' and granted", file.Item))
            .ShouldBe([$"person:{Custodian.Id}"]);
    }

    [Fact]
    public async Task The_version_seen_counts_and_what_another_did_first_is_told()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var custody = file.ItemPath + "/custody";
        await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
        var seen = await Api.VersionAsync(Custodian, custody + "/offer");
        (await Api.PostAsync(Custodian, custody + "/acceptance", Bodies.TakenOver())).Expect(428);
        (await Api.PostAsync(Investigator, custody + "/withdrawal", null, await Api.VersionAsync(Investigator, custody + "/offer"))).Expect(200);
        await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
        (await Api.PostAsync(Custodian, custody + "/acceptance", Bodies.TakenOver(), seen)).Expect(409, "stale");
        (await Api.PostAsync(Investigator, custody + "/acceptance", Bodies.TakenOver(), await Api.VersionAsync(Investigator, custody + "/offer"))).Expect(422, "own-offer");
    }

    private async Task ReturnedAsync(OpenFile file, Account from, Account to)
    {
        var custody = file.ItemPath + "/custody";
        (await Api.PostAsync(from, custody, Bodies.Custody(to).With("purpose", "return"), await Api.VersionAsync(from, file.ItemPath))).Expect(200);
        (await Api.PostAsync(to, custody + "/acceptance", Bodies.TakenOver(), await Api.VersionAsync(to, custody + "/offer"))).Expect(200);
    }

    /// <summary>What is forbidden looks like what does not exist.</summary>
    private async Task SeesNothingAsync(Account account, OpenFile file, Api? through = null)
    {
        var api = through ?? Api;
        var missing = Guid.CreateVersion7();
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Get, "/content"), (HttpMethod.Post, "/verification"), (HttpMethod.Get, "/custody"), (HttpMethod.Get, "/custody/receivers"),
        })
        {
            var reply = (await api.SendAsync(new Call(method, file.ItemPath + path) { As = account })).Expect(404);
            reply.Whole.ShouldBe((await api.SendAsync(new Call(method, $"/api/evidence/{missing}{path}") { As = account })).Whole);
        }

        (await ListedAsync(account, api)).ShouldNotContain(file.Item);
        (await api.GetAsync(account, $"/api/evidence?search={file.Word}")).Expect(200).Json["items"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<Guid[]> ListedAsync(Account account, Api? through = null) =>
        [.. (await (through ?? Api).GetAsync(account, "/api/evidence?size=200")).Expect(200).Json["items"]!.AsArray().Select(row => (Guid)row!["id"]!)];

    private async Task<Dictionary<Guid, bool>> ReceiversAsync(Account by, Guid item) =>
        (await Api.GetAsync(by, $"/api/evidence/{item}/custody/receivers?size=200")).Expect(200).Json["items"]!.AsArray()
            .ToDictionary(row => (Guid)row!["id"]!, row => (bool)row!["returns"]!);

    private static async Task<DateTimeOffset> MomentAsync()
    {
        await Task.Delay(20, TestContext.Current.CancellationToken);
        var moment = TimeProvider.System.GetUtcNow();
        await Task.Delay(20, TestContext.Current.CancellationToken);
        return moment;
    }
}
