using System.Net;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>The identity server changes its keys while everybody goes on working.</summary>
[Collection(SharedSessions.Name)]
public sealed class KeyRotationTests(SessionInstallation installation)
{
    private const string Files = "/api/investigations";

    private string Owner => installation.Installation.Database.ConnectionStringFor(DatabaseRole.Owner);

    [Fact]
    public async Task A_new_key_is_announced_then_signs_and_the_old_one_stays_until_its_tokens_have_run_out()
    {
        await installation.Administrator.CreateAsync("through-rotation", "investigator");
        using var visitor = new Visitor(installation.Issuer);
        var oidc = new Oidc(installation.Issuer);
        var before = await oidc.CliTokensAsync(visitor, "through-rotation", Administrator.Password);
        using var browser = await installation.SignInAsync("through-rotation");
        var old = await KeyOfAsync(before);
        (await PublishedAsync()).ShouldBe([old]);

        var (exit, said) = await IdentityHost.RunAsync(["rotate-keys"], Settings());
        exit.ShouldBe(0, said);
        said.ShouldContain("tokens are signed with them from");
        await UntilAsync(async () => (await PublishedAsync()).Count == 2);
        var young = (await PublishedAsync()).Single(key => key != old);
        (await KeyOfAsync(await AnewAsync())).ShouldBe(old);

        // Sixteen minutes later.
        await PassAsync("16 minutes");
        await UntilAsync(async () => await KeyOfAsync(await AnewAsync()) == young);
        // Nobody who signs in notices: Web does not know the key yet, reads the keys anew and asks once more.
        using var newcomer = await installation.SignInAsync("through-rotation");
        (await newcomer.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        var after = await AnewAsync();
        // Web learns of the key by itself; until it has, it refuses what it cannot check.
        await UntilAsync(async () => await StatusAsync(after) == 200);
        (await StatusAsync(before)).ShouldBe(200);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await oidc.UserInfoAsync(before)).ShouldBe(HttpStatusCode.OK);
        var (status, refreshed) = await oidc.RefreshAsync(before);
        status.ShouldBe(HttpStatusCode.OK, refreshed.ToJsonString());
        (await KeyOfAsync(refreshed)).ShouldBe(young);
        (await PublishedAsync()).ShouldBe([young, old], ignoreOrder: true);

        // Fourteen hours later no token made with the old key can stand.
        await PassAsync("14 hours");
        await UntilAsync(async () => (await PublishedAsync()).SequenceEqual([young]));
        await PassAsync("-14 hours");
        await UntilAsync(async () => (await PublishedAsync()).Count == 2);
    }

    private async Task<JsonNode> AnewAsync()
    {
        using var visitor = new Visitor(installation.Issuer);
        return await new Oidc(installation.Issuer).CliTokensAsync(visitor, "through-rotation", Administrator.Password);
    }

    private async Task<string> KeyOfAsync(JsonNode tokens) =>
        (string)(await new Oidc(installation.Issuer).VerifyAsync((string)tokens["access_token"]!)).Header["kid"]!;

    private async Task<IReadOnlyList<string>> PublishedAsync() => await new Oidc(installation.Issuer).PublishedKeysAsync();

    private async Task<int> StatusAsync(JsonNode tokens) =>
        (await installation.Api.SendAsync(new Call(HttpMethod.Get, Files) { Token = (string)tokens["access_token"]! })).Status;

    /// <summary>As if so much time had passed for the keys.</summary>
    private Task PassAsync(string time) => IdentityHost.ExecuteAsync(Owner, $"update identity.protocol_keys set created_at = created_at - interval '{time}'");

    private (string, string)[] Settings() =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Demo"), ("Demo__Enabled", "true"), ("ConnectionStrings__Identity", installation.Installation.Database.ConnectionStringFor(DatabaseRole.Identity)),
        ("Identity__Issuer", installation.Issuer), ("Identity__WebOrigin", installation.Web),
        ("Keys__Folder", Path.Combine(installation.Installation.DataFolder, "keys", "Identity")),
    ];

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await done())
            await Task.Delay(500, patience.Token);
    }
}
