using System.Collections.Immutable;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using Serilog.Events;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>OpenIddict behind the seam. It answers by itself what has no route, within the authentication that the host runs.</summary>
public sealed class ProtocolEngine : IProtocolEngine
{
    public IReadOnlyDictionary<string, LogEventLevel> LogLevels { get; } = new Dictionary<string, LogEventLevel>(StringComparer.Ordinal) { ["OpenIddict"] = LogEventLevel.Warning };

    public string? Notice => null;

    public void Add(IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddDbContext<ProtocolDatabase, EngineDatabase>(options => Configure(options, settings.ConnectionString));
        services.AddSingleton<EngineKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<EngineKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<EngineKeys>());
        services.AddScoped<IGrants, Grants>();
        services.AddScoped<ServedOnce>().AddScoped<IServedOnce>(provider => provider.GetRequiredService<ServedOnce>());
        services.AddScoped<AuthorizationRequests>();
        services.AddScoped<TokenRequests>();
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<EngineDatabase>().ReplaceDefaultEntities<Guid>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication<Guid>, ExactAddresses>();
            })
            .AddServer(server => Serve(server, settings));
    }

    public ProtocolDatabase OpenDatabase(string connectionString)
    {
        var options = new DbContextOptionsBuilder<EngineDatabase>();
        Configure(options, connectionString);
        return new EngineDatabase(options.Options);
    }

    public Task PrepareAsync(IServiceProvider services, IdentitySettings settings, CancellationToken cancel) =>
        ClientRecords.ProvisionAsync(services.GetRequiredService<IOpenIddictApplicationManager>(), settings, cancel);

    public void Use(IApplicationBuilder app)
    {
        // Nothing: see above.
    }

    public Task<IResult> AuthorizeAsync(HttpContext context) => Of<AuthorizationRequests>(context).AnswerAsync(context);

    public Task<IResult> EndSessionAsync(HttpContext context) => Of<AuthorizationRequests>(context).EndSessionAsync(context);

    public Task<IResult> TokenAsync(HttpContext context) => Of<TokenRequests>(context).AnswerAsync(context);

    public Task<IResult> UserInfoAsync(HttpContext context) => Of<TokenRequests>(context).UserInfoAsync(context);

    public (string Code, string? Description)? FaultOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreFeature>()?.Transaction?.Response is { Error: { } error } response
            ? (error, response.ErrorDescription)
            : null;
    }

    public async Task PruneAsync(IServiceProvider services, DateTimeOffset before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        await services.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancel);
        // Then authorisations nothing hangs on.
        await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancel);
    }

    private static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(EngineDatabase.History, AccountsDatabase.Schema)).UseOpenIddict<Guid>();

    private static T Of<T>(HttpContext context) where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static void Serve(OpenIddictServerBuilder server, IdentitySettings settings)
    {
        server.SetIssuer(settings.Issuer)
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetPushedAuthorizationEndpointUris("connect/par")
            .SetTokenEndpointUris("connect/token")
            .SetRevocationEndpointUris("connect/revocation")
            .SetIntrospectionEndpointUris("connect/introspection")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetEndSessionEndpointUris("connect/end-session");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange()
            .RequirePushedAuthorizationRequests();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, ProtocolSetup.ApiScope);
        server.RegisterClaims([.. TokenClaims.Names]);
        server.SetAccessTokenLifetime(ProtocolSetup.TokenLifetime)
            .SetIdentityTokenLifetime(ProtocolSetup.TokenLifetime)
            .SetAuthorizationCodeLifetime(ProtocolSetup.CodeLifetime)
            .SetRefreshTokenLifetime(ProtocolSetup.RefreshLifetime)
            .DisableSlidingRefreshTokenExpiration()
            // A refresh token used twice has been stolen or lost: its whole chain ends at once.
            .SetRefreshTokenReuseLeeway(TimeSpan.Zero)
            .DisableAccessTokenEncryption();
        server.Configure(options =>
        {
            options.RequestTokenLifetime = ProtocolSetup.PushedRequestLifetime;
            options.PromptValues.Clear();
            options.PromptValues.UnionWith([PromptValues.Login, PromptValues.None]);
            options.CodeChallengeMethods.Clear();
            options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
            // The form-post page needs an inline script, which our content-security policy forbids.
            options.ResponseModes.Clear();
            options.ResponseModes.Add(ResponseModes.Query);
        });
        server.AddEventHandler<OpenIddictServerEvents.HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Metadata["acr_values_supported"] = new(ImmutableArray.Create<string?>(TokenClaims.SecondFactorContext));
            foreach (var endpoint in ProtocolSetup.AssertionEndpoints)
                context.Metadata[$"{endpoint}_endpoint_auth_signing_alg_values_supported"] = new(ImmutableArray.Create<string?>(ClientAssertions.Algorithms));
            // The program on the user's own machine keeps no key that would be worth anything.
            context.TokenEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
            context.PushedAuthorizationEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
            context.RevocationEndpointAuthenticationMethods.Add(ClientAuthenticationMethods.None);
            context.Metadata["dpop_signing_alg_values_supported"] = new(ImmutableArray.Create<string?>(DpopProof.Algorithms));
            context.Metadata["backchannel_logout_supported"] = new(true);
            context.Metadata["backchannel_logout_session_supported"] = new(true);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.GenerateTokenContext>(handler => handler
            .UseInlineHandler(Tickets.WriteMethodsAsArray)
            .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1));
        ServeOnce(server);
        BindToSender(server);
        // The engine's own rule lets a client ask only about tokens for itself: the workspace asks about all that are for its API.
        server.RemoveEventHandler(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.ValidateIntrospectionRequestContext>(handler => handler
            .UseInlineHandler(Introspection.OnlyTokensOfTheApi)
            .SetOrder(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor.Order));
        server.AddEventHandler<OpenIddictServerEvents.HandleIntrospectionRequestContext>(handler => handler
            .UseScopedHandler<Introspection>()
            .SetOrder(OpenIddictServerHandlers.Introspection.AttachPrincipal.Descriptor.Order + 1));
        var host = server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough()
            .EnableStatusCodePagesIntegration();
        // A client proves itself by its key, or is public: no secret is shared (docs/adr/0037).
        server.Configure(options => options.ClientAuthenticationMethods.IntersectWith([ClientAuthenticationMethods.PrivateKeyJwt]));
        if (settings.OverHttp)
            host.DisableTransportSecurityRequirement();
    }

    private static void BindToSender(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<OpenIddictServerEvents.ValidatePushedAuthorizationRequestContext>(handler => handler
            .UseScopedHandler<BindPushedRequest>().SetOrder(int.MaxValue - 1000));
        server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(handler => handler
            .UseInlineHandler(BoundTokens.ConfirmAsync).SetOrder(OpenIddictServerHandlers.PrepareAccessTokenPrincipal.Descriptor.Order + 1));
        server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(handler => handler
            .UseInlineHandler(BoundTokens.NameTypeAsync).SetOrder(OpenIddictServerHandlers.AttachSignInParameters.Descriptor.Order + 1));
        server.AddEventHandler<OpenIddictServerEvents.ExtractUserInfoRequestContext>(handler => handler
            .UseInlineHandler(context =>
            {
                if (context.Transaction.GetHttpRequest()?.Headers.Authorization.ToString() is { } header && header.StartsWith(DpopProof.Scheme, StringComparison.OrdinalIgnoreCase))
                    context.Transaction.Request!.AccessToken = header[DpopProof.Scheme.Length..].Trim();
                return default;
            }).SetOrder(int.MaxValue - 1000));
        server.RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateProofOfPossession.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenContext>(handler => handler
            .UseScopedHandler<ProvePossession>().SetOrder(OpenIddictServerHandlers.Protection.ValidateProofOfPossession.Descriptor.Order));
    }

    /// <summary>What serves once is spent by <see cref="ServedOnce"/> and not by the engine.</summary>
    private static void ServeOnce(OpenIddictServerBuilder server)
    {
        server.RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(handler => handler
            .UseScopedHandler<SpendToken>().SetOrder(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order));
        server.AddEventHandler<OpenIddictServerEvents.ProcessAuthenticationContext>(handler => handler
            .UseScopedHandler<SpendAssertion>().SetOrder(OpenIddictServerHandlers.ValidateClientAssertionIssuer.Descriptor.Order + 1));
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenContext>(handler => handler
            .UseScopedHandler<PrepareAssertion>().SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 1));
        // Whether a pushed request has run out is asked at our own endpoint.
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenContext>(handler => handler
            .UseInlineHandler(context =>
            {
                context.DisableLifetimeValidation |= CheckTokenEntry.IsPushedRequest(context);
                return default;
            }).SetOrder(int.MinValue));
        server.RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenContext>(handler => handler
            .AddFilter<OpenIddictServerHandlerFilters.RequireTokenIdResolved>().UseScopedHandler<CheckTokenEntry>()
            .SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order));
    }
}
