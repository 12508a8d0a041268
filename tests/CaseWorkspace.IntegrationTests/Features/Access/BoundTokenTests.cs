using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>The API takes a bound token only from the holder of the key (RFC 9449), and none of the workspace's own.</summary>
[Collection(SharedSessions.Name)]
public sealed class BoundTokenTests(SessionInstallation installation)
{
    private const string Files = "/api/investigations";

    [Fact]
    public async Task A_bound_token_wants_a_proof_for_this_request_each_time_on_every_node()
    {
        using var key = new ProofKey();
        using var other = new ProofKey();
        using var visitor = new Visitor(installation.Issuer);
        var token = (string)(await new Oidc(installation.Issuer) { Key = key }.CliTokensAsync(visitor, "investigator"))["access_token"]!;
        var address = installation.Web + Files;

        var proof = key.Proof("GET", address, token);
        (await AskAsync($"DPoP {token}", proof)).Expect(200);
        (await AskAsync($"DPoP {token}", proof)).Expect(401, "not-signed-in");
        (await AskAsync($"dpop {token}", key.Proof("GET", address, token))).Expect(200);
        (await AskAsync($"DPoP {token}", key.Proof("GET", address + "?query=no-part-of-it", token))).Expect(200);

        var ports = CaseWorkspace.AppHost.Ports.Free();
        await using var node = installation.Installation.CreateWebNode(new Uri($"http://localhost:{ports.Web}"));
        node.Start();
        await node.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using (var http = new HttpClient())
        {
            using var replay = new HttpRequestMessage(HttpMethod.Get, new Uri(node.Address, Files));
            replay.Headers.TryAddWithoutValidation("Authorization", $"DPoP {token}");
            replay.Headers.TryAddWithoutValidation("DPoP", proof);
            replay.Headers.TryAddWithoutValidation("Purpose", "investigation");
            ((int)(await http.SendAsync(replay, TestContext.Current.CancellationToken)).StatusCode).ShouldBe(401);
        }

        (string Authorization, string? Proof)[] wrong =
        [
            ($"Bearer {token}", null), ($"Bearer {token}", key.Proof("GET", address, token)), ($"DPoP {token}", null), ($"DPoP {token}", "x"),
            ($"DPoP {token}", other.Proof("GET", address, token)), ($"DPoP {token}", key.Proof("POST", address, token)), ($"DPoP {token}", key.Proof("GET", address)),
            ($"DPoP {token}", key.Proof("GET", installation.Web + "/api/people", token)), ($"DPoP {token}", key.Proof("GET", "https://cases.example.org" + Files, token)),
            ($"DPoP {token}", key.Proof("GET", address, token + "x")),
        ];
        foreach (var (authorization, shown) in wrong)
        {
            var refused = (await AskAsync(authorization, shown)).Expect(401, "not-signed-in");
            refused.Headers.Where(header => header.StartsWith("WWW-Authenticate", StringComparison.Ordinal)).ShouldContain(header => header.Contains("DPoP algs=\"ES256 PS256\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_token_that_is_bound_to_no_key_is_not_shown_as_one_that_is()
    {
        using var key = new ProofKey();
        var token = await installation.Api.Tokens.AccessAsync(Accounts.Investigator);
        (await AskAsync($"DPoP {token}", key.Proof("GET", installation.Web + Files, token))).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task A_token_of_the_workspaces_own_sessions_serves_nobody_at_the_api()
    {
        using var keys = new ClientKeys(MasterKey.FromFolder(Path.Combine(installation.Installation.DataFolder, "keys", "Web"), "web-master.key"), TimeProvider.System);
        var oidc = new Oidc(installation.Issuer);
        var redirect = installation.Web + "/signin-oidc";
        var (pushed, request) = await oidc.PostAsync("/connect/par", [.. oidc.Request("web", redirect).Select(pair => (pair.Key, pair.Value)), .. Proof()]);
        pushed.ShouldBe(System.Net.HttpStatusCode.Created, request.ToJsonString());
        using var visitor = new Visitor(installation.Issuer);
        var code = await oidc.CodeAsync(visitor, $"/connect/authorize?client_id=web&request_uri={Uri.EscapeDataString((string)request["request_uri"]!)}", "investigator");
        var (redeemed, tokens) = await oidc.RedeemAsync(code, redirect, [("client_id", "web"), .. Proof()]);
        redeemed.ShouldBe(System.Net.HttpStatusCode.OK, tokens.ToJsonString());

        (await AskAsync($"Bearer {tokens["access_token"]}", null)).Expect(401, "not-signed-in");

        (string, string)[] Proof() => [("client_assertion_type", WebKey.AssertionType), ("client_assertion", keys.Assertion("web", installation.Issuer + "/"))];
    }

    private Task<Reply> AskAsync(string authorization, string? proof, string path = Files) => installation.Api.SendAsync(new Call(HttpMethod.Get, path)
    {
        Headers = [("Authorization", authorization), .. proof is null ? [] : new[] { ("DPoP", proof) }],
    });
}

/// <summary>A node that starts where rows were left behind.</summary>
public sealed class NodeWithLeftovers(Workspace workspace) : OwnIssuer(workspace)
{
    public override async ValueTask InitializeAsync()
    {
        (await Workspace.ScalarAsync<long>(
            """
            with left_behind as (insert into workspace.spent_token (key, expires) values ('ran out long ago', now() - interval '5 minutes'), ('ran out just now', now() - interval '2 seconds'), ('holds', now() + interval '5 minutes') returning 1)
            select count(*) from left_behind
            """)).ShouldBe(3);
        await base.InitializeAsync();
    }
}

/// <summary>What was spent lies apart from the sessions, and goes when nobody could use it any more.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SpentTokenTests(Workspace workspace, NodeWithLeftovers issuer) : IClassFixture<NodeWithLeftovers>
{
    [Fact]
    public async Task What_has_run_out_goes_and_what_a_node_whose_clock_is_late_could_still_take_stays()
    {
        for (var tries = 0; await workspace.ScalarAsync<long>("select count(*) from workspace.spent_token where key = 'ran out long ago'") > 0; tries++)
        {
            tries.ShouldBeLessThan(100);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        (await workspace.ScalarAsync<long>("select count(*) from workspace.spent_token where key in ('ran out just now', 'holds')")).ShouldBe(2);
    }

    [Fact]
    public async Task A_proof_and_a_logout_token_leave_one_row_each_and_none_among_the_sessions()
    {
        using var key = new ProofKey();
        var token = issuer.Token(claims => (claims["cnf"], claims["second_factor_at"]) = (new System.Text.Json.Nodes.JsonObject { ["jkt"] = key.Thumbprint }, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        var proof = key.Proof("GET", issuer.Web + "/api/investigations", token);
        var (sessions, spent) = (await SessionsAsync(), await SpentAsync());
        (await AskAsync(token, proof)).Status.ShouldBe(200);
        (await AskAsync(token, proof)).Status.ShouldBe(401);
        var logout = issuer.Token(
            claims => (claims["aud"], claims["jti"], claims["sid"], claims["events"]) = ("web", Guid.CreateVersion7().ToString(), "nobody's", new System.Text.Json.Nodes.JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new System.Text.Json.Nodes.JsonObject() }),
            head => head["typ"] = "logout+jwt");
        (await PostAsync(logout)).ShouldBe(System.Net.HttpStatusCode.OK);
        (await PostAsync(logout)).ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await SessionsAsync()).ShouldBe(sessions);
        (await SpentAsync()).ShouldBe(spent + 2);
    }

    private Task<long> SessionsAsync() => workspace.ScalarAsync<long>("select count(*) from workspace.web_session");

    private Task<long> SpentAsync() => workspace.ScalarAsync<long>("select count(*) from workspace.spent_token where expires > now()");

    private Task<Reply> AskAsync(string token, string proof) =>
        issuer.Api.SendAsync(new Call(HttpMethod.Get, "/api/investigations") { Headers = [("Authorization", $"DPoP {token}"), ("DPoP", proof)] });

    private async Task<System.Net.HttpStatusCode> PostAsync(string token)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        using var answer = await http.PostAsync(new Uri(issuer.Web + "/signout-backchannel-oidc"), form, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
