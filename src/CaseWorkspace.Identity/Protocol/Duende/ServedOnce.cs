using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Client assertions and proofs serve once, on any node: the insert that finds its row already there has lost. A revoked access token is kept beside them.</summary>
public sealed class ServedOnce(EngineDatabase database, TimeProvider clock) : IServedOnce
{
    private const string Tokens = "access token";

    /// <summary>Longer than any node's clock is late.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(1);

    public async Task<bool> SpendAssertionAsync(string client, string assertionId, DateTimeOffset until, CancellationToken cancel) =>
        await database.Database.ExecuteSqlAsync(
            $"insert into identity.protocol_spent (key, expires_at) values ({KeyOf(client, assertionId)}, {until.ToUniversalTime()}) on conflict (key) do nothing", cancel) == 1;

    public async Task<int> ForgetAssertionsAsync(CancellationToken cancel)
    {
        var before = await database.NowAsync(cancel) - KeptAfterEnd;
        return await database.Spent.Where(spent => spent.ExpiresAt < before).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The access token is not taken any more, for as long as it would have lived.</summary>
    public Task RevokeTokenAsync(string tokenId, CancellationToken cancel) =>
        SpendAssertionAsync(Tokens, tokenId, clock.GetUtcNow() + ProtocolSetup.TokenLifetime, cancel);

    public Task<bool> IsTokenRevokedAsync(string? tokenId, CancellationToken cancel)
    {
        var key = KeyOf(Tokens, tokenId ?? "");
        return database.Spent.AnyAsync(spent => spent.Key == key, cancel);
    }

    private static string KeyOf(string client, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{id}")));
}
