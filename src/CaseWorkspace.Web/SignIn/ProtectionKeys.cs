using System.Security.Cryptography;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The keys that protect sessions and forms: in the database, so that every node reads what another protected, sealed by the
/// master key in <c>Keys:Folder</c>, which every node has and the database does not.
/// </summary>
public static class ProtectionKeys
{
    private const string FileName = "web-master.key";

    private static readonly KeyTable Table = new(
        "select name, xml from workspace.protection_key order by made_at, name",
        "insert into workspace.protection_key (name, xml) values (@name, @xml) on conflict (name) do nothing");

    /// <summary>
    /// Why the cookie of a request cannot be read, as a problem code: the host started while the database was away and has no keys yet.
    /// Null when it can be read, or there is none: who comes without a session is told to sign in.
    /// </summary>
    public static string? Away(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true || !context.Request.Cookies.Keys.Any(name => name.EndsWith(SignInSetup.SessionCookie, StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("CaseWorkspace.Web.Ready").Protect([1]);
            return null;
        }
        catch (CryptographicException fault)
        {
            return NotAnswering.Of(fault);
        }
    }

    /// <summary>Adds data protection; refuses to start without a folder for the master key.</summary>
    public static void AddProtectionKeys(this IServiceCollection services, IConfiguration settings)
    {
        var folder = settings["Keys:Folder"] is { Length: > 0 } set ? set : throw new InvalidOperationException(
            "Keys:Folder is missing: set it to a folder that only this host's user can read; it holds the key that protects the sessions' keys in the database.");
        var master = MasterKey.FromFolder(folder, FileName);
        services.AddSingleton(provider => new ClientKeys(master, provider.GetRequiredService<TimeProvider>()));
        services.AddDataProtection().SetApplicationName("CaseWorkspace.Web");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            var source = provider.GetRequiredService<NpgsqlDataSource>();
            var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger<SealedKeys>();
            options.XmlRepository = new SealedKeys(master, Table, source.CreateConnection, log);
            // The repository seals the whole key.
            options.XmlEncryptor = new NullXmlEncryptor();
        }));
    }
}
