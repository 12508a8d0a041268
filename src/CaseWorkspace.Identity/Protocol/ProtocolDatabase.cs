using CaseWorkspace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What the protocol engine keeps: clients, authorisations, tokens, keys. Separate from the accounts, so that another engine brings its own.</summary>
public sealed class ProtocolDatabase(DbContextOptions<ProtocolDatabase> options) : DbContext(options)
{
    public const string History = "protocol_migrations";

    public DbSet<ProtocolKey> Keys => Set<ProtocolKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(AccountsDatabase.Schema);
        modelBuilder.UseOpenIddict<Guid>();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("protocol_clients");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("protocol_authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("protocol_scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("protocol_tokens");
        modelBuilder.Entity<ProtocolKey>(key =>
        {
            key.ToTable("protocol_keys");
            key.Property(k => k.Id).ValueGeneratedNever();
        });
        // What is taken back is taken back by whose it is; the engine's own index begins with the client.
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().HasIndex(authorization => authorization.Subject);
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().HasIndex(token => token.Subject);
        SnakeCase.Apply(modelBuilder);
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
