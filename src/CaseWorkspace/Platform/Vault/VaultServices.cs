using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Puts the vault together.</summary>
public static class VaultServices
{
    /// <summary>Adds the vault and its sweeping; a missing or wrong setting stops the start.</summary>
    public static void AddVault(this IServiceCollection services)
    {
        services.AddOptions<VaultSettings>().BindConfiguration("Vault").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EvidenceVault>();
        services.AddHostedService<VaultSweep>();
        services.AddHealthChecks().AddCheck<VaultCheck>("vault", tags: [Readiness.Tag]);
    }

    /// <summary>Adds the removal of content that nothing names; for one kind of host alone.</summary>
    public static void AddOrphanSweep(this IServiceCollection services)
    {
        services.AddSingleton<ContentNames>();
        services.AddHostedService<OrphanSweep>();
    }
}
