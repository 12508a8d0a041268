using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>A host is ready when the key store answers, is of this version, and opens under the master keys of this host.</summary>
internal sealed class KeyStoreCheck(TextKeys keys) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await keys.Fault(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy(
                away is PostgresException ? "The key store has no tables, or they are not open to this role: run deploy/postgresql/keys/store.sql as its owner." : "The key store does not answer.", away);
        }
    }
}
