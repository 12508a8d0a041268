using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Signing in through the identity server (OpenID Connect, code with PKCE and a pushed request). The browser holds
/// one key in a cookie; tokens and claims stay in the database and are protected there.
/// </summary>
public static partial class SignInSetup
{
    /// <summary>The scheme of the cookie, for the host's choice between it and bearer tokens.</summary>
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The issuer publishes a key for longer than this before it signs with it: a new key is known before its first token.</summary>
    public static readonly TimeSpan KeysReadEvery = TimeSpan.FromMinutes(10);

    /// <summary>The name of the cookie; over https it carries the prefix <c>__Host-</c>.</summary>
    public const string SessionCookie = "cw-session";

    /// <summary>How long the identity server is waited for.</summary>
    public static readonly TimeSpan IdentityPatience = TimeSpan.FromSeconds(10);

    /// <summary>Signatures that only the issuer can make (RFC 7518, 3.1). "none" and those by a shared secret are not among them.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>The scheme of the identity server.</summary>
    public const string Oidc = OpenIdConnectDefaults.AuthenticationScheme;

    // The scheme before a token in the header (RFC 6750, 2.1).
    private const string Bearer = "Bearer ";

    /// <summary>Adds the cookie, the identity server, the store of sessions and what circuits need of them.</summary>
    public static AuthenticationBuilder AddSignIn(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var services = authentication.Services;
        var settings = configuration.GetSection("Oidc").Get<OidcSettings>() ?? new OidcSettings();
        settings.Check();

        services.AddProtectionKeys(configuration);
        services.AddSingleton<KeysCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<KeysCheck>());
        services.AddSingleton<IssuerCheck>();
        services.AddHealthChecks().AddCheck<KeysCheck>("keys", tags: [Readiness.Tag]).AddCheck<IssuerCheck>("issuer", tags: [Readiness.Tag]);
        services.AddSingleton<TokenStanding>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<ComeBack>();
        services.AddHostedService<IntrospectionCheck>();
        services.AddSingleton(settings);
        services.AddSingleton<SessionTickets>();
        services.AddSingleton<BackChannelLogout>();
        services.AddAntiforgery(options => SetAntiforgery(options, settings));
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(provider =>
            new PostConfigureOptions<CookieAuthenticationOptions>(
                Cookie, options => options.SessionStore = provider.GetRequiredService<SessionTickets>()));
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddCascadingAuthenticationState();

        services.AddTransient<BoundSignIn>();
        services.PostConfigure<AuthenticationOptions>(options => options.SchemeMap[Oidc].HandlerType = typeof(BoundSignIn));
        return authentication
            .AddCookie(Cookie, options => SetCookie(options, settings))
            .AddOpenIdConnect(Oidc, options => SetOidc(options, settings));
    }

    /// <summary>After authentication: what a page of another site could send with the cookie is turned away.</summary>
    public static IApplicationBuilder UseSignIn(this IApplicationBuilder app) => app.UseMiddleware<OwnPagesOnly>().UseMiddleware<CircuitEntrance>();

    /// <summary>Maps signing in and out and the plain pages that go with it.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes) => SignInEndpoints.Map(routes);

    private static void SetAntiforgery(AntiforgeryOptions options, OidcSettings settings)
    {
        options.Cookie.Name = settings.IsHttps ? "__Host-cw-antiforgery" : "cw-antiforgery";
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static void SetCookie(CookieAuthenticationOptions options, OidcSettings settings)
    {
        options.Cookie.Name = settings.IsHttps ? "__Host-" + SessionCookie : SessionCookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.CookieManager = new NoSessionCarriedOver();
        options.ExpireTimeSpan = SessionTickets.LongestSession;
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = ToSignIn;
        options.AccessDeniedPath = SignInEndpoints.NoRole;
        options.Events.OnValidatePrincipal = async context =>
        {
            var renewal = context.HttpContext.RequestServices.GetRequiredService<SessionRenewal>();
            var current = await renewal.Current(
                new AuthenticationTicket(context.Principal!, context.Properties, Cookie), context.HttpContext.RequestAborted);
            if (current.Ticket is { } ticket)
            {
                context.ReplacePrincipal(ticket.Principal);
                return;
            }

            context.RejectPrincipal();
            if (current.Away is { } away)
            {
                NotAnswering.Mark(context.HttpContext, away);
            }
        };
    }

    /// <summary>
    /// A caller who comes again within seconds is known by the very token: its signature is not checked once more, how it stands is.
    /// </summary>
    public static async Task TakeKnownToken(Microsoft.AspNetCore.Authentication.JwtBearer.MessageReceivedContext context)
    {
        var standing = context.HttpContext.RequestServices.GetRequiredService<TokenStanding>();
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!await KnowsTheKeys(context.Options, context.HttpContext.RequestAborted))
        {
            // Nothing is wrong with the token that anybody could tell.
            NotAnswering.Mark(context.HttpContext, NotAnswering.Identity);
            context.Fail("The identity server does not answer.");
            return;
        }

        if (header[Bearer.Length..].Trim() is var token
            && standing.Holder(token) is { } holder
            && await MayEnter(standing, token, context.HttpContext, context.Fail))
        {
            context.Principal = holder;
            context.Success();
        }
    }

    /// <summary>Whether the issuer's published keys have been read, now or before: a host may start while the issuer is away.</summary>
    private static async Task<bool> KnowsTheKeys(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions options, CancellationToken cancellation)
    {
        try
        {
            await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (NotAnswering.Of(fault) is not null)
        {
            return false;
        }
    }

    /// <summary>A token is asked about beyond its signature: whether what it says of its holder is still so.</summary>
    public static async Task AskHowTokenStands(Microsoft.AspNetCore.Authentication.JwtBearer.TokenValidatedContext context)
    {
        var standing = context.HttpContext.RequestServices.GetRequiredService<TokenStanding>();
        var token = ((JsonWebToken)context.SecurityToken).EncodedToken;
        if (await MayEnter(standing, token, context.HttpContext, context.Fail))
        {
            standing.Hold(token, context.Principal!, new DateTimeOffset(context.SecurityToken.ValidTo));
        }
    }

    private static async Task<bool> MayEnter(TokenStanding standing, string token, HttpContext http, Action<string> fail)
    {
        switch (await standing.Of(token, http.RequestAborted))
        {
            case Standing.Stands:
                return true;
            case Standing.Fallen:
                fail("The token was taken back, or its holder's roles have changed.");
                return false;
            default:
                fail("The identity server does not answer.");
                NotAnswering.Mark(http, NotAnswering.Identity);
                return false;
        }
    }

    /// <summary>What a host tells the identity server, secrets among it, goes to the addresses that were set and to no other.</summary>
    public static HttpMessageHandler WithoutRedirects() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };

    private static void SetOidc(OpenIdConnectOptions options, OidcSettings settings)
    {
        options.SignInScheme = Cookie;
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = settings.IsHttps;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Require;
        options.BackchannelTimeout = IdentityPatience;
        options.BackchannelHttpHandler = WithoutRedirects();
        options.AutomaticRefreshInterval = KeysReadEvery;
        options.RefreshInterval = RoundAgain.KeysReadAgainAfter;
        options.MapInboundClaims = false;
        // When it was said is kept: what an older token says must not undo it.
        options.ClaimActions.Remove("iat");
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.SaveTokens = true;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.CallbackPath = NoSessionCarriedOver.CallbackPath;
        options.SignedOutCallbackPath = "/signout-callback-oidc";
        options.SignedOutRedirectUri = SignInEndpoints.SignedOut;
        // The code is bound to this attempt by PKCE (RFC 9700, 2.1.1): a nonce would need a cookie more for each.
        options.ProtocolValidator.RequireNonce = false;
        options.CorrelationCookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "offline_access", "caseworkspace-api" })
        {
            options.Scope.Add(scope);
        }

        options.Events.OnRedirectToIdentityProvider = NotForPrograms;
        options.Events.OnMessageReceived = async context =>
        {
            if (!context.HttpContext.RequestServices.GetRequiredService<SignInLimits>().Allows("return", null, context.HttpContext))
            {
                context.HandleResponse();
                await SignInLimits.Refuse(context.HttpContext);
            }
        };
        options.Events.OnTokenValidated = WhoMayEnter;
        options.Events.OnTicketReceived = context =>
        {
            SignInEndpoints.Succeeded(context.HttpContext);
            return StepUp.Replace(context);
        };
        options.Events.OnAccessDenied = StepUp.TurnBack;
        options.Events.OnRemoteFailure = async context =>
        {
            if (!RoundAgain.IsRefusal(context.Failure) && RoundAgain.Sent(context))
            {
                return;
            }

            var target = LocalPath.Of(context.Properties?.RedirectUri);
            if (NotAnswering.Of(context.Failure) is { } away)
            {
                context.HandleResponse();
                await NotAnswering.Answer(context.HttpContext, away, target);
                return;
            }

            WentWrong(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Oidc), context.Failure);
            context.HandleResponse();
            context.Response.Redirect(RoundAgain.IsRefusal(context.Failure) ? SignInEndpoints.NoRole : SignInEndpoints.FailedOnTheWayTo(target, context.HttpContext));
        };
    }

    [LoggerMessage(LogLevel.Warning, "Somebody came back from the identity server and could not be signed in")]
    private static partial void WentWrong(ILogger log, Exception? fault);

    /// <summary>A program, or a script in a page, is told 401; only a page that a person opens is sent to sign in.</summary>
    private static async Task NotForPrograms(RedirectContext context)
    {
        if (context.HttpContext.GetEndpoint() is { } endpoint && !IsOpenedByPeople(endpoint.Metadata))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }
        else if (!context.HttpContext.RequestServices.GetRequiredService<SignInLimits>().Allows("begin", StepUp.PersonOf(context.Properties), context.HttpContext))
        {
            context.HandleResponse();
            await SignInLimits.Refuse(context.HttpContext);
        }
        else
        {
            StepUp.Ask(context);
            context.ProtocolMessage.UiLocales = Thread.CurrentThread.CurrentUICulture.TwoLetterISOLanguageName;
        }
    }

    /// <summary>A page that a person opens leads to where signing in begins; that costs no more than a static page.</summary>
    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.GetEndpoint() is { } endpoint && !IsOpenedByPeople(endpoint.Metadata))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            var request = context.Request;
            context.Response.Redirect(BeginSignIn.Address(request.PathBase + request.Path + request.QueryString));
        }

        return Task.CompletedTask;
    }

    private static bool IsOpenedByPeople(EndpointMetadataCollection route) =>
        route.GetMetadata<ComponentTypeMetadata>() is not null || route.GetMetadata<LeadsToSignInMetadata>() is not null;

    private static Task WhoMayEnter(TokenValidatedContext context)
    {
        if (ActorClaims.Read(context.Principal!) is null)
        {
            context.HandleResponse();
            context.Response.Redirect(SignInEndpoints.NoRole);
        }
        else if (!StepUp.IsSatisfied(context.Properties!, context.Principal!, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            context.HandleResponse();
            context.Response.Redirect(SignInEndpoints.FailedOnTheWayTo(LocalPath.Of(context.Properties?.RedirectUri), context.HttpContext));
        }

        return Task.CompletedTask;
    }
}
