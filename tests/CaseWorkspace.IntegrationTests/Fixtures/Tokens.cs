using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Actors;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Tokens of the demo accounts from the real identity server, one sign-in each, renewed before they run out.</summary>
public class Tokens(string issuer)
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<Account, Wallet> wallets = new();

    public virtual async Task<string> AccessAsync(Account account) => (string)(await OfAsync(account))["access_token"]!;

    /// <summary>A new account in the role, signed in just now: fit for what wants a second factor, for five minutes.</summary>
    public async Task<Account> WithSecondFactorAsync(Role role)
    {
        var name = "factor-" + Scenario.NewWord();
        using var admin = await Administrator.SignInAsync(issuer);
        var account = new Account(name, Guid.Parse(await admin.CreateAsync(name, role.Code())), role);
        wallets[account] = new Wallet { Tokens = await SignInAsync(name, Administrator.Password, fresh: true), At = TimeProvider.System.GetUtcNow() };
        return account;
    }

    /// <summary>All that the account was given: <c>access_token</c>, <c>id_token</c>, <c>refresh_token</c>.</summary>
    public async Task<JsonNode> OfAsync(Account account)
    {
        var wallet = wallets.GetOrAdd(account, _ => new Wallet());
        await wallet.Turn.WaitAsync();
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            if (wallet.Tokens is null || now - wallet.At > RenewAfter)
                (wallet.Tokens, wallet.At) = (await (wallet.Tokens is null || LetsLeave(account) ? SignInAsync(account.Name, "Demo-2026!", LetsLeave(account)) : RenewAsync(wallet.Tokens)), now);
            return wallet.Tokens;
        }
        finally
        {
            wallet.Turn.Release();
        }
    }

    /// <summary>What the account's access token says.</summary>
    public async Task<JsonNode> ClaimsAsync(Account account) => await ClaimsAsync(await AccessAsync(account));

    /// <summary>What the access token says: of one that is used again, where a later one may be of another session.</summary>
    public async Task<JsonNode> ClaimsAsync(string token) => (await new Oidc(issuer).VerifyAsync(token)).Payload;

    /// <summary>With a second factor used just now, or some time ago: as the people who have worked for a while, and let nothing leave.</summary>
    private async Task<JsonNode> SignInAsync(string name, string password, bool fresh)
    {
        using var visitor = new Visitor(issuer);
        if (!fresh)
        {
            await visitor.SignInAsync(name, password);
            await PassedTime.SinceFactorAsync(issuer, visitor);
        }

        return await new Oidc(issuer).CliTokensAsync(visitor, name, password);
    }

    private async Task<JsonNode> RenewAsync(JsonNode before)
    {
        var (status, renewed) = await new Oidc(issuer).RefreshAsync(before);
        status.ShouldBe(HttpStatusCode.OK, renewed.ToJsonString());
        return renewed;
    }

    /// <summary>Whether the account lets things leave the country, for which a second factor used just now is wanted: it signs in anew each time, as a renewed token keeps the time of its factor.</summary>
    private static bool LetsLeave(Account account) => account.Role is Role.Supervisor or Role.Prosecutor or Role.LiaisonOfficer;

    private sealed class Wallet
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public JsonNode? Tokens { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
