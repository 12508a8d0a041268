using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Whether the keys of sessions can be read. A host whose master key opens none of those in the database does not start: it would
/// end every session, and take turns with the other nodes in doing so.
/// </summary>
internal sealed class KeysCheck(IKeyManager keys, IDataProtectionProvider protection) : IHostedService, IHealthCheck
{
    private readonly IDataProtector _protector = protection.CreateProtector("CaseWorkspace.Web.Ready");

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            keys.GetAllKeys();
        }
        catch (Exception away) when (DatabaseFaults.IsAway(away))
        {
            // Not ready before it answers.
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _protector.Unprotect(_protector.Protect([1]));
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The keys of sessions cannot be read: check Keys:Folder and the database.", fault));
        }
    }
}
