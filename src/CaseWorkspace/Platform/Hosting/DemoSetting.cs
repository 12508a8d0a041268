using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// <c>Demo:Enabled</c>, the one setting that opens anything: demo accounts, sample data, http. Without it a host is as strict as in
/// production; the name of its environment counts for nothing, not even Development or none.
/// </summary>
public static class DemoSetting
{
    /// <summary>The setting's name.</summary>
    public const string Name = "Demo:Enabled";

    private static readonly string[] Environments = ["Demo", "Development"];

    /// <summary>Whether the setting is on; left empty it is off.</summary>
    public static bool IsOn(IConfiguration settings) => settings[Name] is { Length: > 0 } && settings.GetValue<bool>(Name);

    /// <summary>Whether this host is a demonstration. One that is none becomes a production, so that the framework opens nothing either.</summary>
    /// <exception cref="InvalidOperationException">The setting is on in an environment that is no demonstration; the message says how to mend it.</exception>
    public static bool Settle(IConfiguration settings, IHostEnvironment environment)
    {
        if (!IsOn(settings))
        {
            environment.EnvironmentName = Microsoft.Extensions.Hosting.Environments.Production;
            return false;
        }

        return Environments.Contains(environment.EnvironmentName, StringComparer.OrdinalIgnoreCase) ? true
            : throw new InvalidOperationException(
                $"Demo:Enabled is set, but the environment is '{environment.EnvironmentName}': remove the setting; demo accounts and sample data must not exist in production. " +
                "Only on a machine that holds no real file, set ASPNETCORE_ENVIRONMENT to Demo.");
    }

    /// <summary>Whether the server would listen on http: by what it goes by, in its order; where nothing is said, it takes an http address of its own.</summary>
    public static bool ListensPlainly(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray() is { Length: > 0 } named
            ? named.Any(IsPlain)
        : settings["Urls"] is { Length: > 0 } urls ? urls.Split(';').Any(IsPlain)
        : settings["Http_Ports"] is { Length: > 0 } || settings["Https_Ports"] is not { Length: > 0 };

    private static bool IsPlain(string address) => !address.Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
