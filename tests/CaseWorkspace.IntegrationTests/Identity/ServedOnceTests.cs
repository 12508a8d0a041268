using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A second identity host on the same database, as a second node is.</summary>
public sealed class SecondNode(IdentityHost host) : IAsyncLifetime
{
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync() => Address = await host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>What serves once is used by several at the same moment, on two nodes: one wins at most, and where there is a chain, it ends.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class ServedOnceTests(IdentityHost host, SecondNode second) : IClassFixture<SecondNode>
{
    private const int Rounds = 3;
    private const int Uses = 8;

    [Fact]
    public async Task A_refresh_token_used_at_once_on_two_nodes_leaves_no_living_chain()
    {
        var lost = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var visitor = new Visitor(host.Address);
            var first = await new Oidc(host.Address).CliTokensAsync(visitor, "investigator");
            var answers = await AtOnceAsync(node => new Oidc(node).RefreshAsync(first));
            var winners = answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Answer).ToList();
            winners.Count.ShouldBeLessThanOrEqualTo(1);
            lost += answers.Count(answer => answer.Status == HttpStatusCode.BadRequest);
            foreach (var tokens in winners.Prepend(first))
                await ShouldBeDeadAsync(tokens);
        }
        lost.ShouldBe(Rounds * Uses - Rounds);
    }

    [Fact]
    public async Task A_code_used_at_once_on_two_nodes_leaves_no_living_chain()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var oidc = new Oidc(host.Address);
            using var visitor = new Visitor(host.Address);
            var code = await oidc.CodeAsync(visitor, await oidc.PushAsCliAsync(Oidc.CliRedirect), "investigator");
            var answers = await AtOnceAsync(node => new Oidc(node).PostAsync("/connect/token", ("grant_type", "authorization_code"), ("code", code),
                ("redirect_uri", Oidc.CliRedirect), ("code_verifier", oidc.Verifier), ("client_id", "cli")));
            var winners = answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Answer).ToList();
            winners.Count.ShouldBe(1);
            await ShouldBeDeadAsync(winners[0]);
        }
    }

    [Fact]
    public async Task A_spent_refresh_token_that_comes_again_ends_the_authorisation_itself()
    {
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var first = await oidc.CliTokensAsync(visitor, "investigator");
        (await oidc.RefreshAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        (await new Oidc(second.Address).RefreshAsync(first)).Status.ShouldBe(HttpStatusCode.BadRequest);
        // So that a token which a node is only about to make falls too.
        var sid = (string)(await oidc.VerifyAsync((string)first["access_token"]!)).Payload["sid"]!;
        (await host.ScalarAsync<bool>(EngineTables.HasEnded(sid))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pushed_request_used_at_once_gives_one_code_and_sends_the_others_back_to_the_client()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var visitor = new Visitor(host.Address);
            await visitor.SignInAsync("investigator");
            using var elsewhere = new Visitor(second.Address);
            await elsewhere.SignInAsync("investigator");
            var oidc = new Oidc(host.Address);
            var path = await oidc.PushAsync();
            var sheets = await AtOnceAsync(node => (node == host.Address ? visitor : elsewhere).GetAsync(path));
            sheets.Count(sheet => Oidc.QueryOf(sheet)["code"] is not null).ShouldBe(1);
            foreach (var sheet in sheets.Where(sheet => Oidc.QueryOf(sheet)["code"] is null))
            {
                sheet.Location.ShouldStartWith(Oidc.WebRedirect);
                Oidc.QueryOf(sheet)["error"].ShouldBe("invalid_request_uri");
                Oidc.QueryOf(sheet)["state"].ShouldBe(oidc.State);
            }
        }
    }

    [Fact]
    public async Task A_pushed_request_that_ran_out_while_the_sign_in_page_stood_open_goes_back_to_the_client()
    {
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsync()));
        await host.ScalarAsync<object>(EngineTables.ExpirePushedRequests);
        var sheet = await visitor.FollowAsync(await visitor.FillSignInAsync(page, "investigator"));
        sheet.Location.ShouldNotBeNull(sheet.Html).ShouldStartWith(Oidc.WebRedirect);
        Oidc.QueryOf(sheet)["error"].ShouldBe("invalid_request_uri");
        Oidc.QueryOf(sheet)["state"].ShouldBe(oidc.State);
        Oidc.QueryOf(sheet)["code"].ShouldBeNull();
    }

    [Fact]
    public async Task A_client_assertion_serves_once_at_whichever_endpoint_and_node()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var assertion = WebKey.Assertion(host.Address + "/");
            var answers = await AtOnceAsync(node => AskAsync(node, "/connect/introspection", assertion));
            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            foreach (var path in new[] { "/connect/introspection", "/connect/revocation", "/connect/token", "/connect/par" })
                (await AskAsync(second.Address, path, assertion)).Answer["error"]!.GetValue<string>().ShouldBe("invalid_client");
        }

        static Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(string node, string path, string assertion) =>
            new Oidc(node).PostAsync(path,
                [.. new Oidc(node).Request("web", Oidc.WebRedirect).Select(pair => (pair.Key, pair.Value)), .. Oidc.Shown(assertion)[1..], .. path == "/connect/par" ? [] : new[] { ("token", "none"), ("grant_type", "refresh_token"), ("refresh_token", "none") }]);
    }

    [Fact]
    public async Task An_authenticator_code_and_a_recovery_code_used_at_once_let_one_in()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("at-once", "investigator");
        var app = Authenticator.Of(host.Address, "at-once")!;
        var codes = app.RecoveryCodes;
        var visitors = Enumerable.Range(0, 4).Select(i => new Visitor(i % 2 == 0 ? host.Address : second.Address)).ToList();
        try
        {
            var pages = await AskedAsync("/second-factor");
            // Fewer than lock the account.
            var code = app.Code();
            var answers = await Task.WhenAll(visitors.Zip(pages, (visitor, page) => visitor.SubmitAsync(page, "/second-factor", ("Code", code))));
            answers.Count(answer => answer.Status == HttpStatusCode.Found).ShouldBe(1);

            await host.ScalarAsync<object>("update identity.accounts set access_failed_count = 0 where user_name = 'at-once'");
            pages = await AskedAsync("/recovery-code");
            answers = await Task.WhenAll(visitors.Zip(pages, (visitor, page) => visitor.SubmitAsync(page, "/recovery-code", ("Code", codes[0]))));
            answers.Count(answer => answer.Status == HttpStatusCode.Found).ShouldBe(1);
            (await host.ScalarAsync<int>("select cardinality(recovery_code_hashes) from identity.accounts where user_name = 'at-once'")).ShouldBe(9);
        }
        finally
        {
            visitors.ForEach(visitor => visitor.Dispose());
        }

        async Task<Sheet[]> AskedAsync(string page)
        {
            var sheets = new List<Sheet>();
            foreach (var visitor in visitors)
            {
                var asked = await visitor.AskedForFactorAsync("at-once", Administrator.Password);
                sheets.Add(page == "/second-factor" ? asked : await visitor.GetAsync(asked.Path.Replace("/second-factor", page, StringComparison.Ordinal)));
            }
            return [.. sheets];
        }
    }

    [Fact]
    public async Task A_link_used_at_once_sets_one_password()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (_, link) = await admin.InviteAsync("linked-at-once", "auditor");
        var visitors = Enumerable.Range(0, 5).Select(i => new Visitor(i % 2 == 0 ? host.Address : second.Address)).ToList();
        try
        {
            var pages = new List<Sheet>();
            for (var i = 0; i < visitors.Count; i++)
                pages.Add(await Administrator.ChooseAsync(visitors[i], await visitors[i].GetAsync(link.Path), link.Code, Password(i)));
            var answers = await Task.WhenAll(visitors.Select((visitor, i) => Authenticator.EnrolAsync(visitor, pages[i], "linked-at-once")));
            answers.Count(answer => answer.Html.Contains("You can sign in now", StringComparison.Ordinal)).ShouldBe(1);
            var winner = Array.FindIndex(answers, answer => answer.Html.Contains("You can sign in now", StringComparison.Ordinal));
            (await visitors[winner].SignInAsync("linked-at-once", Password(winner))).Status.ShouldBe(HttpStatusCode.Found);
            (await host.ScalarAsync<long>("select count(*) from identity.account_acts where act = 'invitation-accepted' and account_id = (select id from identity.accounts where user_name = 'linked-at-once')")).ShouldBe(1);
        }
        finally
        {
            visitors.ForEach(visitor => visitor.Dispose());
        }

        static string Password(int visitor) => $"sentence number {visitor} as password";
    }

    private Task<T[]> AtOnceAsync<T>(Func<string, Task<T>> use)
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var uses = Enumerable.Range(0, Uses).Select(async i =>
        {
            await begin.Task;
            return await use(i % 2 == 0 ? host.Address : second.Address);
        }).ToArray();
        begin.SetResult();
        return Task.WhenAll(uses);
    }

    private async Task ShouldBeDeadAsync(JsonNode tokens)
    {
        var oidc = new Oidc(second.Address) { Issuer = host.Address + "/" };
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        (await oidc.PostAsync("/connect/introspection", [("token", (string)tokens["access_token"]!), .. oidc.WebCredentials])).Answer["active"]!.GetValue<bool>().ShouldBeFalse();
    }
}
