using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Tokens of the demo accounts from the real identity server, one sign-in each, renewed before they run out.</summary>
public sealed class Tokens(string issuer)
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<Account, Wallet> wallets = new();

    public async Task<string> AccessAsync(Account account) => (string)(await OfAsync(account))["access_token"]!;

    /// <summary>All that the account was given: <c>access_token</c>, <c>id_token</c>, <c>refresh_token</c>.</summary>
    public async Task<JsonNode> OfAsync(Account account)
    {
        var wallet = wallets.GetOrAdd(account, _ => new Wallet());
        await wallet.Turn.WaitAsync();
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            if (wallet.Tokens is null || now - wallet.At > RenewAfter)
                (wallet.Tokens, wallet.At) = (await ObtainAsync(account, wallet.Tokens), now);
            return wallet.Tokens;
        }
        finally
        {
            wallet.Turn.Release();
        }
    }

    /// <summary>What the account's access token says.</summary>
    public async Task<JsonNode> ClaimsAsync(Account account) => (await new Oidc(issuer).VerifyAsync(await AccessAsync(account))).Payload;

    private async Task<JsonNode> ObtainAsync(Account account, JsonNode? before)
    {
        var oidc = new Oidc(issuer);
        if (before is not null)
        {
            var (status, renewed) = await oidc.RefreshAsync(before);
            status.ShouldBe(HttpStatusCode.OK, renewed.ToJsonString());
            return renewed;
        }

        using var visitor = new Visitor(issuer);
        return await oidc.CliTokensAsync(visitor, account.Name);
    }

    private sealed class Wallet
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public JsonNode? Tokens { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
