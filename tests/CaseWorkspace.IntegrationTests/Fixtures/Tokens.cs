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

    /// <summary>
    /// A new account in the role, signed in with its password and the code of its authenticator app just now: fit for what
    /// wants a second factor, for five minutes.
    /// </summary>
    public async Task<Account> WithSecondFactorAsync(Role role)
    {
        var name = "factor-" + Scenario.NewWord();
        using var admin = await Administrator.SignInAsync(issuer);
        var account = new Account(name, Guid.Parse(await admin.CreateAsync(name, role.Code())), role);
        using var owner = new Visitor(issuer);
        await owner.SignInAsync(name, Administrator.Password);
        var (app, _) = await Authenticator.EnrolAsync(owner, Administrator.Password);

        wallets[account] = new Wallet { Tokens = await WithCodeAsync(name, Administrator.Password, app), At = TimeProvider.System.GetUtcNow() };
        return account;
    }

    /// <summary>The app that was set up for the account of this name; null: none was.</summary>
    public Authenticator? AppOf(string name) => wallets.FirstOrDefault(one => one.Key.Name == name).Value?.App;

    /// <summary>Signed in with password and code.</summary>
    private async Task<JsonNode> WithCodeAsync(string name, string password, Authenticator app)
    {
        using var visitor = new Visitor(issuer);
        var oidc = new Oidc(issuer);
        var page = await visitor.FollowAsync(await visitor.GetAsync(Oidc.AuthorizePath(oidc.Request("cli", Oidc.CliRedirect))));
        var second = await visitor.FollowAsync(await visitor.FillSignInAsync(page, name, password));
        var back = await visitor.FollowAsync(await visitor.SubmitAsync(second, "/second-factor", ("Code", app.Code())));
        var (status, tokens) = await oidc.RedeemAsync(oidc.CodeOf(back), Oidc.CliRedirect, ("client_id", "cli"));
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        return tokens;
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
                (wallet.Tokens, wallet.At) = (await (LetsLeave(account) ? ObtainWithCodeAsync(account, wallet) : ObtainAsync(account, wallet.Tokens)), now);
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

    /// <summary>Whether the account lets things leave the country, for which a second factor used just now is wanted.</summary>
    private static bool LetsLeave(Account account) => account.Role is Role.Supervisor or Role.Prosecutor or Role.LiaisonOfficer;

    /// <summary>With the account's authenticator app, set up at the first time; each time anew, for what it is wanted for soon passes.</summary>
    private async Task<JsonNode> ObtainWithCodeAsync(Account account, Wallet wallet)
    {
        if (wallet.App is null)
        {
            using var owner = new Visitor(issuer);
            await owner.SignInAsync(account.Name, "Demo-2026!");
            (wallet.App, _) = await Authenticator.EnrolAsync(owner);
        }

        return await WithCodeAsync(account.Name, "Demo-2026!", wallet.App);
    }

    private sealed class Wallet
    {
        public Authenticator? App { get; set; }
        public SemaphoreSlim Turn { get; } = new(1);
        public JsonNode? Tokens { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
