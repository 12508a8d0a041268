using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Refuses to start a host with settings that are made for demonstration, unless it is one (<see cref="DemoSetting"/>).</summary>
public static class SafeSettings
{
    /// <exception cref="InvalidOperationException">A setting is unsafe; the message says which and how to mend it.</exception>
    public static void Check(IConfiguration settings, IHostEnvironment environment)
    {
        if (!DemoSetting.Settle(settings, environment) && DemoSetting.ListensPlainly(settings) && HostOperation.Proxies(settings).Length == 0)
        {
            throw new InvalidOperationException(
                "This host would listen on plain http in production: name https addresses alone (Urls, Https_Ports or Kestrel:Endpoints), or name the proxy in front that ends TLS in Proxy:Addresses.");
        }
    }

    /// <summary>The public address of the web host (setting <c>Web:Origin</c>); in a demonstration without one, where it listens.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Uri PublicAddress(IConfiguration settings) =>
        Uri.TryCreate(settings["Web:Origin"] ?? (DemoSetting.IsOn(settings) ? settings["Urls"]?.Split(';')[0] : null), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" && address.PathAndQuery is "/"
            ? address
            : throw new InvalidOperationException("Web:Origin is missing: set it to the public https address of this host, without a path.");

    /// <summary>What a host that signs people in must have beside.</summary>
    /// <exception cref="InvalidOperationException">A setting is unsafe; the message says which and how to mend it.</exception>
    public static void CheckSignIn(IConfiguration settings)
    {
        if (DemoSetting.IsOn(settings))
        {
            return;
        }

        if (settings["Oidc:Authority"] is not { } authority || !authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                "Oidc:Authority must be the https address of the identity server in production: set it and restart.");
        }

        if (PublicAddress(settings).Scheme is not "https")
        {
            throw new InvalidOperationException("Web:Origin must be the public https address of this host, without a path: set it and restart.");
        }
    }
}
