using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Platform.Storage.Erasure;

/// <summary>Registers the work of erasing.</summary>
public static class ErasureServices
{
    /// <summary>Adds it; for the worker only, which alone connects as custodian.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing; the message says how to mend it.</exception>
    public static void AddErasure(this IServiceCollection services, IConfiguration settings)
    {
        var custodian = Setting("Custodian", "caseworkspace_custodian in the workspace");
        var keysCustodian = Setting("KeysCustodian", "caseworkspace_keys_custodian in the key store");
        services.AddSingleton(_ => new JournalCustodian(custodian));
        services.AddSingleton(_ => new KeyCustodian(keysCustodian));
        services.AddHostedService<ErasureWork>();

        string Setting(string name, string role) => settings.GetConnectionString(name) is { Length: > 0 } connection ? connection
            : throw new InvalidOperationException($"The setting ConnectionStrings:{name} is missing: set it to the connection string of role {role}; without it nothing is ever erased.");
    }
}
