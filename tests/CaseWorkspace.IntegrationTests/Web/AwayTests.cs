using System.Net;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>Where the database, Identity, the vault or the schema is away for a moment, hosts say so and come back, and nothing is lost.</summary>
[Collection(SharedInstallationToKill.Name)]
public sealed class AwayTests(InstallationToKill killed)
{
    [Fact]
    public async Task A_Web_that_starts_while_Identity_is_away_says_so_to_pages_and_programs_and_comes_back_by_itself()
    {
        var (web, identity) = (killed.Installation.Web, killed.Installation.Identity);
        var token = await killed.Api.Tokens.AccessAsync(Investigator);
        using var browser = await SignInAsync("investigator", "en");
        await identity.KillAsync();
        await web.KillAsync();
        web.Start();
        await web.WaitUntilReadyAsync(new Uri(web.Address, "health/live"), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        try
        {
            using var http = new HttpClient { BaseAddress = web.Address };
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            for (var times = 0; times < 2; times++)
            {
                using var program = await http.GetAsync(new Uri("/api/investigations", UriKind.Relative), TestContext.Current.CancellationToken);
                program.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                program.Headers.RetryAfter.ShouldNotBeNull();
                (await program.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("urn:caseworkspace:problem:identity-unreachable");
            }

            using var stranger = new Visitor(web.Address.AbsoluteUri, "ka-GE", roaming: true);
            foreach (var page in new[] { await stranger.GetAsync("/"), await stranger.GetAsync("/sign-in?return=/files"), await browser.GetAsync("/files") })
            {
                page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, page.Html);
                page.Html.ShouldStartWith("<!");
            }

            (await stranger.GetAsync("/")).Text.ShouldContain("იდენტობის სერვერი არ პასუხობს");
            await NotReadyAsync(web.Address);
            (await File.ReadAllTextAsync(web.Log, TestContext.Current.CancellationToken)).ShouldContain("Not ready: issuer");
        }
        finally
        {
            identity.Start();
            await identity.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        }

        await web.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        (await browser.GetAsync("/files")).Path.ShouldBe(new Uri(web.Address, "files").AbsoluteUri);
        (await killed.Api.GetAsync(Investigator, "/api/investigations")).Expect(200);
    }

    [Fact]
    public async Task A_host_whose_vault_or_schema_is_not_as_it_should_be_is_not_ready_and_tells_the_cause_to_the_log_alone()
    {
        var installation = killed.Installation;
        var vault = Path.Combine(installation.DataFolder, "vault");
        // What a test before this one took away is back: an answer is remembered for a second.
        foreach (var host in new[] { installation.Web, installation.Worker })
        {
            await host.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        Directory.Move(vault, vault + "-away");
        try
        {
            await NotReadyAsync(installation.Web.Address);
            await NotReadyAsync(installation.Worker.Address);
        }
        finally
        {
            Directory.Move(vault + "-away", vault);
        }

        await installation.Web.WaitUntilReadyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await using var owner = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await ExecuteAsync("update workspace.schema_version set number = number + 1, serves_from = number + 1");
        try
        {
            await NotReadyAsync(installation.Web.Address);
        }
        finally
        {
            await ExecuteAsync("update workspace.schema_version set number = number - 1, serves_from = number - 1");
        }

        await installation.Web.WaitUntilReadyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var log = await File.ReadAllTextAsync(installation.Web.Log, TestContext.Current.CancellationToken);
        log.ShouldContain("Not ready: vault");
        await using var number = owner.CreateCommand("select number + 1 from workspace.schema_version");
        var newer = await number.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        log.ShouldContain($"Not ready: schema. The schema of this database has version {newer} and serves programs from version {newer} on");
        log.ShouldContain("Ready again: schema");

        async Task ExecuteAsync(string sql)
        {
            await using var command = owner.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task While_the_database_is_away_a_call_is_told_to_come_again_and_then_it_goes_through()
    {
        var api = killed.Api;
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("away"))).Expect(201).Id;
        using var english = await SignInAsync("investigator", "en");
        using var georgian = await SignInAsync("supervisor", "ka-GE");
        (await english.GetAsync(killed.Installation.Identity.Address + "accounts")).Status.ShouldNotBe(HttpStatusCode.ServiceUnavailable);
        await using var owner = new NpgsqlConnection(killed.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var administrator = new NpgsqlConnection(killed.Installation.Server.Administrator);
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        await administrator.OpenAsync(TestContext.Current.CancellationToken);
        // Identity is without its database too: what it said of the token just before holds for some seconds.
        (await api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(200);
        await RunAsync(owner, $"alter database \"{owner.Database}\" connection limit 0");
        try
        {
            await RunAsync(administrator, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{owner.Database}' and usename in ('caseworkspace_app', 'caseworkspace_identity')");

            var away = (await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text = "while away" }, key: "away")).Expect(503, "unavailable");
            away.Header("Retry-After").ShouldBe("5");
            (await api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(503, "unavailable");
            // A page says in words what is away, in both languages, to whom is signed in and to whom is not.
            await AwayAsync(english, "/", "The database does not answer just now");
            await AwayAsync(georgian, "/files/new", "მონაცემთა ბაზა ამჟამად არ პასუხობს");
            // A person who would sign in is told by Identity that it can't just now, and waits for it.
            using var stranger = new Visitor(killed.Installation.Web.Address.AbsoluteUri, "en", roaming: true);
            await AwayAsync(stranger, "/", "does not answer");
            await AwayAsync(english, killed.Installation.Identity.Address + "accounts", "The database does not answer just now");
            await NotReadyAsync(killed.Installation.Web.Address);
            await NotReadyAsync(killed.Installation.Identity.Address);
        }
        finally
        {
            await RunAsync(owner, $"alter database \"{owner.Database}\" connection limit -1");
        }

        (await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text = "while away" }, key: "away")).Expect(200);
        (await api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(200).Version.ShouldBe(2);
        (await english.GetAsync("/")).Path.ShouldBe(killed.Installation.Web.Address.AbsoluteUri);
        (await georgian.GetAsync("/")).Path.ShouldBe(killed.Installation.Web.Address.AbsoluteUri);

        async Task AwayAsync(Visitor visitor, string path, string words)
        {
            var page = await visitor.GetAsync(path);
            page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, page.Html);
            page.Text.ShouldContain(words);
            page.Html.ShouldStartWith("<!");
        }
    }

    private async Task<Visitor> SignInAsync(string name, string language)
    {
        var web = killed.Installation.Web.Address.AbsoluteUri;
        var browser = new Visitor(web, language, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync("/"), name)).Path.ShouldBe(web);
        return browser;
    }

    /// <summary>Within some seconds, and without a word of the cause.</summary>
    private static async Task NotReadyAsync(Uri host)
    {
        using var http = new HttpClient { BaseAddress = host };
        for (var tries = 0; ; tries++)
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("Unhealthy");
                return;
            }

            tries.ShouldBeLessThan(150, "it says that it is ready");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
