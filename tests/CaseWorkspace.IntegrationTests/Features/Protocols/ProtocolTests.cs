using System.Text.Json.Nodes;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Protocols;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Protocols;

[Collection(SharedWorkspace.Name)]
public sealed class ProtocolTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task An_urgent_action_is_drafted_controlled_and_signed_by_who_did_it_and_changes_no_more()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var path = $"/api/protocols/{await workspace.Scenario.DraftedProtocol(OtherInvestigator, file)}";
        var draft = (await Api.GetAsync(file.Lead, path)).Expect(200).Json;
        ((string)draft["number"]!).ShouldBe("AP-001");
        AllowedIn(draft).ShouldBe(["record-control", "register-exhibits", "change", "withdraw"], "the lead did not do the action");
        ((DateTimeOffset)draft["controlDue"]!).ShouldBe(((DateTimeOffset)draft["content"]!["began"]!).AddHours(24));

        (await Api.PostAsync(file.Lead, path + "/signing", Bodies.Signing(), 1)).Expect(422, "not-who-did-it");
        (await Api.PostAsync(OtherInvestigator, path + "/signing", Bodies.Signing(1), 1)).Expect(422, "signatures-of-all");
        await ChangeAsync(HttpMethod.Post, OtherInvestigator, path, "/signing", Bodies.Signing());
        (await Api.PutAsync(OtherInvestigator, path, Bodies.ChangedProtocol("x", OtherInvestigator), 2)).Expect(422, "protocol-signed");
        (await Api.PostAsync(file.Lead, path + "/withdrawal", Bodies.Reason(), 2)).Expect(422, "protocol-signed");
        await ChangeAsync(HttpMethod.Post, Prosecutor, path, "/court-control", Bodies.CourtControl("unlawful"));

        var signed = (await Api.GetAsync(file.Lead, path)).Expect(200).Json;
        ((string)signed["state"]!, (string)signed["control"]!["finding"]!).ShouldBe(("signed", "unlawful"));
        signed["signing"]!["signatures"]!.AsArray().Select(one => (string)one!["how"]!).ShouldBe(["signed", "refused"]);
        signed["awaits"].ShouldBeNull();
        (await Api.PostAsync(file.Lead, file.Path + "/protocols", Bodies.Protocol(file.Word, Supervisor))).Expect(422, "doer-not-on-file");
        (await KindsAsync(file)).ShouldBe(["court-control-recorded", "protocol-signed", "protocol-drafted"]);
    }

    /// <summary>In one transaction, of which a repetition makes no second one: each item names the protocol, and bears its seal.</summary>
    [Fact]
    public async Task What_was_found_is_registered_in_one_go_where_the_protocol_lies()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor, Prosecutor);
        foreach (var (subFile, numbers) in new (Guid?, string[])[] { (null, ["E-003", "E-004"]), (part.Id, [$"{part.Number}/E-002", $"{part.Number}/E-003"]) })
        {
            var id = await workspace.Scenario.DraftedProtocol(file.Lead, file, subFile: subFile);
            var (path, key) = ($"/api/protocols/{id}", Guid.CreateVersion7().ToString());
            for (var again = 0; again < 3; again++)
                (await Api.PostAsync(file.Lead, path + "/exhibits", Bodies.Exhibits(file.Word), 1, key)).Expect(200);
            var faulty = Bodies.Exhibits(file.Word);
            faulty["exhibits"]![1]!["kind"] = "a boat";
            (await Api.PostAsync(file.Lead, path + "/exhibits", faulty, 2)).Expect(422).Fields.ShouldBe(["exhibits[1].kind"]);
            (await Api.PostAsync(file.Lead, path + "/withdrawal", Bodies.Reason(), 2)).Expect(422, "has-exhibits");

            var exhibits = (await Api.GetAsync(file.Lead, path)).Expect(200).Json["exhibits"]!.AsArray();
            exhibits.Count.ShouldBe(2);
            foreach (var (exhibit, number, seal) in exhibits.Zip(numbers, ["L-101", "L-102"]))
            {
                var item = (await Api.GetAsync(file.Lead, $"/api/evidence/{exhibit!["item"]}")).Expect(200).Json;
                ((string)item["number"]!, (string)item["seal"]!, (Guid)item["origin"]!, (Guid)item["file"]!).ShouldBe((number, seal, id, file.Id));
                ((string)item["seizedWhere"]!, (string)item["seizedBy"]!).ShouldBe(("In the wardrobe", "Investigator G. Beridze"));
            }

            var hidden = await Api.GetAsync(Supervisor, $"/api/evidence/{exhibits[0]!["item"]}");
            hidden.Status.ShouldBe(subFile is null ? 200 : 404, "the head of the unit is not named in the sub-file");
        }
    }

    [Fact]
    public async Task A_signed_protocol_is_corrected_by_a_second_one_and_stays_readable()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var first = await workspace.Scenario.SignedProtocol(file.Lead, file);
        var path = $"/api/protocols/{first}";
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/exhibits", Bodies.Exhibits(file.Word));
        await ChangeAsync(HttpMethod.Post, Prosecutor, path, "/court-control", Bodies.CourtControl());
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/correction", Bodies.Reason());
        (await Api.PostAsync(file.Lead, path + "/correction", Bodies.Reason(), await Api.VersionAsync(file.Lead, path))).Expect(422, "correction-begun");
        var second = await SecondAsync();
        ((string)second.Json["number"]!, (Guid)second.Json["corrects"]!).ShouldBe(("AP-002", first));

        // Given up, and begun anew.
        await ChangeAsync(HttpMethod.Post, file.Lead, second.Path, "/withdrawal", Bodies.Reason());
        (await Api.GetAsync(file.Lead, path)).Expect(200).Json["correction"].ShouldBeNull();
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/correction", Bodies.Reason());
        second = await SecondAsync();
        ((string)second.Json["number"]!).ShouldBe("AP-003");
        var corrected = Bodies.UrgentProtocol($"corrected {file.Word}", file.Lead);
        corrected.Remove("subFile");
        (await Api.PutAsync(file.Lead, second.Path, corrected, 1)).Expect(200);
        await ChangeAsync(HttpMethod.Post, file.Lead, second.Path, "/signing", Bodies.Signing());

        var before = (await Api.GetAsync(file.Lead, path)).Expect(200).Json;
        ((string)before["state"]!, (string)before["content"]!["place"]!).ShouldBe(("corrected", $"Protocol {file.Word}, Batumi"));
        AllowedIn(before).ShouldBe(["register-scan"]);
        var now = (await Api.GetAsync(file.Lead, second.Path)).Expect(200).Json;
        ((string)now["control"]!["finding"]!).ShouldBe("lawful", "the court controlled the action");
        now["exhibits"]!.AsArray().Select(one => (Guid)one!["from"]!).ShouldBe([first, first]);
        (await KindsAsync(file)).Take(2).ShouldBe(["protocol-corrected", "court-control-recorded"], ignoreOrder: true);

        async Task<(string Path, JsonNode Json)> SecondAsync()
        {
            var at = $"/api/protocols/{(await Api.GetAsync(file.Lead, path)).Expect(200).Json["correction"]!["protocol"]}";
            return (at, (await Api.GetAsync(file.Lead, at)).Expect(200).Json);
        }
    }

    [Fact]
    public async Task The_scan_of_the_signed_paper_is_an_item_that_is_sealed_and_read_again()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var id = await workspace.Scenario.SignedProtocol(file.Lead, file);
        var path = $"/api/protocols/{id}";
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/scan", Bodies.Scan(file.Word));
        (await Api.PostAsync(file.Lead, path + "/scan", Bodies.Scan(file.Word), await Api.VersionAsync(file.Lead, path))).Expect(422, "has-scan");
        var item = $"/api/evidence/{(await Api.GetAsync(file.Lead, path)).Expect(200).Json["scan"]}";
        (await Api.UploadAsync(file.Lead, HttpMethod.Put, item + "/content?fileName=scan.pdf", [1, 2, 3])).Expect(200);
        var scan = (await Api.GetAsync(Prosecutor, item)).Expect(200).Json;
        ((string)scan["kind"]!, (string)scan["state"]!, (Guid)scan["origin"]!).ShouldBe(("document", "sealed", id));
    }

    [Fact]
    public async Task It_is_found_by_its_words_and_waits_on_the_desk_until_the_court_has_ruled()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var word = Scenario.NewWord();
        var id = await workspace.Scenario.DraftedProtocol(OtherInvestigator, file, word);
        var path = $"/api/protocols/{id}";
        (await FoundAsync(file.Lead, word)).ShouldBe([id]);
        (await DeskOfAsync(file.Lead, id)).ShouldBe("protocol.verb.record-control");
        (await DeskOfAsync(OtherInvestigator, id)).ShouldBe("protocol.verb.record-control");
        (await DeskOfAsync(Prosecutor, id)).ShouldBeNull();

        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/court-control", Bodies.CourtControl());
        (await DeskOfAsync(OtherInvestigator, id)).ShouldBe("protocol.verb.sign");
        (await DeskOfAsync(file.Lead, id)).ShouldBeNull("who did the action is here");
        // Who did it is gone: the lead has to see to the draft.
        (await Api.PostAsync(file.Lead, $"{file.Path}/members/{OtherInvestigator.Id}/removal", Bodies.Reason(), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        (await DeskOfAsync(file.Lead, id)).ShouldBe("protocol.verb.change");
        (await DeskOfAsync(OtherInvestigator, id)).ShouldBeNull();
        (await Api.PutAsync(file.Lead, path, Bodies.ChangedProtocol(word, file.Lead), await Api.VersionAsync(file.Lead, path))).Expect(200);
        (await DeskOfAsync(file.Lead, id)).ShouldBe("protocol.verb.sign");
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/signing", Bodies.Signing());
        (await DeskOfAsync(file.Lead, id)).ShouldBeNull();
    }

    [Fact]
    public async Task It_is_printed_in_Georgian_with_English_on_request_and_that_is_a_disclosure()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var id = await workspace.Scenario.SignedProtocol(file.Lead, file);
        var path = $"/api/protocols/{id}/print";
        var georgian = (await Api.GetAsync(file.Lead, path)).Expect(200);
        georgian.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        georgian.Text.ShouldContain("AP-001");
        georgian.Text.ShouldNotContain("Criminal case");
        georgian.Text.ShouldNotContain("<script");
        var both = (await Api.GetAsync(file.Lead, path + "?language=ka-en")).Expect(200);
        both.Text.ShouldContain("Criminal case");
        both.Text.ShouldContain($"Protocol {file.Word}, Batumi");
        (await Api.GetAsync(file.Lead, path + "?language=fr")).Expect(400);
        (await Api.GetAsync(OtherInvestigator, path)).Expect(404);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'protocol.print' and granted and thing = @p1", id)).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_owed_keeps_the_file_open_and_a_closed_file_takes_no_protocol()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var path = $"/api/protocols/{await workspace.Scenario.DraftedProtocol(file.Lead, file)}";
        (await Api.PostAsync(Prosecutor, file.Path + "/termination", Bodies.Termination(), await Api.VersionAsync(Prosecutor, file.Path))).Expect(200);
        (await Api.PostAsync(Supervisor, file.Path + "/closing", Bodies.Closing(null), await Api.VersionAsync(Supervisor, file.Path))).Expect(422, "still-owed");
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/withdrawal", Bodies.Reason());
        (await Api.PostAsync(Supervisor, file.Path + "/closing", Bodies.Closing(null), await Api.VersionAsync(Supervisor, file.Path))).Expect(200);
        (await Api.PostAsync(file.Lead, file.Path + "/protocols", Bodies.Protocol(file.Word, file.Lead))).Expect(422, "file-closed");
        (await Api.GetAsync(file.Lead, path)).Expect(200);
    }

    private static IEnumerable<string> AllowedIn(JsonNode shown) => shown["allowed"]!.AsArray().Select(verb => (string)verb!);

    private async Task<List<Guid>> FoundAsync(Account by, string word) =>
        [.. (await Api.GetAsync(by, $"/api/protocols?search={word}")).Expect(200).Json["items"]!.AsArray().Select(one => (Guid)one!["id"]!)];

    private async Task<List<string>> KindsAsync(OpenFile file) =>
    [
        .. (await Api.GetAsync(file.Lead, file.Path + "/timeline")).Expect(200).Json["items"]!.AsArray().Select(entry => (string)entry!["kind"]!)
            .Where(kind => kind.StartsWith("protocol-", StringComparison.Ordinal) || kind is "court-control-recorded"),
    ];

    /// <summary>The verb under which it waits for the person; null: it does not.</summary>
    private async Task<string?> DeskOfAsync(Account account, Guid protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(workspace.Installation.WorkspaceSettings);
        builder.Services.AddWorkspace(builder.Configuration);
        await using var app = builder.Build();
        var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, [], "desk of protocols");
        var page = (await app.Services.GetRequiredService<QueryPipeline>().List(new ProtocolsToActOn(200), actor)).Value!;
        return page.Items.FirstOrDefault(entry => entry.Id == protocol)?.Verb;
    }

    private async Task ChangeAsync(HttpMethod method, Account by, string path, string act, JsonObject body) =>
        (await Api.SendAsync(new Call(method, path + act) { As = by, Body = body, Seen = await Api.VersionAsync(by, path) })).Expect(200);
}
