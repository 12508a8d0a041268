using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Platform.Storage;

/// <summary>Texts, numbers and names are found in every alphabet, however they are written.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class FoldingTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task Files_items_and_requests_are_found_by_any_spelling_and_say_in_which_text()
    {
        var word = Scenario.NewWord();
        var file = (await workspace.Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation($"Çelik Straße {word}"))).Expect(201).Id;
        var path = $"/api/investigations/{file}";
        (await workspace.Api.PostAsync(Investigator, path + "/notes", Bodies.Note($"+995 599 12-34-56 {word}"))).Expect(200);
        var item = (await workspace.Api.PostAsync(Investigator, path + "/evidence", Bodies.Evidence($"AB-123-CD Tbi\u00adlisi {word}"))).Expect(201).Id;

        (await MatchedAsync("/api/investigations", $"CELIK strasse {word}", file)).ShouldBe(["note", "title"]);
        (await MatchedAsync("/api/investigations", $"599123456 {word}", file)).ShouldBe(["note", "title"]);
        (await MatchedAsync("/api/evidence", $"{word} tbilisi ab123cd", item)).ShouldBe(["description"]);
    }

    [Fact]
    public async Task A_recorded_answer_is_found_and_a_prepared_one_by_those_inside_alone()
    {
        var prepared = await workspace.Scenario.IncomingRequestWithEvidence("answer-prepared");
        (await FoundAsync(Investigator, "/api/information-requests?view=all&", $"answer {prepared.Word}", prepared.Id)).ShouldBeTrue();
        (await FoundAsync(LiaisonFrance, "/api/information-requests?view=all&", prepared.Word, prepared.Id)).ShouldBeTrue();
        var secret = await workspace.ScalarAsync<string>(
            "select data #>> '{answer,text}' from workspace.mt_doc_informationrequest where id = @p1", prepared.Id);
        var alone = secret.Split(' ').First(one => one != prepared.Word && one.Length > 4);
        (await FoundAsync(Investigator, "/api/information-requests?view=all&", $"{prepared.Word} {alone}", prepared.Id)).ShouldBeTrue();
        (await FoundAsync(LiaisonFrance, "/api/information-requests?view=all&", $"{prepared.Word} {alone}", prepared.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Colleagues_are_found_by_any_spelling_and_stand_in_the_order_of_the_alphabet()
    {
        var mark = Scenario.NewWord();
        foreach (var name in new[] { $"Zoë {mark}", $"aaron {mark}", $"Éva Çelik {mark}" })
            await own.KnownAsync(new Account(name, Guid.CreateVersion7(), Role.Investigator));

        var found = await workspace.ScalarAsync<string[]>(
            """select array_agg(name order by name collate "und-x-icu") from workspace.person where folded like @p1""", $"%{mark}");
        found.ShouldBe([$"aaron {mark}", $"Éva Çelik {mark}", $"Zoë {mark}"]);
        var listed = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await own.Api.GetAsync(Investigator, $"/api/colleagues?size=50&cursor={Uri.EscapeDataString(cursor)}")).Expect(200).Json;
            listed.AddRange(page["items"]!.AsArray().Select(row => (string)row!["name"]!).Where(name => name.EndsWith(mark, StringComparison.Ordinal)));
            cursor = (string?)page["next"];
        }

        listed.ShouldBe(found);
        (await own.Api.GetAsync(Auditor, $"/api/journal?name={Uri.EscapeDataString($"{mark} CELIK  eva")}")).Expect(200).Json["items"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Migrate_folds_anew_what_an_older_version_wrote()
    {
        var word = Scenario.NewWord();
        var file = (await workspace.Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation($"Çelik {word}"))).Expect(201).Id;
        (await workspace.ScalarAsync<long>(
            """
            with old as (update workspace.case_text set words = array_to_tsvector(array['çelik', @p2]), field = '', form = 0 where source = @p1 returning 1),
            people as (update workspace.person set folded = null where id = @p3 returning 1)
            select (select count(*) from old) + (select count(*) from people)
            """, file, word, Investigator.Id)).ShouldBe(2);
        (await FoundAsync(Investigator, "/api/investigations?", $"celik {word}", file)).ShouldBeFalse();

        var owner = workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner);
        (await Should.ThrowAsync<WrongSchemaException>(SchemaMigration.Run(owner, AllFeatures.Modules))).Message.ShouldContain("run migrate again with ConnectionStrings:Keys");
        using var keys = await PostgreSqlFixture.Current.TextKeysAsync();
        await SchemaMigration.Run(owner, AllFeatures.Modules, keys: keys);

        (await FoundAsync(Investigator, "/api/investigations?", $"celik {word}", file)).ShouldBeTrue();
        (await workspace.ScalarAsync<bool>("select not exists (select from workspace.case_text where form = 0) and not exists (select from workspace.person where folded is null)")).ShouldBeTrue();
    }

    private async Task<string[]> MatchedAsync(string list, string typed, Guid thing) =>
        [.. (await workspace.Api.GetAsync(Investigator, $"{list}?search={Uri.EscapeDataString(typed)}")).Expect(200).Json["items"]!.AsArray()
            .Single(row => (Guid)row!["id"]! == thing)!["matched"]!.AsArray().Select(field => (string)field!)];

    private async Task<bool> FoundAsync(Account reader, string list, string typed, Guid thing) =>
        (await workspace.Api.GetAsync(reader, $"{list}search={Uri.EscapeDataString(typed)}")).Expect(200).Json["items"]!.AsArray().Any(row => (Guid)row!["id"]! == thing);
}
