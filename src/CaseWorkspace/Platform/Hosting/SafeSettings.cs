using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Refuses to start a production host with settings that are made for demonstration.</summary>
public static class SafeSettings
{
    /// <exception cref="InvalidOperationException">A setting is unsafe; the message says which and how to mend it.</exception>
    public static void Check(IConfiguration settings, IHostEnvironment environment)
    {
        if (!environment.IsProduction())
        {
            return;
        }

        if (settings.GetValue<bool>("Demo:Enabled"))
        {
            throw new InvalidOperationException(
                "Demo:Enabled is set in production: remove it; demonstration accounts and sample data must not exist there.");
        }

        if (ListensPlainly(settings) && HostOperation.Proxies(settings).Length == 0)
        {
            throw new InvalidOperationException(
                "This host would listen on plain http in production: name https addresses alone (Urls, Https_Ports or Kestrel:Endpoints), or name the proxy in front that ends TLS in Proxy:Addresses.");
        }
    }

    /// <summary>What the server goes by, in its order; where nothing is said, it takes an http address of its own.</summary>
    private static bool ListensPlainly(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray() is { Length: > 0 } named
            ? named.Any(IsPlain)
        : settings["Urls"] is { Length: > 0 } urls ? urls.Split(';').Any(IsPlain)
        : settings["Http_Ports"] is { Length: > 0 } || settings["Https_Ports"] is not { Length: > 0 };

    private static bool IsPlain(string address) => !address.Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a host that signs people in must have beside.</summary>
    /// <exception cref="InvalidOperationException">A setting is unsafe; the message says which and how to mend it.</exception>
    public static void CheckSignIn(IConfiguration settings, IHostEnvironment environment)
    {
        if (!environment.IsProduction())
        {
            return;
        }

        if (settings["Oidc:Authority"] is not { } authority || !authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                "Oidc:Authority must be the https address of the identity server in production: set it and restart.");
        }

        if (settings["Oidc:ClientSecret"] is not { Length: >= 32 })
        {
            throw new InvalidOperationException(
                "Oidc:ClientSecret is missing or shorter than 32 characters: generate one and give it to the identity server too.");
        }
    }
}
