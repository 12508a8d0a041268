using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The clients as the engine keeps them: rows, written at start where they differ.</summary>
public static class ClientRecords
{
    private const string FingerprintProperty = "fingerprint";
    private static readonly string Api = Permissions.Prefixes.Scope + ProtocolSetup.ApiScope;

    public static async Task ProvisionAsync(IOpenIddictApplicationManager clients, IdentitySettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var client in Clients.Of(settings))
            await ProvideAsync(clients, RecordOf(client), cancel);
        // Of earlier versions: its tokens reached nothing (docs/adr/0037).
        if (await clients.FindByClientIdAsync("service", cancel) is { } former)
            await clients.DeleteAsync(former, cancel);
    }

    private static OpenIddictApplicationDescriptor RecordOf(RegisteredClient client)
    {
        var record = new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            ClientType = client.IsProgram ? ClientTypes.Public : ClientTypes.Confidential,
            ApplicationType = client.IsProgram ? ApplicationTypes.Native : ApplicationTypes.Web,
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { client.RedirectAddress },
            PostLogoutRedirectUris = { client.SignedOutAddress },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Token,
                Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Api,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange, Requirements.Features.PushedAuthorizationRequests },
        };
        if (!client.IsProgram)
        {
            record.JsonWebKeySet = new JsonWebKeySet { Keys = { NobodysKey() } };
            record.Permissions.Add(Permissions.Endpoints.Introspection);
        }
        return record;
    }

    /// <summary>The engine wants a key beside a client that has no secret. Web's are read from Web itself (<see cref="WebKeys"/>): of this one nobody has the private half.</summary>
    private static JsonWebKey NobodysKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var half = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        return JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(half));
    }

    private static async Task ProvideAsync(IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor wanted, CancellationToken cancel)
    {
        var existing = await clients.FindByClientIdAsync(wanted.ClientId!, cancel);
        var fingerprint = FingerprintOf(wanted);
        wanted.Properties[FingerprintProperty] = System.Text.Json.JsonSerializer.SerializeToElement(fingerprint);
        if (existing is null)
            await clients.CreateAsync(wanted, cancel);
        else if (!await IsCurrentAsync(clients, existing, fingerprint, cancel))
            await clients.UpdateAsync(existing, wanted, cancel);
    }

    private static async Task<bool> IsCurrentAsync(IOpenIddictApplicationManager clients, object existing, string fingerprint, CancellationToken cancel) =>
        (await clients.GetPropertiesAsync(existing, cancel)).TryGetValue(FingerprintProperty, out var kept)
        && kept.GetString() == fingerprint;

    private static string FingerprintOf(OpenIddictApplicationDescriptor client) => Accounts.Invitation.HashOf(string.Join('\n',
        [client.ClientType, client.ApplicationType, "no secret",
            .. client.RedirectUris.Select(uri => uri.OriginalString), .. client.PostLogoutRedirectUris.Select(uri => uri.OriginalString),
            .. client.Permissions.Order(StringComparer.Ordinal), .. client.Requirements.Order(StringComparer.Ordinal)]));
}
