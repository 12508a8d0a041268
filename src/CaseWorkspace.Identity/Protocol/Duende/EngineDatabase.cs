using CaseWorkspace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>
/// What is handed out, in tables of our own: the engine's own stores remove what was used, and nobody would see it come again. The engine's form of
/// a code, a refresh token or a pushed request stands in them protected.
/// </summary>
public sealed class EngineDatabase(DbContextOptions<EngineDatabase> options, TimeProvider clock) : ProtocolDatabase(options)
{
    public const string History = "protocol_grants_migrations";

    public DbSet<Chain> Chains => Set<Chain>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<PushedRequest> PushedRequests => Set<PushedRequest>();
    public DbSet<Spent> Spent => Set<Spent>();

    public override async Task RevokeEverythingAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await Chains.Where(chain => chain.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(chain => chain.EndedAt, now), cancel);
        await PushedRequests.Where(pushed => pushed.SpentAt == null).ExecuteUpdateAsync(set => set.SetProperty(pushed => pushed.SpentAt, now), cancel);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(AccountsDatabase.Schema);
        modelBuilder.Entity<Chain>(chain =>
        {
            chain.ToTable("protocol_chains");
            chain.Property(c => c.Id).ValueGeneratedNever();
            chain.HasIndex(c => new { c.AccountId, c.SessionId });
            chain.HasIndex(c => c.BeganAt);
        });
        modelBuilder.Entity<Grant>(grant =>
        {
            grant.ToTable("protocol_grants").HasKey(g => g.Key);
            grant.HasIndex(g => g.ChainId);
            grant.HasIndex(g => g.ExpiresAt);
            grant.HasOne<Chain>().WithMany().HasForeignKey(g => g.ChainId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<PushedRequest>(pushed =>
        {
            pushed.ToTable("protocol_pushed_requests").HasKey(p => p.Key);
            pushed.HasIndex(p => p.ExpiresAt);
        });
        modelBuilder.Entity<Spent>(spent =>
        {
            spent.ToTable("protocol_spent").HasKey(s => s.Key);
            spent.HasIndex(s => s.ExpiresAt);
        });
        AddKeys(modelBuilder);
        SnakeCase.Apply(modelBuilder);
    }
}

/// <summary>What hangs on one authorisation of a client in a session, and falls with it: its code, its refresh tokens, its access tokens.</summary>
public sealed class Chain
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public Guid SessionId { get; init; }
    public required string Client { get; init; }
    public DateTimeOffset BeganAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A code or refresh token. It stays when it was spent, so that a second use is known as one.</summary>
public sealed class Grant
{
    /// <summary>The hash of what the client holds.</summary>
    public required string Key { get; init; }

    /// <summary>As the engine names it.</summary>
    public required string Type { get; init; }
    public Guid ChainId { get; init; }

    /// <summary>In the engine's form, protected.</summary>
    public required string Data { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? SpentAt { get; init; }
}

/// <summary>An authorization request that a client pushed.</summary>
public sealed class PushedRequest
{
    /// <summary>The hash of its name.</summary>
    public required string Key { get; init; }

    /// <summary>In the engine's form, protected.</summary>
    public required string Parameters { get; init; }
    public DateTimeOffset PushedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? SpentAt { get; init; }
}

/// <summary>A client assertion or a proof that was used, or an access token that was revoked: it is not taken again.</summary>
public sealed class Spent
{
    public required string Key { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>For <c>dotnet ef</c>, which writes migrations without a database.</summary>
public sealed class EngineDesign : IDesignTimeDbContextFactory<EngineDatabase>
{
    public EngineDatabase CreateDbContext(string[] args) => (EngineDatabase)new ProtocolEngine().OpenDatabase("Host=localhost");
}
