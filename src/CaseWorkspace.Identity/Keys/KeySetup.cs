using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseWorkspace.Identity.Keys;

public static class KeySetup
{
    internal const string FileName = "identity-master.key";

    private static readonly KeyTable Table = new(
        "select friendly_name, xml from identity.data_protection_keys order by made_at, id",
        "insert into identity.data_protection_keys (friendly_name, xml) values (@name, @xml)");

    /// <summary>Data-protection keys live in the database, sealed by the master key in the folder.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var master = Read(settings.KeysFolder);
        services.AddDataProtection().SetApplicationName("CaseWorkspace.Identity");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger<SealedKeys>();
            options.XmlRepository = new SealedKeys(master, Table, () => new NpgsqlConnection(settings.ConnectionString), log);
            // The repository seals the whole key.
            options.XmlEncryptor = new NullXmlEncryptor();
        }));
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
