using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// The keys tokens are signed and encrypted with: made on the first start, kept in the database, the newest used,
/// older ones still published and accepted.
/// </summary>
public sealed class ProtocolKeyRing : IConfigureOptions<OpenIddictServerOptions>
{
    private const int SigningKeyBits = 3072;
    private const long CreationLock = 0x6B6579735F6F6964;

    private readonly List<(ProtocolKey Key, byte[] Material)> keys = [];

    public async Task LoadAsync(IServiceProvider services, CancellationToken cancel)
    {
        var database = services.GetRequiredService<ProtocolDatabase>();
        var protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("protocol-keys");
        var stored = await database.Keys.AsNoTracking().ToListAsync(cancel);
        if (stored.Count == 0)
            stored = await CreateAsync(database, protector, services.GetRequiredService<TimeProvider>(), cancel);
        try
        {
            foreach (var key in stored.OrderByDescending(key => key.CreatedAt))
                keys.Add((key, protector.Unprotect(key.ProtectedKey)));
        }
        catch (CryptographicException)
        {
            throw new UnsafeSettingException("The signing keys in the database cannot be opened: put the file identity-master.key that belongs to this database back into Keys:Folder.");
        }
    }

    public void Configure(OpenIddictServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (key, material) in keys)
        {
            var id = key.Id.ToString("N");
            if (key.Use == ProtocolKey.Signing)
            {
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(material, out _);
                options.SigningCredentials.Add(new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = id }, SecurityAlgorithms.RsaSha256));
            }
            else
            {
                options.EncryptionCredentials.Add(new EncryptingCredentials(
                    new SymmetricSecurityKey(material) { KeyId = id }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            }
        }
    }

    private static async Task<List<ProtocolKey>> CreateAsync(ProtocolDatabase database, IDataProtector protector, TimeProvider clock, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        // Several nodes may start for the first time together: the first makes the keys, the others find them.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CreationLock})", cancel);
        var stored = await database.Keys.AsNoTracking().ToListAsync(cancel);
        if (stored.Count > 0)
            return stored;
        using var rsa = RSA.Create(SigningKeyBits);
        stored =
        [
            New(ProtocolKey.Signing, rsa.ExportPkcs8PrivateKey()),
            New(ProtocolKey.Encryption, RandomNumberGenerator.GetBytes(32)),
        ];
        database.Keys.AddRange(stored);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return stored;

        ProtocolKey New(string use, byte[] material) => new()
        {
            Id = Guid.CreateVersion7(),
            Use = use,
            ProtectedKey = protector.Protect(material),
            CreatedAt = clock.GetUtcNow(),
        };
    }
}
