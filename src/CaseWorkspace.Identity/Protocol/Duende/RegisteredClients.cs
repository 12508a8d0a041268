using CaseWorkspace.Identity.Accounts;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The clients in the engine's form. They are what the settings say, and stand in no table.</summary>
public sealed class RegisteredClients(IdentitySettings settings) : IClientStore, IRedirectUriValidator
{
    private readonly Dictionary<string, Client> clients = Clients.Of(settings).ToDictionary(client => client.Id, client => FormOf(client, settings), StringComparer.Ordinal);

    public static readonly IReadOnlyList<IdentityResource> IdentityScopes = [new IdentityResources.OpenId(), new IdentityResources.Profile()];

    public static readonly IReadOnlyList<ApiScope> ApiScopes = [new(ProtocolSetup.ApiScope)];

    public static readonly IReadOnlyList<ApiResource> Apis = [new(ProtocolSetup.ApiScope) { Scopes = { ProtocolSetup.ApiScope } }];

    public Client? Find(string? client) => client is not null ? clients.GetValueOrDefault(client) : null;

    public Task<Client?> FindClientByIdAsync(string clientId) => Task.FromResult(Find(clientId));

    public Task<bool> IsRedirectUriValidAsync(string requestedUri, Client client) => Task.FromResult(IsAddress(requestedUri, client, client.RedirectUris));

    public Task<bool> IsPostLogoutRedirectUriValidAsync(string requestedUri, Client client) => Task.FromResult(IsAddress(requestedUri, client, client.PostLogoutRedirectUris));

    private static bool IsAddress(string shown, Client client, IEnumerable<string> registered)
    {
        ArgumentNullException.ThrowIfNull(client);
        return registered.Any(address => Clients.IsAddress(address, shown, isProgram: !client.RequireClientSecret));
    }

    private static Client FormOf(RegisteredClient client, IdentitySettings settings) => new()
    {
        ClientId = client.Id,
        RequireClientSecret = !client.IsProgram,
        AllowedGrantTypes = GrantTypes.Code,
        AllowedScopes = { "openid", "profile", ProtocolSetup.ApiScope },
        AllowOfflineAccess = true,
        RequirePkce = true,
        RequirePushedAuthorization = true,
        RequireDPoP = client.IsProgram && settings.DpopRequired,
        RedirectUris = { client.RedirectAddress.AbsoluteUri },
        PostLogoutRedirectUris = { client.SignedOutAddress.AbsoluteUri },
        PushedAuthorizationLifetime = (int)ProtocolSetup.PushedRequestLifetime.TotalSeconds,
        AuthorizationCodeLifetime = (int)ProtocolSetup.CodeLifetime.TotalSeconds,
        AccessTokenLifetime = (int)ProtocolSetup.TokenLifetime.TotalSeconds,
        IdentityTokenLifetime = (int)ProtocolSetup.TokenLifetime.TotalSeconds,
        AbsoluteRefreshTokenLifetime = (int)ProtocolSetup.RefreshLifetime.TotalSeconds,
        RefreshTokenExpiration = TokenExpiration.Absolute,
        RefreshTokenUsage = TokenUsage.OneTimeOnly,
        UpdateAccessTokenClaimsOnRefresh = true,
    };
}

/// <summary>
/// How a client proves itself: the web host by its signed assertion, which serves once; a program not at all. No secret is shared, and anyone who shows
/// one, or more than is asked, is refused (docs/adr/0037). Takes the place of the engine's own parsers, which take the first proof that they find.
/// </summary>
public sealed class ClientProof(RegisteredClients clients, ClientAssertions assertions, IServedOnce once) : IClientSecretValidator
{
    public async Task<ClientSecretValidationResult> ValidateAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (named, shown, type) = (form["client_id"], form["client_assertion"], form["client_assertion_type"]);
        if (named.Count > 1 || shown.Count > 1 || type.Count > 1 || form.ContainsKey("client_secret") || context.Request.Headers.Authorization.Count > 0)
            return Refuse(ProtocolErrors.InvalidClient);
        if (shown.Count == 0)
        {
            return named.Count == 0 ? Refuse(ProtocolErrors.InvalidRequest)
                : type.Count == 0 && clients.Find(named[0]) is { RequireClientSecret: false } program ? Accept(program, "")
                : Refuse(ProtocolErrors.InvalidClient);
        }

        if (type != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" || (named.Count == 1 && named[0] != Clients.Web)
            || await assertions.ReadAsync(shown[0], context.RequestAborted) is not { } assertion
            || !await once.SpendAssertionAsync(Clients.Web, assertion.Id, new DateTimeOffset(assertion.ValidTo, TimeSpan.Zero), context.RequestAborted))
            return Refuse(ProtocolErrors.InvalidClient);
        return Accept(clients.Find(Clients.Web)!, "private_key_jwt");
    }

    private static ClientSecretValidationResult Accept(Client client, string type) =>
        new() { IsError = false, Client = client, Secret = new ParsedSecret { Id = client.ClientId, Type = type } };

    private static ClientSecretValidationResult Refuse(string error) => new() { IsError = true, Error = error };
}
