using System.Collections.Concurrent;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;

namespace CaseWorkspace.BrowserTests;

/// <summary>Tokens of the demo's people, which all tests of a run share.</summary>
internal sealed class SharedTokens(string issuer) : Tokens(issuer)
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(3);

    private static readonly ConcurrentDictionary<(string Issuer, string Name), (string Token, DateTimeOffset At)> Known = new();

    private readonly string issuer = issuer;

    public override async Task<string> AccessAsync(Account account)
    {
        if (!Accounts.All.Contains(account))
            return await base.AccessAsync(account);
        var now = TimeProvider.System.GetUtcNow();
        if (Known.TryGetValue((issuer, account.Name), out var known) && now - known.At < RenewAfter)
            return known.Token;
        using var visitor = new Visitor(issuer);
        var token = (string)(await new Oidc(issuer).CliTokensAsync(visitor, account.Name))["access_token"]!;
        Known[(issuer, account.Name)] = (token, now);
        return token;
    }
}
