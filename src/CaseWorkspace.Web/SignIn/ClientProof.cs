using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace CaseWorkspace.Web.SignIn;

/// <summary>By what this host proves at the identity server that it is the client it says: a signed assertion, a new one for each request; at an issuer of another maker, where it is set, a secret.</summary>
public sealed class ClientProof(ClientKeys keys, OidcSettings settings)
{
    /// <summary>The form fields of it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Of(OpenIdConnectOptions options, CancellationToken cancellation)
    {
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        return settings.ClientSecret is { Length: > 0 } secret
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["client_id"] = options.ClientId!, ["client_secret"] = secret }
            : new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["client_id"] = options.ClientId!,
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = keys.Assertion(options.ClientId!, configuration.Issuer),
            };
    }
}
