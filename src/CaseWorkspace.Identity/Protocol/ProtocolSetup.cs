using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Hosting;
using Serilog.Events;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The seam as the rest of the host sees it: the engine that was built in, with what this host keeps in its own hands.</summary>
public static class ProtocolSetup
{
    public const string ApiScope = "caseworkspace-api";

    /// <summary>How long a session lives on refreshed tokens; then one signs in again.</summary>
    public static readonly TimeSpan RefreshLifetime = IdentitySettings.LongestSession;

    /// <summary>Of access and identity tokens.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Under ten minutes (FAPI 2.0, 5.3.2.2). Who takes longer to sign in is signed in by then, and their client asks once more (docs/adr/0024).
    /// </summary>
    public static readonly TimeSpan PushedRequestLifetime = TimeSpan.FromSeconds(590);

    /// <summary>Where a client proves itself by an assertion.</summary>
    public static readonly IReadOnlyList<string> AssertionEndpoints = ["token", "revocation", "introspection"];

    private static readonly Engine.ProtocolEngine Engine = new Engine.ProtocolEngine();

    public static IReadOnlyDictionary<string, LogEventLevel> LogLevels => Engine.LogLevels;

    public static string? Notice => Engine.Notice;

    public static IServiceCollection AddProtocol(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton<IProtocolEngine>(Engine);
        services.AddSingleton<ProtocolKeyRing>();
        services.AddHostedService<KeyWatch>();
        services.AddSingleton<ILogoutTokens, LogoutTokens>();
        services.AddSingleton<WebKeys>().AddSingleton<ClientAssertions>();
        services.AddSingleton<Consent>();
        services.AddScoped<SenderConstraint>();
        services.AddScoped<AuthorizationSteps>();
        services.AddScoped<TokenRules>();
        services.AddHostedService<ProtocolPruning>();
        Engine.Add(services, settings);
        return services;
    }

    /// <summary>Loads or makes the keys and brings the clients in line with the settings.</summary>
    public static async Task PrepareProtocolAsync(this IServiceProvider services, IdentitySettings settings, CancellationToken cancel)
    {
        await services.GetRequiredService<ProtocolKeyRing>().LoadAsync(services, cancel);
        await Engine.PrepareAsync(services, settings, cancel);
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

    /// <summary>Before anybody is authenticated, as engines answer there.</summary>
    public static void UseRequestForm(this IApplicationBuilder app) => app.UseMiddleware<RequestForm>();

    public static void UseProtocol(this IApplicationBuilder app) => Engine.Use(app);

    public static void MapProtocol(this IEndpointRouteBuilder routes)
    {
        // The engine asks who calls: a client by its assertion, a person by the session.
        var open = routes.MapGroup("").AllowAnonymous();
        open.MapMethods("/connect/authorize", ["GET", "POST"], (HttpContext context, IProtocolEngine engine) => engine.AuthorizeAsync(context)).WithMetadata(new OpenToOtherOriginsMetadata());
        open.MapMethods("/connect/end-session", ["GET", "POST"], (HttpContext context, IProtocolEngine engine) => engine.EndSessionAsync(context)).WithMetadata(new OpenToOtherOriginsMetadata());
        open.MapPost("/connect/token", (HttpContext context, IProtocolEngine engine) => engine.TokenAsync(context));
        open.MapMethods("/connect/userinfo", ["GET", "POST"], (HttpContext context, IProtocolEngine engine) => engine.UserInfoAsync(context));
    }

    public static ProtocolDatabase OpenDatabase(string connectionString) => Engine.OpenDatabase(connectionString);

    /// <summary>What is said of a faulty request that cannot be sent back to a client; none where there is nothing to say.</summary>
    public static (string Code, string? Description)? FaultOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<RequestFault>() is { } fault ? (fault.Code, fault.Description) : Engine.FaultOf(context);
    }
}
