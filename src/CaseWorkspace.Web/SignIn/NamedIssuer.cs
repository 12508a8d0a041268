using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Takes what an issuer publishes of itself only where it names the issuer that is set (OpenID Connect Discovery 1.0, 4.3): who answers at that
/// address speaks for nobody else. A slash at the end makes no difference.
/// </summary>
public sealed class NamedIssuer(string authority)
    : IConfigurationValidator<OpenIdConnectConfiguration>, IPostConfigureOptions<OpenIdConnectOptions>, IPostConfigureOptions<JwtBearerOptions>
{
    /// <inheritdoc/>
    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return string.Equals(configuration.Issuer?.TrimEnd('/'), authority.TrimEnd('/'), StringComparison.Ordinal)
            ? new ConfigurationValidationResult { Succeeded = true }
            : new ConfigurationValidationResult { ErrorMessage = "It names another issuer than the one that is set." };
    }

    /// <inheritdoc/>
    public void PostConfigure(string? name, OpenIdConnectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ConfigurationManager = Published(options.MetadataAddress!, options.Backchannel, options.RequireHttpsMetadata, options.AutomaticRefreshInterval, options.RefreshInterval);
    }

    /// <inheritdoc/>
    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ConfigurationManager = Published(options.MetadataAddress, options.Backchannel, options.RequireHttpsMetadata, options.AutomaticRefreshInterval, options.RefreshInterval);
    }

    private ConfigurationManager<OpenIdConnectConfiguration> Published(string address, HttpClient backchannel, bool https, TimeSpan every, TimeSpan again) =>
        new(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(backchannel) { RequireHttps = https }, this)
        {
            AutomaticRefreshInterval = every, RefreshInterval = again,
        };
}
