using System.Collections.Immutable;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The seam: all that the rest of the host asks of a protocol engine. Another engine answers the same members (docs/adr/0003).</summary>
public static class ProtocolSetup
{
    /// <summary>The engine logs requests as they come, with what they carry: only its warnings are kept.</summary>
    public const string LogSource = "OpenIddict";

    public const string ApiScope = "caseworkspace-api";

    /// <summary>How long a session lives on refreshed tokens; then one signs in again.</summary>
    public static readonly TimeSpan RefreshLifetime = IdentitySettings.LongestSession;

    public static IServiceCollection AddProtocol(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddDbContext<ProtocolDatabase>(options => Configure(options, settings.ConnectionString));
        services.AddSingleton<ProtocolKeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<ProtocolKeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<ProtocolKeyRing>());
        services.AddHostedService<KeyWatch>();
        services.AddScoped<IGrants, Grants>();
        services.AddSingleton<ILogoutTokens, LogoutTokens>();
        services.AddScoped<ServedOnce>();
        services.AddScoped<AuthorizationRequests>();
        services.AddScoped<TokenRequests>();
        services.AddHostedService<ProtocolPruning>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<ProtocolDatabase>().ReplaceDefaultEntities<Guid>())
            .AddServer(server => Serve(server, settings));
        return services;
    }

    /// <summary>Loads or makes the keys and brings the clients in line with the settings.</summary>
    public static async Task PrepareProtocolAsync(this IServiceProvider services, IdentitySettings settings, CancellationToken cancel)
    {
        await services.GetRequiredService<ProtocolKeyRing>().LoadAsync(services, cancel);
        await Clients.ProvisionAsync(services.GetRequiredService<IOpenIddictApplicationManager>(), settings, cancel);
    }

    /// <summary>Makes new keys; answers when they come into use.</summary>
    public static Task<DateTimeOffset> RotateKeysAsync(this IServiceProvider services, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetRequiredService<ProtocolKeyRing>().RotateAsync(services, cancel);
    }

    /// <summary>Puts new keys in the place of all the present ones, and revokes everything that was handed out.</summary>
    public static Task ReplaceKeysAsync(this IServiceProvider services, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetRequiredService<ProtocolKeyRing>().ReplaceAsync(services, cancel);
    }

    public static void MapProtocol(this IEndpointRouteBuilder routes)
    {
        // The engine asks who calls: a client by its secret or assertion, a person by the session.
        var open = routes.MapGroup("").AllowAnonymous();
        open.MapMethods("/connect/authorize", ["GET", "POST"], (HttpContext context, AuthorizationRequests requests) => requests.AnswerAsync(context))
            .WithMetadata(new OpenToOtherOriginsMetadata());
        open.MapMethods("/connect/end-session", ["GET", "POST"], (HttpContext context, AuthorizationRequests requests) => requests.EndSessionAsync(context))
            .WithMetadata(new OpenToOtherOriginsMetadata());
        open.MapPost("/connect/token", (HttpContext context, TokenRequests requests) => requests.AnswerAsync(context));
        open.MapMethods("/connect/userinfo", ["GET", "POST"], (HttpContext context, TokenRequests requests) => requests.UserInfoAsync(context));
    }

    public static DbContext OpenDatabase(string connectionString)
    {
        var options = new DbContextOptionsBuilder<ProtocolDatabase>();
        Configure(options, connectionString);
        return new ProtocolDatabase(options.Options);
    }

    /// <summary>What the engine says of a faulty request that cannot be sent back to a client; none where it has nothing to say.</summary>
    public static (string Code, string? Description)? FaultOf(HttpContext context) =>
        context.Features.Get<OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreFeature>()?.Transaction?.Response is { Error: { } error } response
            ? (error, response.ErrorDescription)
            : null;

    private static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(ProtocolDatabase.History, AccountsDatabase.Schema))
        .UseOpenIddict<Guid>();

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
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, ApiScope);
        server.RegisterClaims([.. TokenClaims.Names]);
        server.SetAccessTokenLifetime(TimeSpan.FromMinutes(5))
            .SetIdentityTokenLifetime(TimeSpan.FromMinutes(5))
            .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
            .SetRefreshTokenLifetime(RefreshLifetime)
            .DisableSlidingRefreshTokenExpiration()
            // A refresh token used twice has been stolen or lost: its whole chain ends at once.
            .SetRefreshTokenReuseLeeway(TimeSpan.Zero)
            .DisableAccessTokenEncryption();
        server.Configure(options =>
        {
            options.RequestTokenLifetime = TimeSpan.FromMinutes(15);
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
            context.Metadata["backchannel_logout_supported"] = new(true);
            context.Metadata["backchannel_logout_session_supported"] = new(true);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.GenerateTokenContext>(handler => handler
            .UseInlineHandler(TokenClaims.WriteMethodsAsArray)
            .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1));
        ServeOnce(server);
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
        if (settings.OverHttp)
            host.DisableTransportSecurityRequirement();
    }

    /// <summary>What serves once is spent by <see cref="ServedOnce"/> and not by the engine.</summary>
    private static void ServeOnce(OpenIddictServerBuilder server)
    {
        server.RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(handler => handler
            .UseScopedHandler<SpendToken>().SetOrder(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order));
        server.AddEventHandler<OpenIddictServerEvents.ProcessAuthenticationContext>(handler => handler
            .UseScopedHandler<SpendAssertion>().SetOrder(OpenIddictServerHandlers.ValidateClientAssertionIssuer.Descriptor.Order + 1));
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
