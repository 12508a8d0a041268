using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What the identity server tells a client of a session that has ended.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class LogoutNoticeTests(IdentityHost host)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const string Disabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";

    [Fact]
    public async Task A_client_is_told_by_a_signed_token_and_told_again_until_it_has_taken_it()
    {
        await using var client = await ToldClient.StartAsync();
        // Away, broken, and there again.
        client.Answers.Enqueue(StatusCodes.Status503ServiceUnavailable);
        client.Answers.Enqueue(StatusCodes.Status400BadRequest);
        var connections = await host.OwnDatabaseAsync();
        var address = await host.StartAsync(connections, null, ("Identity__WebBackChannel", client.Address));
        var oidc = new Oidc(address);
        (await oidc.DiscoveryAsync())["backchannel_logout_session_supported"]!.GetValue<bool>().ShouldBeTrue();
        using var visitor = new Visitor(address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        var access = (await oidc.VerifyAsync((string)tokens["access_token"]!)).Payload;
        await visitor.SubmitAsync(await visitor.GetAsync("/sign-out"), "/sign-out");

        var told = new List<JsonNode>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (header, notice) = await oidc.VerifyAsync(await client.NextAsync());
            ((string)header["typ"]!).ShouldBe("logout+jwt");
            ((string)notice["iss"]!).ShouldBe(address + "/");
            ((string)notice["aud"]!).ShouldBe("web");
            ((string)notice["sid"]!).ShouldBe((string)access["sid"]!);
            ((string)notice["sub"]!).ShouldBe((string)access["sub"]!);
            notice["events"]![Event]!.ToJsonString().ShouldBe("{}");
            notice["events"]![Disabled].ShouldBeNull();
            notice["nonce"].ShouldBeNull();
            ((long)notice["exp"]! - (long)notice["iat"]!).ShouldBeInRange(1, 300);
            told.Add(notice);
        }

        told.Select(notice => (string)notice["jti"]!).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        client.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_suspended_account_is_told_as_one()
    {
        await using var client = await ToldClient.StartAsync();
        var address = await host.StartAsync(await host.OwnDatabaseAsync(), null, ("Identity__WebBackChannel", client.Address));
        using var admin = await Administrator.SignInAsync(address);
        using var visitor = new Visitor(address);
        await visitor.SignInAsync("investigator");
        await admin.ActAsync("01980000-0000-7000-8000-000000000001", "Suspend");
        var (_, notice) = await new Oidc(address).VerifyAsync(await client.NextAsync());
        notice["events"]![Disabled]!.ToJsonString().ShouldBe("{}");
    }

    /// <summary>A client's back channel.</summary>
    private sealed class ToldClient(WebApplication server, string address) : IAsyncDisposable
    {
        public string Address => address;
        public ConcurrentQueue<int> Answers { get; } = new();
        public ConcurrentQueue<string> Told { get; } = new();

        public static async Task<ToldClient> StartAsync()
        {
            var address = $"http://localhost:{Ports.Free().Web}";
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(address);
            var client = new ToldClient(builder.Build(), address);
            client.server.MapPost("/signout-backchannel-oidc", async (HttpContext http) =>
            {
                client.Told.Enqueue((await http.Request.ReadFormAsync())["logout_token"].ToString());
                return Results.StatusCode(client.Answers.TryDequeue(out var answer) ? answer : StatusCodes.Status200OK);
            });
            await client.server.StartAsync();
            return client;
        }

        public async Task<string> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            string? told;
            while (!Told.TryDequeue(out told))
                await Task.Delay(100, patience.Token);
            return told;
        }

        private readonly WebApplication server = server;

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
