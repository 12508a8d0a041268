using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Protocol;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CaseWorkspace.Identity;

/// <summary>This host works with its own schema alone, as the history of migrations tells it.</summary>
public sealed class SchemaCheck(AccountsDatabase accounts, ProtocolDatabase protocol) : IHealthCheck
{
    private const string Old =
        "The schema identity is missing or old: stop this host, run `dotnet CaseWorkspace.Identity.dll migrate` of this version with ConnectionStrings:Owner, and start it again.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", away);
        }
    }

    /// <summary>What is wrong, and which command mends it; null when the schema is this program's.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancel)
    {
        try
        {
            return await FaultOfAsync(accounts, cancel) ?? await FaultOfAsync(protocol, cancel);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName)
        {
            return Old;
        }
    }

    private static async Task<string?> FaultOfAsync(DbContext database, CancellationToken cancel)
    {
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var own = database.Database.GetMigrations().ToList();
        return applied.Except(own, StringComparer.Ordinal).Any()
            ? "The schema identity is newer than this program: start the program of the newer version."
            : own.All(applied.Contains) ? null
            : Old;
    }
}

/// <summary>Whether the keys of sessions can be read.</summary>
public sealed class KeysCheck(IDataProtectionProvider protection) : IHealthCheck
{
    private readonly IDataProtector protector = protection.CreateProtector("ready");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            protector.Unprotect(protector.Protect([1]));
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The keys of sessions cannot be read: check Keys:Folder and the database.", fault));
        }
    }
}
