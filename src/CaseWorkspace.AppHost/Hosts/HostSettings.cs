using CaseWorkspace.AppHost.Database;

namespace CaseWorkspace.AppHost.Hosts;

/// <summary>
/// Each host's settings, as environment variables. A host gets what it needs: Web and Worker act as the role app, Worker alone
/// as custodian of the workspace and of the key store, Identity sees nothing but its own schema, and the owner's password goes to
/// <c>migrate</c> alone.
/// </summary>
internal sealed class HostSettings(InstallationOptions options, DataFolder data, WorkspaceDatabase database, KeyDatabase keys)
{
    public static Uri AddressOf(HostName host, Ports ports) => new("http://localhost:" + (host switch
    {
        HostName.Identity => ports.Identity,
        HostName.Web => ports.Web,
        _ => ports.Worker,
    }));

    public Dictionary<string, string> Of(HostName host)
    {
        var settings = Common(host);
        settings["ASPNETCORE_URLS"] = Plain(AddressOf(host, options.Ports));
        switch (host)
        {
            case HostName.Identity:
                settings["ConnectionStrings__Identity"] = database.ConnectionStringFor(DatabaseRole.Identity);
                settings["Identity__Issuer"] = Plain(AddressOf(HostName.Identity, options.Ports));
                settings["Identity__WebOrigin"] = Plain(AddressOf(HostName.Web, options.Ports));
                break;
            case HostName.Web:
                settings["ConnectionStrings__Workspace"] = database.ConnectionStringFor(DatabaseRole.App);
                OpenTexts(settings);
                settings["Web__Origin"] = Plain(AddressOf(HostName.Web, options.Ports));
                settings["Oidc__Authority"] = Plain(AddressOf(HostName.Identity, options.Ports));
                settings["Oidc__ClientId"] = "web";
                settings["Vault__Folder"] = data.Vault;
                break;
            case HostName.Worker:
                settings["ConnectionStrings__Workspace"] = database.ConnectionStringFor(DatabaseRole.App);
                OpenTexts(settings);
                settings["ConnectionStrings__Custodian"] = database.ConnectionStringFor(DatabaseRole.Custodian);
                settings["ConnectionStrings__KeysCustodian"] = keys.ConnectionStringFor(KeyRole.Custodian);
                settings["Vault__Folder"] = data.Vault;
                break;
        }

        foreach (var (name, value) in options.Settings)
            settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return settings;
    }

    /// <summary>For the verb <c>migrate</c>, which acts as owner and answers nobody.</summary>
    public Dictionary<string, string> OfMigration(HostName host)
    {
        var settings = Common(host);
        settings["ConnectionStrings__Owner"] = database.ConnectionStringFor(DatabaseRole.Owner);
        if (host is HostName.Worker)
        {
            OpenTexts(settings);
            foreach (var (name, value) in options.Settings.Where(setting => setting.Key.StartsWith("TextKeys", StringComparison.Ordinal)))
                settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return settings;
    }

    private void OpenTexts(Dictionary<string, string> settings)
    {
        settings["ConnectionStrings__Keys"] = keys.ConnectionStringFor(KeyRole.Keys);
        settings["TextKeys__Folder"] = data.TextKeys;
    }

    private Dictionary<string, string> Common(HostName host) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Demo",
        ["DOTNET_ENVIRONMENT"] = "Demo",
        ["Demo__Enabled"] = "true",
        ["Keys__Folder"] = data.KeysOf($"{host}"),
        // A start is worth more here than the last percent of speed an hour later.
        ["DOTNET_TieredPGO"] = "0",
    };

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
