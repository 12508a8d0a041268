using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// In production an identity server that cannot be asked about a token is refused: a suspended account would keep its
/// access until its token runs out. One that does not answer yet stops nothing, and lets nobody in.
/// </summary>
public sealed partial class IntrospectionCheck(
    IOptionsMonitor<OpenIdConnectOptions> oidc, OidcSettings own, IConfiguration settings, ILogger<IntrospectionCheck> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (DemoSetting.IsOn(settings))
        {
            return;
        }

        try
        {
            var options = oidc.Get(SignInSetup.Oidc);
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            if (own.WithoutIntrospection && !string.IsNullOrEmpty(configuration.IntrospectionEndpoint))
            {
                throw new UnsafeIssuerException($"{options.Authority} names an introspection_endpoint: take Oidc:WithoutIntrospection out, so that what is taken back there binds at once.");
            }

            if (!own.WithoutIntrospection && string.IsNullOrEmpty(configuration.IntrospectionEndpoint))
            {
                throw new UnsafeIssuerException(
                    $"{options.Authority} names no introspection_endpoint (RFC 7662): switch it on there and allow it to the client '{options.ClientId}', or set Oidc:WithoutIntrospection, which docs/issuers.md weighs.");
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException)
        {
            NotYet(log, fault);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The identity server does not answer yet; nobody is let in before it does")]
    private static partial void NotYet(ILogger log, Exception fault);
}

/// <summary>An identity server on which this host does not start; the message says how to mend it.</summary>
public sealed class UnsafeIssuerException(string message) : Exception(message);
