using CaseWorkspace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Clients, authorisations and tokens, in the engine's own form, and the keys.</summary>
public sealed class EngineDatabase(DbContextOptions<EngineDatabase> options) : ProtocolDatabase(options)
{
    public const string History = "protocol_migrations";

    public override async Task RevokeEverythingAsync(CancellationToken cancel)
    {
        await Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().Where(entry => entry.Status == Statuses.Valid)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Status, Statuses.Revoked), cancel);
        await Set<OpenIddictEntityFrameworkCoreToken<Guid>>().Where(entry => entry.Status == Statuses.Valid)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Status, Statuses.Revoked), cancel);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(AccountsDatabase.Schema);
        modelBuilder.UseOpenIddict<Guid>();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("protocol_clients");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("protocol_authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("protocol_scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("protocol_tokens");
        AddKeys(modelBuilder);
        // What is taken back is taken back by whose it is; the engine's own index begins with the client.
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().HasIndex(authorization => authorization.Subject);
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().HasIndex(token => token.Subject);
        SnakeCase.Apply(modelBuilder);
    }
}

/// <summary>For <c>dotnet ef</c>, which writes migrations without a database.</summary>
public sealed class EngineDesign : IDesignTimeDbContextFactory<EngineDatabase>
{
    public EngineDatabase CreateDbContext(string[] args) => (EngineDatabase)new ProtocolEngine().OpenDatabase("Host=localhost");
}
