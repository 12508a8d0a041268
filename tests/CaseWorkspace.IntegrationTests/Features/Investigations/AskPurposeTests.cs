using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Why somebody asks to be let in is a text of the file: it is shown to the people who said why they look, and the read is recorded.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class AskPurposeTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task The_reason_of_a_question_is_shown_once_a_purpose_is_stated_and_the_look_is_in_the_journal_of_the_file()
    {
        var (lead, head) = (await own.NewAsync(Role.Investigator, "leads"), await own.NewAsync(Role.Supervisor, "heads"));
        var asks = await own.NewAsync(Role.Investigator, "asks", "unit-2");
        var file = await own.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        var word = Scenario.NewWord();
        (await own.Api.PostAsync(asks, "/api/access-requests", Bodies.Ask(file.Number).With("reason", $"The same drivers {word}"))).Expect(201);

        var before = await LooksAsync(file, head);
        var row = await RowAsync(head, file, purpose: "");
        row["reason"].ShouldBeNull();
        row.ToJsonString().ShouldNotContain(word);
        (await LooksAsync(file, head)).ShouldBe(before);

        ((string)(await RowAsync(head, file, purpose: "supervision"))["reason"]!).ShouldContain(word);
        (await LooksAsync(file, head)).ShouldBe(before + 1);
        // In the same session it is not asked again.
        ((string)(await RowAsync(head, file, purpose: ""))["reason"]!).ShouldContain(word);
    }

    [Fact]
    public async Task So_is_the_reason_of_an_emergency_entry_in_the_list_for_those_who_answer_for_the_file()
    {
        var (lead, head) = (await own.NewAsync(Role.Investigator, "leads"), await own.NewAsync(Role.Supervisor, "heads"));
        var enters = await own.NewAsync(Role.Investigator, "enters", "unit-2");
        var file = await own.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        var word = Scenario.NewWord();
        (await own.Api.PostAsync(enters, "/api/break-glass", Bodies.Glass(file.Number).With("reason", $"A life is in danger {word}"))).Expect(201);

        (await RowAsync(head, file, purpose: "", "/api/break-glass/in-own-files")).ToJsonString().ShouldNotContain(word);
        ((string)(await RowAsync(head, file, purpose: "supervision", "/api/break-glass/in-own-files"))["reason"]!).ShouldContain(word);
    }

    private async Task<JsonObject> RowAsync(Account account, OpenFile file, string purpose, string list = "/api/access-requests") =>
        (await own.Api.GetAsync(account, list + "?size=200", ("Purpose", purpose))).Expect(200).Json["items"]!.AsArray()
            .Select(one => one!.AsObject()).Single(one => (string)one["number"]! == file.Number);

    private Task<long> LooksAsync(OpenFile file, Account account) => workspace.ScalarAsync<long>(
        "select count(*) from journal.entry where file = @p1 and actor = @p2 and operation = 'access.list-asks' and granted", file.Id, account.Id);
}
