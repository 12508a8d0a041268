using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A key is no longer secret: the page of docs/operations.md, followed to the letter.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed partial class EmergencyTests(IdentityHost host)
{
    [Fact]
    public async Task One_command_puts_new_keys_in_use_takes_every_old_one_out_and_ends_sessions_and_tokens()
    {
        var connections = await host.OwnDatabaseAsync();
        var address = await host.StartAsync(connections);
        var settings = IdentityHost.Settings(connections, address).Where(setting => setting.Key != "ConnectionStrings__Owner").ToArray();
        var oidc = new Oidc(address);
        using var visitor = new Visitor(address);
        var before = await oidc.CliTokensAsync(visitor, "investigator");
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        // Right after an ordinary rotation, whose key is announced and younger than any that signs.
        var (rotated, _) = await IdentityHost.RunAsync(["rotate-keys"], settings);
        rotated.ShouldBe(0);
        await UntilAsync(async () => (await oidc.PublishedKeysAsync()).Count == 2);
        var old = await oidc.PublishedKeysAsync();

        var (exit, said) = await IdentityHost.RunAsync(Documented(), settings);
        exit.ShouldBe(0, said);
        said.ShouldContain("in use from now on");

        await UntilAsync(async () => !(await oidc.PublishedKeysAsync()).Intersect(old).Any());
        (await oidc.PublishedKeysAsync()).Count.ShouldBe(1);
        (await oidc.RefreshAsync(before)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(before)).ShouldBe(HttpStatusCode.Unauthorized);
        (await oidc.PostAsync("/connect/introspection", [("token", (string)before["access_token"]!), .. oidc.WebCredentials])).Answer["active"]!.GetValue<bool>().ShouldBeFalse();
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);

        using var again = new Visitor(address);
        var after = await new Oidc(address).CliTokensAsync(again, "investigator");
        ((string)(await oidc.VerifyAsync((string)after["access_token"]!)).Header["kid"]!).ShouldBe((await oidc.PublishedKeysAsync())[0]);
        (await oidc.RefreshAsync(after)).Status.ShouldBe(HttpStatusCode.OK);
        // Repeated, it does the same.
        (await IdentityHost.RunAsync(Documented(), settings)).ExitCode.ShouldBe(0);
        await UntilAsync(async () => (await oidc.RefreshAsync(after)).Status == HttpStatusCode.BadRequest);
    }

    /// <summary>The arguments of the one command that the page names.</summary>
    private static string[] Documented()
    {
        var page = File.ReadAllText(Path.Combine(IdentityHost.Root, "docs", "operations.md"));
        var section = page[page.IndexOf("### When a key is no longer secret", StringComparison.Ordinal)..];
        return Command().Match(section).Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await done())
            await Task.Delay(200, patience.Token);
    }

    [GeneratedRegex("dotnet CaseWorkspace\\.Identity\\.dll (?<arguments>[a-z -]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
