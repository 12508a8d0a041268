using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.Features;
using CaseWorkspace.Features.People;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Worker;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>
/// A word is written into every text of a person's record, as people would, and the record is erased: no table, index, journal or dump holds the word, and an older copy of the
/// database does not bring it back.
/// </summary>
public sealed class ErasureTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TextKeys.Held + TimeSpan.FromSeconds(60);

    private readonly string folder = PostgreSqlFixture.NewDataFolder();
    private readonly string target = $"caseworkspace_older_{Guid.CreateVersion7():N}"[..40];
    private readonly Ports ports = Ports.Free();
    private PlainProxy? way;
    private Installation installation = null!;
    private Api api = null!;
    private Scenario scenario = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Owner => installation.Database.ConnectionStringFor(DatabaseRole.Owner);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        await OpenWayAsync();
        installation = await postgreSql.StartInstallationAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Limits:RequestsPerMinute"] = "1000000",
            ["ConnectionStrings:KeysCustodian"] = new NpgsqlConnectionStringBuilder((await postgreSql.KeysAsync()).ConnectionStringFor(KeyRole.Custodian)) { Host = "127.0.0.1", Port = ports.PostgreSql, Timeout = 3 }.ConnectionString,
        }, cancellation: Cancellation);
        api = new Api(installation.Web.Address, new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        scenario = new Scenario(api);
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        if (way is not null)
            await way.DisposeAsync();
        if (installation is not null)
        {
            await ExecuteAsync((await postgreSql.ServerAsync()).Administrator, $"drop database if exists {target} with (force)");
            await installation.DisposeAsync();
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_erased_is_nowhere_history_replays_and_an_older_copy_does_not_bring_it_back()
    {
        var word = Scenario.NewWord();
        var file = await scenario.InvestigationWithSealedEvidence();
        var part = await scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var (person, identity) = await WriteEverywhereAsync(file, part, word);
        var path = $"/api/people/{person}";
        // It is there to be found, or nothing below could fail.
        (await PlacesAsync(Owner, word)).Keys.ShouldBe(["journal.entry", "workspace.case_text", "workspace.mt_doc_protectedidentity", "workspace.mt_doc_recordedperson", "workspace.purpose_stated"], ignoreOrder: true);
        (await DumpAsync(installation.Database.Name)).ShouldContain(word);
        var before = await EventsAsync(person, identity);
        var backup = await BackUpAsync();

        var elsewhere = await scenario.InvestigationWithSealedEvidence();
        var kept = await scenario.RecordedPerson(Investigator, elsewhere, "kept");

        // A worker that is dead delays it: nothing shows in the meantime.
        await installation.Worker.KillAsync();
        await PostAsync(Investigator, path + "/erasure", Bodies.Erasure(), path);
        (await api.PostAsync(Investigator, path + "/erasure/decision", Bodies.ErasureDecision(), await api.VersionAsync(Investigator, path))).Expect(404);
        await PostAsync(Supervisor, path + "/erasure/decision", Bodies.ErasureDecision(), path);
        (await api.GetAsync(Investigator, path)).Expect(200).Json["erasure"]!["state"]!.ToString().ShouldBe("erasing");
        await ShowsNothingAsync(file, person, identity, word);
        (await api.PutAsync(Investigator, path, Bodies.CorrectedPerson("late"), await api.VersionAsync(Investigator, path))).Expect(422, "erased");
        (await api.PostAsync(Investigator, path + "/facts", Bodies.PersonFact("late"))).Expect(422, "erased");

        // And so does a key store that does not answer: the work goes on when it is back.
        await way!.DisposeAsync();
        way = null;
        // What no feature erases is no work, and does not keep the worker from it.
        await ExecuteAsync(installation.Database.ConnectionStringFor(DatabaseRole.App), $"insert into workspace.erasure (thing, keys, file) values ('{file.Item}', '{{}}', '{file.Id}')");
        // Nor is a row believed that names keys of what nobody erased: a key does not come back.
        await ExecuteAsync(installation.Database.ConnectionStringFor(DatabaseRole.App), $"insert into workspace.erasure (thing, keys, file) values ('{kept}', '{{{kept},{elsewhere.Id}}}', '{elsewhere.Id}')");
        installation.Worker.Start();
        while (!(await LogsAsync()).Contains("An erasure is delayed", StringComparison.Ordinal))
            await Task.Delay(500, Cancellation);
        (await api.GetAsync(Investigator, path)).Expect(200).Json["erasure"]!["state"]!.ToString().ShouldBe("erasing");
        (await ScalarAsync<long>(installation.Keys.ConnectionStringFor(KeyRole.Owner), $"select count(*) from keys.text_key where id in ('{person}', '{identity}') and wrapped is not null")).ShouldBe(2);
        (await ScalarAsync<long>(Owner, $"select count(*) from workspace.erasure where thing = '{person}' and completed_at is null")).ShouldBe(1);
        await OpenWayAsync();
        await ErasedAsync(api, path);
        (await ScalarAsync<long>(installation.Keys.ConnectionStringFor(KeyRole.Owner), $"select count(*) from keys.text_key where id in ('{kept}', '{elsewhere.Id}') and wrapped is not null")).ShouldBe(2);
        (await LogsAsync()).ShouldContain($"workspace.erasure names {kept}, which nobody erased");
        (await ScalarAsync<long>(installation.Keys.ConnectionStringFor(KeyRole.Owner), $"select count(*) from keys.text_key where id in ('{person}', '{identity}') and wrapped is null")).ShouldBe(2);
        await ShowsNothingAsync(file, person, identity, word);
        (await PlacesAsync(Owner, word)).ShouldBeEmpty();
        (await PlacesAsync(installation.Keys.ConnectionStringFor(KeyRole.Owner), word)).ShouldBeEmpty();
        (await DumpAsync(installation.Database.Name)).ShouldNotContain(word, Case.Insensitive);
        (await DumpAsync(installation.Keys.Name)).ShouldNotContain(word, Case.Insensitive);
        (await LogsAsync()).ShouldNotContain(word, Case.Insensitive);

        // The history lists each event, with a word in the place of what was said, and why it was erased.
        var told = await TimelineAsync(file, person);
        told.Count.ShouldBe(before.Count(one => one.Stream == person) + 4);
        told.ShouldContain(one => one.Contains("person-recorded", StringComparison.Ordinal) && one.Contains(SealedText.Erased, StringComparison.Ordinal));
        told.ShouldContain(one => one.Contains("person-fact-recorded", StringComparison.Ordinal) && one.Contains(SealedText.Erased, StringComparison.Ordinal));
        told.ShouldContain(one => one.Contains("person-erasure-proposed", StringComparison.Ordinal) && one.Contains("No tie to the case was found", StringComparison.Ordinal));
        (await EventsAsync(person, identity)).Take(before.Count).ShouldBe(before);
        await ReplaysAsync(person, identity);
        // What the journal keeps: that somebody looked, when and by which right, and that something was said.
        (await ScalarAsync<long>(Owner, $"select count(*) from journal.entry where thing = '{person}' and operation = 'person.view' and words = '{SealedText.Erased}'")).ShouldBeGreaterThan(0);
        (await ScalarAsync<long>(Owner, $"select count(*) from journal.entry where asked::jsonb ->> 'words' = '{SealedText.Erased}'")).ShouldBeGreaterThan(3);
        (await ScalarAsync<long>(Owner, $"select count(*) from journal.entry where thing = '{person}' and processing = 'erasure' and actor = '{Supervisor.Id}' and granted")).ShouldBe(1);
        (await ScalarAsync<long>(Owner, "select count(*) from journal.entry where words = 'Looks at another'")).ShouldBeGreaterThan(0);

        // Of a program that has the role of the worker: nothing is taken out of the journal for a thing that is not being erased.
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(installation.Database.ConnectionStringFor(DatabaseRole.Custodian),
            $"select journal.erase_words('{person}', array(select id from journal.entry), array(select at from journal.entry))"))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(installation.Database.ConnectionStringFor(DatabaseRole.App),
            $"select journal.erase_words('{person}', array[]::uuid[], array[]::timestamptz[])"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        await RestoreAsync(backup, person, word);
    }

    [Fact]
    public async Task What_rests_on_the_record_is_named_and_a_proposal_can_be_refused()
    {
        var file = await scenario.InvestigationWithSealedEvidence();
        var person = (await api.PostAsync(Investigator, file.Path + "/people", Bodies.Person("kept").With("isMigrant", false))).Expect(201).Id;
        var path = $"/api/people/{person}";
        await PostAsync(Investigator, path + "/erasure", Bodies.Erasure(), path);
        await PostAsync(Prosecutor, path + "/erasure/decision", Bodies.ErasureDecision("refused"), path);
        (await api.PostAsync(Investigator, file.Path + "/clocks", Bodies.Arrest(person))).Expect(201);
        (await api.PostAsync(Investigator, file.Path + "/tasks", Bodies.Task("rests").With("restsOn", person))).Expect(201);
        var other = await scenario.RecordedPerson(Investigator, file, "other");
        var fact = Bodies.PersonFact("citing");
        fact["content"]!["restsOn"] = person;
        (await api.PostAsync(Investigator, $"/api/people/{other}/facts", fact)).Expect(200);
        var refused = await api.PostAsync(Investigator, path + "/erasure", Bodies.Erasure(), await api.VersionAsync(Investigator, path));
        refused.Expect(422, "erasure-rested-on");
        refused.Json["errors"]!["restsOnIt"]![0]!.ToString().ShouldBe("C-001, P-002, T-001");
        (await api.GetAsync(Investigator, path)).Expect(200).Text.ShouldContain("Person kept");
    }

    /// <summary>Every text that a record can carry, through the API; and what people state and search for.</summary>
    private async Task<(Guid Person, Guid Identity)> WriteEverywhereAsync(OpenFile file, OpenSubFile part, string word)
    {
        var person = (await api.PostAsync(Investigator, file.Path + "/people", Written(Bodies.Person("x"), word))).Expect(201).Id;
        var path = $"/api/people/{person}";
        (await api.PutAsync(Investigator, path, Written(Bodies.CorrectedPerson("x"), word), await api.VersionAsync(Investigator, path))).Expect(200);
        await PostAsync(Investigator, path + "/status", Written(Bodies.Status(), word), path);
        await PostAsync(Investigator, path + "/category", Written(Bodies.Category(), word), path);
        foreach (var _ in new[] { 1, 2 })
            await PostAsync(Investigator, path + "/facts", Written(Bodies.PersonFact("x"), word));
        var facts = (await api.GetAsync(Investigator, path)).Expect(200).Json["facts"]!.AsArray();
        await PostAsync(Investigator, $"{path}/facts/{facts[0]!["id"]}/withdrawal", Written(Bodies.Reason(), word), path);
        await PostAsync(Prosecutor, path + "/qualifications", Written(Bodies.Qualification(), word), path);
        var qualified = (await api.GetAsync(Prosecutor, path)).Expect(200).Json["qualifications"]!.AsArray();
        await PostAsync(Prosecutor, $"{path}/qualifications/{qualified[0]!["id"]}/withdrawal", Written(Bodies.Reason(), word), path);
        foreach (var _ in new[] { 1, 2 })
            await PostAsync(Investigator, path + "/representatives", Written(Bodies.Representative("x"), word));
        var acting = (await api.GetAsync(Investigator, path)).Expect(200).Json["representatives"]!.AsArray();
        await PostAsync(Investigator, $"{path}/representatives/{acting[0]!["id"]}/end", Written(Bodies.EndedRepresentative(), word), path);
        await PostAsync(Investigator, path + "/secrecy", Written(Bodies.SecrecyBond(), word));
        await PostAsync(Investigator, path + "/review", Written(Bodies.RecordReview(), word), path);
        await PostAsync(Investigator, path + "/screenings", Written(Bodies.Screening("threats"), word), path);
        await PostAsync(Prosecutor, path + "/screening-decision", Written(Bodies.ScreeningDecision(), word), path);

        await PostAsync(Investigator, path + "/protection", Written(Bodies.Protection(part.Id).With("alias", $"Called {word}a"), word), path);
        var identity = (Guid)(await api.GetAsync(Investigator, path)).Expect(200).Json["protection"]!["identity"]!;
        var apart = $"/api/protected-identities/{identity}";
        await PostAsync(OtherSupervisor, apart + "/decision", Written(Bodies.IdentityDecision(), word), apart);
        (await api.PutAsync(Investigator, apart, Written(Bodies.CorrectedIdentity("x"), word), await api.VersionAsync(Investigator, apart))).Expect(200);
        await PostAsync(Investigator, apart + "/facts", Written(Bodies.PersonFact("x"), word));
        var kept = (await api.GetAsync(Investigator, apart)).Expect(200).Json["facts"]!.AsArray();
        await PostAsync(Investigator, $"{apart}/facts/{kept[0]!["id"]}/withdrawal", Written(Bodies.Reason(), word), apart);
        await PostAsync(Investigator, apart + "/release", Written(Bodies.Reason(), word), apart);
        await PostAsync(OtherSupervisor, apart + "/decision", Written(Bodies.IdentityDecision("refused"), word), apart);
        // A change of the open record goes on beside it.
        await PostAsync(Investigator, path + "/status", Written(Bodies.Status("victim"), word), path);

        // Stated at the record, and taken over by the next look in the session; stated by one who may not look; and stated of another.
        (await api.GetAsync(Supervisor, path, ("Purpose", "other"), ("Purpose-Words", $"Asked about {word}"))).Expect(200);
        (await api.GetAsync(Supervisor, file.Path, ("Purpose", ""))).Expect(200);
        (await api.GetAsync(OtherInvestigator, path, ("Purpose", "other"), ("Purpose-Words", $"Who is {word}"))).Expect(404);
        (await api.GetAsync(Investigator, $"/api/evidence/{file.Item}", ("Purpose", "other"), ("Purpose-Words", $"Of {word}, in the margin"))).Expect(200);
        (await api.GetAsync(Investigator, $"/api/evidence/{file.Item}", ("Purpose", "other"), ("Purpose-Words", "Looks at another"))).Expect(200);
        foreach (var list in new[] { "people", "investigations", "evidence", "protected-identities" })
            (await api.GetAsync(Investigator, $"/api/{list}?search={word}")).Expect(200);
        (await api.GetAsync(Investigator, $"/api/people?search={word[..9]}")).Expect(200);
        return (person, identity);
    }

    /// <summary>The body with the word in each text of it that is no code, id or time.</summary>
    private static JsonObject Written(JsonObject body, string word)
    {
        Write(body);
        return body;

        void Write(JsonNode node)
        {
            string[] texts = ["text", "birthPlace", "reason", "value", "basis", "restriction", "authority", "name", "contact", "boundBy", "about", "note"];
            foreach (var (name, value) in node is JsonObject members ? members.ToArray() : [])
            {
                if (texts.Contains(name) && value is JsonValue)
                    node[name] = $"Says {word}";
                else if (value is not null)
                    Write(value);
            }

            foreach (var item in node is JsonArray items ? items.OfType<JsonNode>().ToArray() : [])
                Write(item);
        }
    }

    /// <summary>What people see of it, everywhere.</summary>
    private async Task ShowsNothingAsync(OpenFile file, Guid person, Guid identity, string word)
    {
        foreach (var account in new[] { Investigator, Supervisor, Prosecutor, OtherSupervisor, Auditor })
        {
            foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get))
            {
                foreach (var id in route.ConcernsThing ? new[] { file.Id, person, identity } : [Guid.Empty])
                {
                    var path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]+\}", id.ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
                    (await api.GetAsync(account, path)).Said.ShouldNotContain(word, Case.Insensitive, $"{account} at {path}");
                }
            }
        }

        foreach (var at in new[] { "2100-01-01T00:00:00Z", TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture) })
            (await api.GetAsync(Investigator, $"{file.Path}/people/as-of?at={Uri.EscapeDataString(at)}")).Said.ShouldNotContain(word, Case.Insensitive);
        var rows = (await api.GetAsync(Investigator, file.Path + "/people")).Expect(200).Json["items"]!.AsArray();
        rows.ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe(SealedText.Erased);
        (await api.GetAsync(Investigator, "/api/people?search=P-001")).Expect(200).Json["items"]!.AsArray().ShouldContain(row => row!["id"]!.ToString() == person.ToString());
    }

    private async Task<List<string>> TimelineAsync(OpenFile file, Guid person)
    {
        var told = new List<string>();
        string? next = null;
        do
        {
            var page = (await api.GetAsync(Investigator, $"{file.Path}/timeline?size=50{(next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))}")).Expect(200).Json;
            told.AddRange(page["items"]!.AsArray().Where(one => one!["thing"]?.ToString() == person.ToString()).Select(one => one!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
            next = page["next"]?.ToString();
        }
        while (next is not null);
        return told;
    }

    /// <summary>What the events make, with the keys as they are, is what is stored: snapshots, and the rows of access.</summary>
    private async Task ReplaysAsync(Guid person, Guid identity)
    {
        using var keys = StoredTexts.KeysOf(installation);
        await using var source = NpgsqlDataSource.Create(Owner);
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules, keys: keys));
        await using var session = store.QuerySession();
        Json(await session.Events.AggregateStreamAsync<RecordedPerson>(person, token: Cancellation)).ShouldBe(Json(await session.LoadAsync<RecordedPerson>(person, Cancellation)));
        Json(await session.Events.AggregateStreamAsync<ProtectedIdentity>(identity, token: Cancellation)).ShouldBe(Json(await session.LoadAsync<ProtectedIdentity>(identity, Cancellation)));
        (await AccessComparison.Run(source, store, AllFeatures.Modules, Cancellation)).ShouldBeEmpty();

        static string Json<T>(T state) => JsonSerializer.Serialize(state, WorkspaceJson.Stored);
    }

    /// <summary>As docs/operations.md has it: the older database is restored, and the Worker started on it. The key store is as it is.</summary>
    private async Task RestoreAsync(string backup, Guid person, string word)
    {
        var administrator = (await postgreSql.ServerAsync()).Administrator;
        await ExecuteAsync(administrator, $"create database {target} owner caseworkspace_owner encoding 'UTF8' template template0");
        await ExecuteAsync(On(target, administrator), await File.ReadAllTextAsync(Path.Combine(Repository.Root!, "deploy", "postgresql", "database.sql"), Cancellation));
        var (code, said) = await WorkerVerb.RunAsync(["restore", "--from", backup], ("ConnectionStrings__Owner", On(target, Owner)), ("Vault__Folder", Path.Combine(folder, "vault")));
        code.ShouldBe(0, said);
        (await PlacesAsync(On(target, Owner), word)).ShouldNotBeEmpty();

        var address = new Uri($"http://localhost:{Ports.Free().Worker}");
        var settings = installation.WorkspaceSettings.ToDictionary(one => one.Key.Replace(":", "__", StringComparison.Ordinal), one => one.Value!, StringComparer.Ordinal);
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        (settings["ASPNETCORE_ENVIRONMENT"], settings["Vault__Folder"], settings["Demo__Enabled"]) = ("Demo", Path.Combine(folder, "vault"), "true");
        settings["ConnectionStrings__Workspace"] = On(target, settings["ConnectionStrings__Workspace"]);
        settings["ConnectionStrings__Custodian"] = On(target, installation.Database.ConnectionStringFor(DatabaseRole.Custodian));
        settings["ConnectionStrings__KeysCustodian"] = installation.Keys.ConnectionStringFor(KeyRole.Custodian);
        await using var worker = new HostProcess(HostName.Worker, address, TestedHosts.ProgramOf(HostName.Worker), settings, Path.Combine(folder, "worker.log"));
        worker.Start();
        var (clock, state) = (Stopwatch.StartNew(), "");
        while (state != "erased" && clock.Elapsed < Patience)
        {
            await Task.Delay(500, Cancellation);
            state = await ScalarAsync<string>(On(target, Owner), $"select coalesce(data #>> '{{erasure,state}}', '') from workspace.mt_doc_recordedperson where id = '{person}'");
        }

        state.ShouldBe("erased", await File.ReadAllTextAsync(worker.Log, Cancellation));
        (await PlacesAsync(On(target, Owner), word)).ShouldBeEmpty();
        (await DumpAsync(target)).ShouldNotContain(word, Case.Insensitive);
        (await ScalarAsync<bool>(On(target, Owner), $"select withheld_in is null from workspace.case_scope where id = '{person}'")).ShouldBeTrue();
    }

    private async Task OpenWayAsync() =>
        way = new PlainProxy(ports.PostgreSql, new Uri($"http://localhost:{new NpgsqlConnectionStringBuilder((await postgreSql.ServerAsync()).Administrator).Port}"));

    private async Task PostAsync(Account by, string path, JsonObject body, string? seen = null) =>
        (await api.PostAsync(by, path, body, seen is null ? null : await api.VersionAsync(by, seen))).Expect(200);

    private static async Task ErasedAsync(Api api, string path)
    {
        var clock = Stopwatch.StartNew();
        while ((await api.GetAsync(Investigator, path)).Expect(200).Json["erasure"]!["state"]!.ToString() != "erased")
        {
            clock.Elapsed.ShouldBeLessThan(Patience, "The worker erases what was decided.");
            await Task.Delay(1000, Cancellation);
        }
    }

    /// <summary>The rows of each table of the database in which the text stands, in the clear or in hex.</summary>
    private static async Task<Dictionary<string, long>> PlacesAsync(string owner, string text)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        var tables = new List<string>();
        await using (var command = source.CreateCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables t where schemaname not in ('pg_catalog', 'information_schema') and not exists (select from pg_inherits i where i.inhrelid = format('%I.%I', schemaname, tablename)::regclass)"))
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
                tables.Add(reader.GetString(0));
        }

        tables.Count.ShouldBeGreaterThan(1);
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"select count(*) from {table} t where strpos(lower(t::text), lower($1)) > 0 or strpos(lower(t::text), $2) > 0");
            command.Parameters.Add(new() { Value = text });
            command.Parameters.Add(new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) });
            if ((long)(await command.ExecuteScalarAsync(Cancellation))! is > 0 and var rows)
                places[table] = rows;
        }

        return places;
    }

    private async Task<string> DumpAsync(string database)
    {
        var administrator = new NpgsqlConnectionStringBuilder((await postgreSql.ServerAsync()).Administrator);
        var start = new ProcessStartInfo("pg_dump", ["--dbname", database, "--host", administrator.Host!, "--port", administrator.Port.ToString(CultureInfo.InvariantCulture), "--username", administrator.Username!]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = administrator.Password;
        using var process = Process.Start(start)!;
        var (dump, faults) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, await faults);
        (await dump).Length.ShouldBeGreaterThan(1000);
        return await dump;
    }

    private async Task<string> BackUpAsync()
    {
        var keys = await postgreSql.KeySettingsAsync();
        var (code, said) = await WorkerVerb.RunAsync(
            ["backup", "--to", folder + "/backups", "--keys", Path.Combine(installation.DataFolder, "keys", "Web"), "--keys-to", folder + "/keys", "--key-store-to", folder + "/store"],
            [("ConnectionStrings__Owner", Owner), ("Vault__Folder", Path.Combine(installation.DataFolder, "vault")), .. keys.Select(one => (one.Key, one.Value))]);
        code.ShouldBe(0, said);
        return Directory.EnumerateDirectories(folder + "/backups", "20*").ShouldHaveSingleItem();
    }

    private async Task<string> LogsAsync()
    {
        var logs = "";
        foreach (var host in (HostProcess[])[installation.Identity, installation.Web, installation.Worker])
        {
            using var reader = new StreamReader(new FileStream(host.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            logs += await reader.ReadToEndAsync(Cancellation);
        }

        return logs;
    }

    private async Task<List<(Guid Stream, string Event)>> EventsAsync(params Guid[] streams)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand("select stream_id, seq_id || ' ' || type || ' ' || data::text from workspace.mt_events where stream_id = any($1) order by seq_id");
        command.Parameters.Add(new() { Value = streams });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var events = new List<(Guid, string)>();
        while (await reader.ReadAsync(Cancellation))
            events.Add((reader.GetGuid(0), reader.GetString(1)));
        return events;
    }

    private static string On(string database, string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false }.ConnectionString;

    private static async Task ExecuteAsync(string connection, string sql) => await ScalarAsync<object>(connection, sql);

    private static async Task<T> ScalarAsync<T>(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
