using System.Security.Claims;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Duende.IdentityServer;
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The keys of the ring; the engine's own management of keys is off.</summary>
public sealed class EngineKeys(ProtocolKeyRing ring) : IKeyMaterialService
{
    public Task<SigningCredentials> GetSigningCredentialsAsync(IEnumerable<string>? allowedAlgorithms = null) => Task.FromResult(ring.Signer);

    public Task<IEnumerable<SigningCredentials>> GetAllSigningCredentialsAsync() => Task.FromResult<IEnumerable<SigningCredentials>>([ring.Signer]);

    public Task<IEnumerable<SecurityKeyInfo>> GetValidationKeysAsync() =>
        Task.FromResult(ring.Signing.Select(key => new SecurityKeyInfo { Key = key.Key, SigningAlgorithm = key.Algorithm }));
}

/// <summary>This host's public address, never the one that a request names.</summary>
public sealed class PublicAddress(IdentitySettings settings) : IServerUrls
{
    public string Origin
    {
        get => settings.Issuer.GetLeftPart(UriPartial.Authority);
        set => _ = value;
    }

    public string? BasePath
    {
        get => "";
        set => _ = value;
    }
}

/// <summary>Who is signed in, by our own sessions: the engine writes no cookie and keeps no list.</summary>
public sealed class UserSession(IHttpContextAccessor http) : IUserSession
{
    private HttpContext Context => http.HttpContext!;

    /// <summary>Claims as the engine wants them; it does without a provider of identities only by the name "local".</summary>
    public static ClaimsPrincipal PrincipalOf(IEnumerable<Claim> claims) => new(new ClaimsIdentity([.. claims, new Claim("idp", "local")], Session.Scheme, TokenClaims.Name, TokenClaims.Role));

    public Task<ClaimsPrincipal?> GetUserAsync() => Task.FromResult(Context.SignedInSession() is { } row && Context.SignedInAccount() is { } account
        ? PrincipalOf(TokenClaims.Of(account, row.ToSession())) : null);

    public Task<string?> GetSessionIdAsync() => Task.FromResult(Context.SignedInSession()?.Id.ToString());

    public Task<string> CreateSessionIdAsync(ClaimsPrincipal principal, AuthenticationProperties properties) =>
        throw new NotSupportedException("Sessions begin at our own pages.");

    public Task EnsureSessionIdCookieAsync() => Task.CompletedTask;

    public Task RemoveSessionIdCookieAsync() => Task.CompletedTask;

    public Task AddClientIdAsync(string clientId) => Task.CompletedTask;

    public Task<IEnumerable<string>> GetClientListAsync() => Task.FromResult<IEnumerable<string>>([Clients.Web]);
}

/// <summary>Looks the person of a code or refresh token up again, and says what tokens say of them as they are now.</summary>
public sealed class EngineClaims(TokenRules rules, CurrentRequest current, IHttpContextAccessor http) : IProfileService, IClaimsService
{
    public async Task IsActiveAsync(IsActiveContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Of an access token the endpoint that takes it asks, by what stands in it.
        if (context.Caller == IdentityServerConstants.ProfileIsActiveCallers.AccessTokenValidation)
            return;
        current.Holder = await rules.HolderOfAsync(context.Subject, http.HttpContext!.RequestAborted);
        context.IsActive = current.Holder is not null;
    }

    public Task GetProfileDataAsync(ProfileDataRequestContext context) => Task.CompletedTask;

    public Task<IEnumerable<Claim>> GetIdentityTokenClaimsAsync(ClaimsPrincipal subject, ResourceValidationResult resources, bool includeAllIdentityClaims, ValidatedRequest request) =>
        Task.FromResult(Now().Where(claim => TokenClaims.IsForIdentityTokens(claim.Type)));

    public Task<IEnumerable<Claim>> GetAccessTokenClaimsAsync(ClaimsPrincipal subject, ResourceValidationResult resources, ValidatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(request);
        var token = (ValidatedTokenRequest)request;
        var chain = token.AuthorizationCode?.Description ?? token.RefreshToken?.Description ?? throw new InvalidOperationException("What is redeemed hangs on no chain.");
        return Task.FromResult<IEnumerable<Claim>>(
        [
            .. Now().Where(claim => TokenClaims.IsForAccessTokens(claim.Type)),
            .. resources.RawScopeValues.Select(scope => new Claim("scope", scope)),
            new Claim("client_id", request.ClientId), new Claim(AccessTokens.Chain, chain),
        ]);
    }

    // The engine writes the session itself.
    private IEnumerable<Claim> Now() => current.Holder is var (account, session)
        ? TokenClaims.Of(account, session).Where(claim => claim.Type != TokenClaims.Session) : throw new InvalidOperationException("Nobody was looked up.");
}

/// <summary>The metadata as the other engine writes them: our addresses, and nothing weaker than what is taken.</summary>
public sealed class Metadata(
    IdentitySettings settings, IdentityServerOptions options, IResourceStore resources, IKeyMaterialService keys, ExtensionGrantValidator grants, ISecretsListParser secrets,
    IResourceOwnerPasswordValidator passwords, ILogger<DiscoveryResponseGenerator> log) : DiscoveryResponseGenerator(options, resources, keys, grants, secrets, passwords, log)
{
    public const string KeysPath = "/.well-known/jwks";

    private static readonly string[] ByKey = ["private_key_jwt"];
    private static readonly string[] ByKeyOrPublic = ["private_key_jwt", "none"];

    public override async Task<Dictionary<string, object>> CreateDiscoveryDocumentAsync(string baseUrl, string issuerUri)
    {
        var document = await base.CreateDiscoveryDocumentAsync(settings.Issuer.AbsoluteUri, settings.Issuer.AbsoluteUri);
        document["jwks_uri"] = Address(KeysPath);
        document["introspection_endpoint"] = Address("/connect/introspection");
        document["end_session_endpoint"] = Address("/connect/end-session");
        document["grant_types_supported"] = new[] { "authorization_code", "refresh_token" };
        document["response_types_supported"] = new[] { "code" };
        document["response_modes_supported"] = new[] { "query" };
        document["code_challenge_methods_supported"] = new[] { "S256" };
        document["claims_supported"] = TokenClaims.Names;
        document["acr_values_supported"] = new[] { TokenClaims.SecondFactorContext };
        document["dpop_signing_alg_values_supported"] = DpopProof.Algorithms;
        foreach (var endpoint in ProtocolSetup.AssertionEndpoints)
        {
            document[$"{endpoint}_endpoint_auth_methods_supported"] = endpoint == "introspection" ? ByKey : ByKeyOrPublic;
            document[$"{endpoint}_endpoint_auth_signing_alg_values_supported"] = ClientAssertions.Algorithms;
        }
        document["pushed_authorization_request_endpoint_auth_methods_supported"] = ByKeyOrPublic;
        document["backchannel_logout_supported"] = true;
        document["backchannel_logout_session_supported"] = true;
        document["request_parameter_supported"] = false;
        // Where it is not named, it is true (OpenID Connect Discovery, 3).
        document["request_uri_parameter_supported"] = false;
        foreach (var absent in new[] { "frontchannel_logout_supported", "frontchannel_logout_session_supported", "request_object_signing_alg_values_supported", "userinfo_signing_alg_values_supported", "introspection_signing_alg_values_supported" })
            document.Remove(absent);
        return document;
    }

    private string Address(string path) => new Uri(settings.Issuer, path).AbsoluteUri;
}
