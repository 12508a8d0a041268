using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What the protocol engine keeps, separate from the accounts, so that another engine brings its own; and the keys, which each engine signs with.</summary>
public abstract class ProtocolDatabase(DbContextOptions options) : DbContext(options)
{
    public DbSet<ProtocolKey> Keys => Set<ProtocolKey>();

    /// <summary>Revokes all that was handed out, in whose name ever, within the transaction that stands.</summary>
    public abstract Task RevokeEverythingAsync(CancellationToken cancel);

    /// <summary>The database's time. What served once is forgotten by it: a node whose own clock is ahead would let it serve again.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancel) => Database.SqlQuery<DateTimeOffset>($"select now() as \"Value\"").SingleAsync(cancel);

    /// <summary>The part of the model that all engines have.</summary>
    protected static void AddKeys(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<ProtocolKey>(key =>
        {
            key.ToTable("protocol_keys");
            key.Property(k => k.Id).ValueGeneratedNever();
        });
    }
}

/// <summary>A key of the engine, encrypted by data protection.</summary>
public sealed class ProtocolKey
{
    public const string Signing = "signing";
    public const string Encryption = "encryption";

    public Guid Id { get; init; }

    /// <summary>Signing (RSA) or encryption (AES).</summary>
    public required string Use { get; init; }
    public required byte[] ProtectedKey { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The table that all engines share: in a database that goes over from one engine to another it is there already, and its keys go on.</summary>
public static class ProtocolKeysTable
{
    public static void CreateProtocolKeys(this MigrationBuilder migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.Sql(
            """
            CREATE TABLE IF NOT EXISTS identity.protocol_keys (
                id uuid NOT NULL,
                use text NOT NULL,
                protected_key bytea NOT NULL,
                created_at timestamp with time zone NOT NULL,
                CONSTRAINT protocol_keys_pkey PRIMARY KEY (id)
            );
            """);
    }
}
