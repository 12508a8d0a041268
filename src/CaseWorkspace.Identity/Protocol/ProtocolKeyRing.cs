using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// The keys tokens are signed and encrypted with: made on the first start, kept in the database, read again every few seconds, so
/// that a new one reaches every node while it runs. Which of them signs, and which are still published: <see cref="KeyLife"/>.
/// </summary>
public sealed class ProtocolKeyRing(TimeProvider clock) : IDisposable
{
    private const int SigningKeyBits = 3072;
    private const long CreationLock = 0x6B6579735F6F6964;

    private KeysInUse keys = new([], [], []);
    private CancellationTokenSource change = new();

    /// <summary>What is signed is signed with the first; all of them are published.</summary>
    public IReadOnlyList<SigningCredentials> Signing => Volatile.Read(ref keys).Signing;

    /// <summary>For an engine that encrypts what it hands out.</summary>
    public IReadOnlyList<EncryptingCredentials> Encryption => Volatile.Read(ref keys).Encryption;

    /// <exception cref="InvalidOperationException">There are no keys yet.</exception>
    public SigningCredentials Signer => Signing.Count > 0 ? Signing[0] : throw new InvalidOperationException("There is no signing key yet.");

    /// <summary>Makes the first keys, or new ones where the present ones have grown old, and takes up what is in use now.</summary>
    public async Task LoadAsync(IServiceProvider services, CancellationToken cancel)
    {
        var database = services.GetRequiredService<ProtocolDatabase>();
        var protector = Protector(services);
        var stored = await database.Keys.AsNoTracking().ToListAsync(cancel);
        if (KeyLife.IsDue(stored, clock.GetUtcNow()))
            stored = await CreateAsync(database, protector, KeyLife.IsDue, KeyLife.Published(stored, clock.GetUtcNow()).Count == 0, cancel);
        var used = KeyLife.Published(stored, clock.GetUtcNow());
        if (used.Select(key => key.Id).SequenceEqual(keys.Ids))
            return;
        try
        {
            Volatile.Write(ref keys, KeysInUse.Of([.. used.Select(key => (key, protector.Unprotect(key.ProtectedKey)))]));
        }
        catch (CryptographicException)
        {
            throw new UnsafeSettingException("The signing keys in the database cannot be opened: put the file identity-master.key that belongs to this database back into Keys:Folder.");
        }
        var before = Interlocked.Exchange(ref change, new CancellationTokenSource());
        await before.CancelAsync();
        before.Dispose();
    }

    /// <summary>Adds new keys now, for the verb <c>rotate-keys</c>; answers when they come into use.</summary>
    public async Task<DateTimeOffset> RotateAsync(IServiceProvider services, CancellationToken cancel)
    {
        var stored = await CreateAsync(services.GetRequiredService<ProtocolDatabase>(), Protector(services), (_, _) => true, atOnce: false, cancel);
        return stored.Max(key => key.CreatedAt) + KeyLife.Announced;
    }

    /// <summary>
    /// For keys that are no longer secret: in one transaction every stored key goes, old and new, new ones are in use from now on,
    /// and all that was handed out under the old ones is revoked.
    /// </summary>
    public async Task ReplaceAsync(IServiceProvider services, CancellationToken cancel)
    {
        var database = services.GetRequiredService<ProtocolDatabase>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CreationLock})", cancel);
        await database.Keys.ExecuteDeleteAsync(cancel);
        database.Keys.AddRange(Make(Protector(services), clock.GetUtcNow() - KeyLife.Announced));
        await database.SaveChangesAsync(cancel);
        await database.RevokeEverythingAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref change).Token);

    public void Dispose() => change.Dispose();

    private async Task<List<ProtocolKey>> CreateAsync(
        ProtocolDatabase database, IDataProtector protector, Func<IReadOnlyList<ProtocolKey>, DateTimeOffset, bool> isDue, bool atOnce, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        // Several nodes may find them due together: the first makes the keys, the others find them.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CreationLock})", cancel);
        var stored = await database.Keys.AsNoTracking().ToListAsync(cancel);
        var now = clock.GetUtcNow();
        if (!isDue(stored, now))
            return stored;
        var made = Make(protector, atOnce ? now - KeyLife.Announced : now);
        database.Keys.AddRange(made);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [.. stored, .. made];
    }

    private static ProtocolKey[] Make(IDataProtector protector, DateTimeOffset createdAt)
    {
        using var rsa = RSA.Create(SigningKeyBits);
        return [New(ProtocolKey.Signing, rsa.ExportPkcs8PrivateKey()), New(ProtocolKey.Encryption, RandomNumberGenerator.GetBytes(32))];

        ProtocolKey New(string use, byte[] material) => new()
        {
            Id = Guid.CreateVersion7(),
            Use = use,
            ProtectedKey = protector.Protect(material),
            CreatedAt = createdAt,
        };
    }

    private static IDataProtector Protector(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("protocol-keys");
}

/// <summary>The keys as they are used, in the order of their use.</summary>
internal sealed record KeysInUse(IReadOnlyList<Guid> Ids, IReadOnlyList<SigningCredentials> Signing, IReadOnlyList<EncryptingCredentials> Encryption)
{
    public static KeysInUse Of(IReadOnlyList<(ProtocolKey Key, byte[] Material)> keys) => new(
        [.. keys.Select(one => one.Key.Id)],
        [.. keys.Where(one => one.Key.Use == ProtocolKey.Signing).Select(one => SigningWith(one.Key.Id.ToString("N"), one.Material))],
        [.. keys.Where(one => one.Key.Use == ProtocolKey.Encryption).Select(one => EncryptingWith(one.Key.Id.ToString("N"), one.Material))]);

    private static SigningCredentials SigningWith(string id, byte[] material)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(material, out _);
        return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = id }, SecurityAlgorithms.RsaSsaPssSha256);
    }

    private static EncryptingCredentials EncryptingWith(string id, byte[] material) =>
        new(new SymmetricSecurityKey(material) { KeyId = id }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
}
