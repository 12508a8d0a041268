using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Protocol;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CaseWorkspace.Identity;

/// <summary>
/// This host works with its own schema, as the history of migrations tells it, and with a newer one whose further migrations are all
/// expanding (<see cref="ExpandingMigration"/>), so that hosts of two versions run side by side during an upgrade.
/// </summary>
public sealed class SchemaCheck(AccountsDatabase accounts, ProtocolDatabase protocol) : IHealthCheck
{
    private const string Old =
        "The schema identity is missing or old: run `dotnet CaseWorkspace.Identity.dll migrate` of this version with ConnectionStrings:Owner, and start this host again; with --dry-run it says whether the hosts of the version before may go on meanwhile.";

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

    /// <summary>What is wrong, and which command mends it; null when this program works with the schema.</summary>
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
        string[] unknown = [.. applied.Except(own, StringComparer.Ordinal)];
        var breaking = unknown.Length > 0 ? await ExpandingMigration.NotAmongAsync(database, unknown, cancel) : [];
        return breaking.Count > 0
            ? $"The schema identity is newer than this program and does not serve it ({string.Join(", ", breaking)}): start the program of the newer version."
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
