using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CaseWorkspace.Identity.Keys;

public static class KeySetup
{
    private const string FileName = "identity-master.key";

    /// <summary>Data-protection keys live in the database, encrypted by the master key where a folder for it is set.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddDataProtection().SetApplicationName("CaseWorkspace.Identity").PersistKeysToDbContext<AccountsDatabase>();
        if (settings.KeysFolder is { } folder)
        {
            var master = Read(folder);
            services.AddSingleton(master);
            services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new MasterKeyXmlEncryptor(master));
        }
        return services;
    }

    private static MasterKey Read(string folder)
    {
        try
        {
            return MasterKey.FromFolder(folder, FileName);
        }
        catch (InvalidOperationException fault)
        {
            throw new UnsafeSettingException(fault.Message);
        }
    }
}

/// <summary>Data protection finds it by this name beside keys that were written before the class moved.</summary>
public sealed class MasterKeyXmlDecryptor(IServiceProvider services) : Platform.Hosting.MasterKeyXmlDecryptor(services);
