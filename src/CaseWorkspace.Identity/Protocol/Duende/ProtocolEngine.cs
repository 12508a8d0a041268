using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Endpoints.Results;
using Duende.IdentityServer.Hosting;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.EntityFrameworkCore;
using Serilog.Events;
using EngineEndpoint = Duende.IdentityServer.Hosting.Endpoint;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>
/// Duende IdentityServer behind the seam. It checks requests, codes, PKCE, pushed requests, key binding and rotation, and makes the tokens; who may what,
/// what serves once and where it stands is ours.
/// </summary>
public sealed class ProtocolEngine : IProtocolEngine
{
    /// <summary>Without a route; those that have one are answered by it.</summary>
    private static readonly PathString[] Unrouted = ["/connect/par", "/connect/revocation", "/connect/introspection", "/.well-known/openid-configuration", Metadata.KeysPath];

    /// <summary>Its errors carry what was sent, codes among it; its words on the licence do not.</summary>
    public IReadOnlyDictionary<string, LogEventLevel> LogLevels { get; } = new Dictionary<string, LogEventLevel>(StringComparer.Ordinal)
    {
        ["Duende"] = LogEventLevel.Fatal,
        ["Duende.IdentityServer.License"] = LogEventLevel.Warning,
    };

    public string? Notice => "This host is built on Duende IdentityServer, which needs a licence of its maker in production: put Duende_License.key into the folder it runs in.";

    public void Add(IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddDbContext<ProtocolDatabase, EngineDatabase>(options => Configure(options, settings.ConnectionString));
        services.AddScoped<Grants>().AddScoped<IGrants>(provider => provider.GetRequiredService<Grants>());
        services.AddScoped<ServedOnce>().AddScoped<IServedOnce>(provider => provider.GetRequiredService<ServedOnce>());
        services.AddScoped<CurrentRequest>();
        services.AddScoped<AccessTokens>();
        services.AddSingleton<Pipeline>();
        services.Configure<IdentityServerOptions>(options => Set(options, settings));

        // Before the engine's own, which then stay away.
        services.AddSingleton<RegisteredClients>();
        services.AddSingleton<IClientStore>(provider => provider.GetRequiredService<RegisteredClients>());
        services.AddSingleton<IRedirectUriValidator>(provider => provider.GetRequiredService<RegisteredClients>());
        services.AddScoped<IPersistedGrantStore, GrantStore>();
        services.AddScoped<PushedRequests>().AddScoped<IPushedAuthorizationRequestStore>(provider => provider.GetRequiredService<PushedRequests>());
        services.AddScoped<IDPoPProofValidator, ProofChecks>();
        services.AddSingleton<IKeyMaterialService, EngineKeys>();
        services.AddScoped<EngineClaims>();
        services.AddScoped<IProfileService>(provider => provider.GetRequiredService<EngineClaims>());
        services.AddScoped<IClaimsService>(provider => provider.GetRequiredService<EngineClaims>());
        services.AddScoped<IAuthorizeInteractionResponseGenerator, Interaction>();
        services.AddScoped<IAuthorizeResponseGenerator, Codes>();
        services.AddScoped<IDiscoveryResponseGenerator, Metadata>();
        services.AddScoped<ITokenRevocationResponseGenerator, Revocation>();

        var engine = services.AddIdentityServerBuilder()
            .AddRequiredPlatformServices().AddCoreServices().AddDefaultEndpoints().AddPluggableServices().AddValidators().AddResponseGenerators()
            .AddInMemoryIdentityResources(RegisteredClients.IdentityScopes).AddInMemoryApiScopes(RegisteredClients.ApiScopes).AddInMemoryApiResources(RegisteredClients.Apis);
        services.AddTransient(provider => provider.GetRequiredService<IdentityServerOptions>().DynamicProviders);
        // Asked for at the token endpoint; the grant is refused there, and its endpoint is off.
        services.AddSingleton<IDeviceFlowStore, InMemoryDeviceFlowStore>();

        // In the place of the engine's own, which it registers in any case.
        services.AddSingleton<IServerUrls, PublicAddress>();
        services.AddScoped<IUserSession, UserSession>();
        services.AddScoped<IClientSecretValidator, ClientProof>();
        Wrap<IPushedAuthorizationRequestValidator, PushedRequestChecks>(services);
        Wrap<ITokenRequestValidator, TokenRequestChecks>(services);
        KeepEndpoints(services);
        engine.AddEndpoint<UserInfoEndpoint>("OwnUserInfo", "/connect/userinfo");
        engine.AddEndpoint<EndSessionEndpoint>("OwnEndSession", "/connect/end-session");
        engine.AddEndpoint<IntrospectionEndpoint>("OwnIntrospection", "/connect/introspection");
        engine.AddHttpWriter<AuthorizeResult, AnswerToClient>();
        engine.AddHttpWriter<AuthorizeInteractionPageResult, AnswerToPerson>();
        engine.AddHttpWriter<PushedAuthorizationErrorResult, AnswerToPushed>();
    }

    public ProtocolDatabase OpenDatabase(string connectionString)
    {
        var options = new DbContextOptionsBuilder<EngineDatabase>();
        Configure(options, connectionString);
        return new EngineDatabase(options.Options, TimeProvider.System);
    }

    /// <summary>Nothing: the clients are read from the settings.</summary>
    public Task PrepareAsync(IServiceProvider services, IdentitySettings settings, CancellationToken cancel) => Task.CompletedTask;

    public void Use(IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var pipeline = app.ApplicationServices.GetRequiredService<Pipeline>();
        pipeline.Build(app);
        app.Use((context, next) => context.GetEndpoint() is null && Unrouted.Contains(context.Request.Path) ? pipeline.ExecuteAsync(context) : next(context));
    }

    public Task<IResult> AuthorizeAsync(HttpContext context) => Answered(context);

    public Task<IResult> EndSessionAsync(HttpContext context) => Answered(context);

    public Task<IResult> TokenAsync(HttpContext context) => Answered(context);

    public Task<IResult> UserInfoAsync(HttpContext context) => Answered(context);

    /// <summary>Nothing beside what our own endpoints say (<see cref="RequestFault"/>).</summary>
    public (string Code, string? Description)? FaultOf(HttpContext context) => null;

    public async Task PruneAsync(IServiceProvider services, DateTimeOffset before, CancellationToken cancel)
    {
        var database = services.GetRequiredService<EngineDatabase>();
        await database.PushedRequests.Where(pushed => pushed.ExpiresAt < before).ExecuteDeleteAsync(cancel);
        await database.Grants.Where(grant => grant.ExpiresAt < before).ExecuteDeleteAsync(cancel);
        // Then chains nothing hangs on; access tokens of theirs have run out long before.
        await database.Chains.Where(chain => chain.BeganAt < before && !database.Grants.Any(grant => grant.ChainId == chain.Id)).ExecuteDeleteAsync(cancel);
    }

    private static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(EngineDatabase.History, AccountsDatabase.Schema));

    private static Task<IResult> Answered(HttpContext context) => Task.FromResult<IResult>(context.RequestServices.GetRequiredService<Pipeline>());

    private static void Set(IdentityServerOptions options, IdentitySettings settings)
    {
        options.IssuerUri = settings.Issuer.AbsoluteUri;
        options.Authentication.CookieAuthenticationScheme = Session.Scheme;
        options.KeyManagement.Enabled = false;
        options.PushedAuthorization.Required = true;
        options.EmitScopesAsSpaceDelimitedStringInJwt = true;
        options.JwtValidationClockSkew = TimeSpan.Zero;
        options.PersistentGrants.DeleteOneTimeOnlyRefreshTokensOnUse = false;
        options.InputLengthRestrictions.Nonce = 1000;
        options.InputLengthRestrictions.DPoPProofToken = DpopProof.Longest;
        options.UserInteraction.PromptValuesSupported = ["login", "none"];
        options.Endpoints.EnableCheckSessionEndpoint = false;
        options.Endpoints.EnableDeviceAuthorizationEndpoint = false;
        options.Endpoints.EnableBackchannelAuthenticationEndpoint = false;
        options.Endpoints.EnableOAuth2MetadataEndpoint = false;
    }

    /// <summary>Of the engine's own endpoints those that are asked here, each at its address.</summary>
    private static void KeepEndpoints(IServiceCollection services)
    {
        foreach (var registered in services.Where(service => service.ServiceType == typeof(EngineEndpoint)).ToList())
        {
            var endpoint = (EngineEndpoint)registered.ImplementationInstance!;
            if (endpoint.Path == "/.well-known/openid-configuration/jwks")
                endpoint.Path = Metadata.KeysPath;
            else if (endpoint.Path.Value is not ("/connect/authorize" or "/connect/token" or "/connect/par" or "/connect/revocation" or "/.well-known/openid-configuration"))
                services.Remove(registered);
        }
    }

    /// <summary>Puts ours around the engine's own part.</summary>
    private static void Wrap<T, TOurs>(IServiceCollection services) where T : class where TOurs : class, T
    {
        var own = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(own);
        services.AddTransient(provider => new EnginesOwn<T>((T)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
        services.AddTransient<T, TOurs>();
    }
}

/// <summary>The engine's middleware, with nothing after it.</summary>
public sealed class Pipeline : IResult
{
    private RequestDelegate engine = _ => throw new InvalidOperationException("The engine has not begun.");

    public void Build(IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var branch = app.New();
        // Who is signed in was found out before.
        branch.UseIdentityServer(new IdentityServerMiddlewareOptions { AuthenticationMiddleware = _ => { } });
        engine = branch.Build();
    }

    public Task ExecuteAsync(HttpContext httpContext) => engine(httpContext);
}
