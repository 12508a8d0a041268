using System.Diagnostics;
using System.Net;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>What changes at the identity server binds everywhere within half a minute, tokens that have not run out included.</summary>
[Collection(SharedSessions.Name)]
public sealed class SessionTests(SessionInstallation installation)
{
    private const string Files = "/api/investigations";
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Suspend")]
    [InlineData("End")]
    [InlineData("ResetPassword")]
    public async Task A_person_who_is_shut_out_is_refused_by_api_pages_and_downloads(string act)
    {
        var name = "shut-out-" + act.ToLowerInvariant();
        var id = await installation.Administrator.CreateAsync(name, "investigator");
        var token = await installation.TokenAsync(name);
        using var browser = await installation.SignInAsync(name);
        var download = await DownloadOfOwnAsync(token);
        // The answers are remembered just before: that is the longest way to a refusal.
        (await StatusAsync(token)).ShouldBe(200);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync(download)).Status.ShouldBe(HttpStatusCode.OK);

        var since = Stopwatch.StartNew();
        await installation.Administrator.ActAsync(id, act);
        await UntilAsync(since, async () => await StatusAsync(token) == 401);
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Unauthorized);
        await UntilAsync(since, async () => (await browser.GetAsync(download)).Status == HttpStatusCode.Unauthorized);
        await UntilAsync(since, async () => (await browser.GetAsync("/")).Path.StartsWith(installation.Issuer, StringComparison.Ordinal));
        // Nobody else felt it.
        (await installation.Api.GetAsync(Accounts.Investigator, Files)).Expect(200);
    }

    [Fact]
    public async Task A_second_factor_reset_ends_what_rested_on_it()
    {
        var id = await installation.Administrator.CreateAsync("factor-reset", "investigator");
        var (browser, _, _) = await installation.SignInWithAppAsync("factor-reset");
        using (browser)
        {
            (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
            var since = Stopwatch.StartNew();
            await installation.Administrator.ActAsync(id, "ResetSecondFactor");
            await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_role_taken_binds_and_the_session_goes_on_with_the_others()
    {
        var id = await installation.Administrator.CreateAsync("two-roles", "investigator", "custodian");
        var token = await installation.TokenAsync("two-roles");
        using var browser = await installation.SignInAsync("two-roles");
        (await StatusAsync(token)).ShouldBe(200);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);

        var since = Stopwatch.StartNew();
        await installation.Administrator.ActAsync(id, "Roles", ("Roles", "auditor"));
        await UntilAsync(since, async () => await StatusAsync(token) == 401);
        // Signed in still, as what the person is now: an auditor.
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Forbidden);
        (await browser.GetAsync("/")).Path.ShouldBe(installation.Web + "/");

        since.Restart();
        await installation.Administrator.ActAsync(id, "Roles", ("Roles", "investigator"));
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.OK);

        since.Restart();
        await installation.Administrator.ActAsync(id, "Roles");
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_unit_binds_in_the_same_session_and_a_program_renews_its_token()
    {
        var id = await installation.Administrator.CreateAsync("moved", "supervisor");
        using var visitor = new Visitor(installation.Issuer);
        var oidc = new Oidc(installation.Issuer);
        var tokens = await oidc.CliTokensAsync(visitor, "moved", Administrator.Password);
        using var browser = await installation.SignInAsync("moved");
        var file = (await installation.Api.PostAsync(Accounts.Investigator, Files, Bodies.Investigation("unit"))).Expect(201).Id;
        (await StatusAsync((string)tokens["access_token"]!, $"{Files}/{file}")).ShouldBe(200);
        (await browser.GetAsync($"{Files}/{file}")).Status.ShouldBe(HttpStatusCode.OK);

        var since = Stopwatch.StartNew();
        await installation.Administrator.ActAsync(id, "Details", ("DisplayName", "Moved"), ("Unit", "unit-2"), ("Postings", ""));
        await UntilAsync(since, async () => await StatusAsync((string)tokens["access_token"]!, $"{Files}/{file}") == 401);
        await UntilAsync(since, async () => (await browser.GetAsync($"{Files}/{file}")).Status == HttpStatusCode.NotFound);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        var (status, renewed) = await oidc.RefreshAsync(tokens);
        status.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync((string)renewed["access_token"]!, Files)).ShouldBe(200);
        (await StatusAsync((string)renewed["access_token"]!, $"{Files}/{file}")).ShouldBe(404);
    }

    [Fact]
    public async Task Reactivated_one_signs_in_again_and_old_tokens_stay_fallen()
    {
        var id = await installation.Administrator.CreateAsync("back-again", "investigator");
        var token = await installation.TokenAsync("back-again");
        using var browser = await installation.SignInAsync("back-again");
        var since = Stopwatch.StartNew();
        await installation.Administrator.ActAsync(id, "Suspend");
        await UntilAsync(since, async () => await StatusAsync(token) == 401);
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Unauthorized);
        // What waits for the person goes to others meanwhile.
        (await IsGoneAsync(id)).ShouldBeTrue();
        await installation.Administrator.ActAsync(id, "Reactivate");
        (await StatusAsync(await installation.TokenAsync("back-again"))).ShouldBe(200);
        using var anew = await installation.SignInAsync("back-again");
        (await IsGoneAsync(id)).ShouldBeFalse();
        (await anew.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        (await StatusAsync(token)).ShouldBe(401);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_at_the_identity_server_ends_the_session_at_the_workspace()
    {
        await installation.Administrator.CreateAsync("signed-out", "investigator");
        using var browser = await installation.SignInAsync("signed-out");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        var since = Stopwatch.StartNew();
        await browser.SubmitAsync(await browser.GetAsync(installation.Issuer + "/sign-out"), "/sign-out");
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_keys_of_sessions_lie_encrypted_in_the_database()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(installation.Installation.Database.ConnectionStringFor(CaseWorkspace.AppHost.Database.DatabaseRole.Owner));
        await using var command = database.CreateCommand("select count(*) filter (where xml like '<sealed>%'), count(*) from workspace.protection_key");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.GetInt64(0).ShouldBeGreaterThan(0);
        reader.GetInt64(0).ShouldBe(reader.GetInt64(1));
    }

    /// <summary>By the application's own role, which writes the rows of sessions.</summary>
    [Fact]
    public async Task A_ticket_that_is_copied_into_another_row_opens_no_session()
    {
        await installation.Administrator.CreateAsync("copies", "investigator");
        await installation.Administrator.CreateAsync("copied", "supervisor");
        using var copies = await installation.SignInAsync("copies");
        using var copied = await installation.SignInAsync("copied");
        (await copies.GetAsync("/api/investigations")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await using var database = Npgsql.NpgsqlDataSource.Create(installation.Installation.Database.ConnectionStringFor(CaseWorkspace.AppHost.Database.DatabaseRole.App));
        await using var command = database.CreateCommand(
            """
            update workspace.web_session mine set ticket = other.ticket
            from workspace.web_session other, workspace.person me, workspace.person them
            where me.name = 'Person copies' and mine.person = me.id and them.name = 'Person copied' and other.person = them.id
            """);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        (await copies.GetAsync("/api/investigations")).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await copied.GetAsync("/api/investigations")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private async Task<bool> IsGoneAsync(string id)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(installation.Installation.Database.ConnectionStringFor(CaseWorkspace.AppHost.Database.DatabaseRole.Owner));
        await using var command = database.CreateCommand("select refused_at is not null from workspace.person where id = @id");
        command.Parameters.AddWithValue("id", Guid.Parse(id));
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task Without_the_identity_server_nobody_is_let_in_on_an_old_word()
    {
        await installation.Administrator.CreateAsync("outage", "investigator");
        var token = await installation.TokenAsync("outage");
        var unseen = await installation.TokenAsync("outage");
        using var browser = await installation.SignInAsync("outage");
        (await StatusAsync(token)).ShouldBe(200);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);

        var since = Stopwatch.StartNew();
        await installation.Installation.Identity.StopAsync();
        try
        {
            // What was said a moment ago holds for a while; of what was never asked nothing is known.
            (await StatusAsync(token)).ShouldBe(200);
            (await installation.Api.SendAsync(new Call(HttpMethod.Get, Files) { Token = unseen })).Expect(503, "identity-unreachable").Header("Retry-After").ShouldBe("5");
            await UntilAsync(since, async () => await StatusAsync(token) == 503);
            await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.ServiceUnavailable);
            var page = await browser.GetAsync("/");
            page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            page.Text.ShouldContain("The identity server does not answer");
        }
        finally
        {
            installation.Installation.Identity.Start();
            await installation.Installation.Identity.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        }

        // The same token, the same session: an outage ends nothing.
        since.Restart();
        await UntilAsync(since, async () => await StatusAsync(token) == 200);
        await UntilAsync(since, async () => (await browser.GetAsync(Files)).Status == HttpStatusCode.OK);
    }

    private async Task<int> StatusAsync(string token, string path = Files) =>
        (await installation.Api.SendAsync(new Call(HttpMethod.Get, path) { Token = token })).Status;

    private async Task<string> DownloadOfOwnAsync(string token)
    {
        var file = await SendAsync(HttpMethod.Post, Files, Bodies.Investigation("download"));
        var item = await SendAsync(HttpMethod.Post, $"{Files}/{file}/evidence", Bodies.Evidence("download"));
        var content = new Call(HttpMethod.Put, $"/api/evidence/{item}/content?fileName=a.bin") { Token = token, Content = [1, 2, 3], ContentType = "application/octet-stream" };
        (await installation.Api.SendAsync(content)).Status.ShouldBeOneOf(200, 201);
        return $"/api/evidence/{item}/content";

        async Task<Guid> SendAsync(HttpMethod method, string path, object body) =>
            (await installation.Api.SendAsync(new Call(method, path) { Token = token, Body = body })).Expect(201).Id;
    }

    private static async Task UntilAsync(Stopwatch since, Func<Task<bool>> done)
    {
        while (!await done())
        {
            since.Elapsed.ShouldBeLessThan(Promise);
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        TestContext.Current.SendDiagnosticMessage($"after {since.Elapsed.TotalSeconds:0.0} s");
        since.Elapsed.ShouldBeLessThan(Promise);
    }
}
