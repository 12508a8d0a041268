using System.Security.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.Configuration;

namespace CaseWorkspace.Web.SignIn;

/// <summary>Whether the identity server answers over a certificate that this host trusts.</summary>
internal sealed class IssuerCheck(IOptionsMonitor<OpenIdConnectOptions> oidc, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private long _answeredAt;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_answeredAt != 0 && clock.GetElapsedTime(_answeredAt) < Remembered)
        {
            return HealthCheckResult.Healthy();
        }

        var options = oidc.Get(SignInSetup.Oidc);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            using var answer = await options.Backchannel.GetAsync(new Uri(options.MetadataAddress!), patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return HealthCheckResult.Unhealthy($"The identity server at {options.Authority} answers {(int)answer.StatusCode}.");
            }

            await options.ConfigurationManager!.GetConfigurationAsync(patience.Token);
            _answeredAt = clock.GetTimestamp();
            return HealthCheckResult.Healthy();
        }
        catch (HttpRequestException fault) when (fault.InnerException is AuthenticationException)
        {
            return HealthCheckResult.Unhealthy(
                $"The certificate of the identity server at {options.Authority} is not trusted here: add its authority to the trusted ones of this machine, or name it in SSL_CERT_FILE.", fault);
        }
        catch (InvalidOperationException fault) when (fault.InnerException is InvalidConfigurationException)
        {
            return HealthCheckResult.Unhealthy(
                $"What is published at {options.Authority} names another issuer: set Oidc:Authority to the name by which the identity server calls itself.", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy($"The identity server at {options.Authority} does not answer.", fault);
        }
    }
}
