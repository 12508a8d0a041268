using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The three clients. They are what the settings say: written at start where they differ.</summary>
public static class Clients
{
    public const string Web = "web";
    public const string Cli = "cli";
    public const string Service = "service";

    private const string FingerprintProperty = "fingerprint";
    private static readonly string Api = Permissions.Prefixes.Scope + ProtocolSetup.ApiScope;

    public static async Task ProvisionAsync(IOpenIddictApplicationManager clients, IdentitySettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(settings);
        await ProvideAsync(clients, WebClient(settings), settings.WebClientSecret, cancel);
        await ProvideAsync(clients, CliClient(), null, cancel);
        if (settings.ServiceClientPublicKey is { } key)
            await ProvideAsync(clients, ServiceClient(key), null, cancel);
        else if (await clients.FindByClientIdAsync(Service, cancel) is { } former)
            await clients.DeleteAsync(former, cancel);
    }

    private static OpenIddictApplicationDescriptor WebClient(IdentitySettings settings) => new()
    {
        ClientId = Web,
        ClientType = ClientTypes.Confidential,
        ApplicationType = ApplicationTypes.Web,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { new Uri(settings.WebOrigin, "/signin-oidc") },
        PostLogoutRedirectUris = { new Uri(settings.WebOrigin, "/signout-callback-oidc") },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Token,
            Permissions.Endpoints.Revocation, Permissions.Endpoints.Introspection, Permissions.Endpoints.EndSession,
            Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Api,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange, Requirements.Features.PushedAuthorizationRequests },
    };

    /// <summary>A program on the user's own machine (RFC 8252): loopback, on whatever port is free.</summary>
    private static OpenIddictApplicationDescriptor CliClient() => new()
    {
        ClientId = Cli,
        ClientType = ClientTypes.Public,
        ApplicationType = ApplicationTypes.Native,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { new Uri("http://127.0.0.1/callback") },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Token,
            Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Api,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    private static OpenIddictApplicationDescriptor ServiceClient(string publicKey)
    {
        JsonWebKey key;
        try
        {
            key = new JsonWebKey(publicKey);
        }
        catch (ArgumentException)
        {
            throw new UnsafeSettingException("Identity:ServiceClientPublicKey must be one public JWK.");
        }
        if (key.HasPrivateKey || key.Kty == JsonWebAlgorithmsKeyTypes.Octet)
            throw new UnsafeSettingException("Identity:ServiceClientPublicKey holds a private or shared key: set the public JWK, and take the private one out of use.");
        return new OpenIddictApplicationDescriptor
        {
            ClientId = Service,
            ClientType = ClientTypes.Confidential,
            JsonWebKeySet = new JsonWebKeySet { Keys = { key } },
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Api },
        };
    }

    private static async Task ProvideAsync(IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor wanted, string? secret, CancellationToken cancel)
    {
        var existing = await clients.FindByClientIdAsync(wanted.ClientId!, cancel);
        var fingerprint = FingerprintOf(wanted);
        wanted.Properties[FingerprintProperty] = System.Text.Json.JsonSerializer.SerializeToElement(fingerprint);
        wanted.ClientSecret = secret;
        if (existing is null)
            await clients.CreateAsync(wanted, cancel);
        else if (!await IsCurrentAsync(clients, existing, fingerprint, secret, cancel))
            await clients.UpdateAsync(existing, wanted, cancel);
    }

    private static async Task<bool> IsCurrentAsync(IOpenIddictApplicationManager clients, object existing, string fingerprint, string? secret, CancellationToken cancel) =>
        (await clients.GetPropertiesAsync(existing, cancel)).TryGetValue(FingerprintProperty, out var kept)
        && kept.GetString() == fingerprint
        && (secret is null || await clients.ValidateClientSecretAsync(existing, secret, cancel));

    private static string FingerprintOf(OpenIddictApplicationDescriptor client) => Accounts.Invitation.HashOf(string.Join('\n',
        [client.ClientType, client.ApplicationType, client.JsonWebKeySet?.Keys[0].X, client.JsonWebKeySet?.Keys[0].N,
            .. client.RedirectUris.Select(uri => uri.OriginalString), .. client.PostLogoutRedirectUris.Select(uri => uri.OriginalString),
            .. client.Permissions.Order(StringComparer.Ordinal), .. client.Requirements.Order(StringComparer.Ordinal)]));
}
