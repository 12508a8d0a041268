using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CaseWorkspace.Identity.Keys;

public static class KeySetup
{
    /// <summary>Data-protection keys live in the database, encrypted by the master key where a folder for it is set.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddDataProtection().SetApplicationName("CaseWorkspace.Identity").PersistKeysToDbContext<AccountsDatabase>();
        if (settings.KeysFolder is { } folder)
        {
            var master = MasterKey.FromFolder(folder);
            services.AddSingleton(master);
            services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new MasterKeyXmlEncryptor(master));
        }
        return services;
    }
}
