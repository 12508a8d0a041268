using System.Globalization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CaseWorkspace.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Options;
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
        services.AddSingleton<ClientProof>();
        services.AddSingleton<TokenBinding>();
        services.AddSingleton<TokenStatus>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<ComeBack>();
        services.AddHostedService<IntrospectionCheck>();
        services.AddSingleton(settings);
        services.AddSingleton(new Issuer(settings.Authority, IsOurs: settings.Claims is null));
        services.AddSingleton<SessionTickets>();
        services.AddSingleton<SpentTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<SpentTokens>());
        services.AddSingleton<BackChannelLogout>();
        services.AddAntiforgery(options => SetAntiforgery(options, settings));
        services.AddSingleton(provider => new IssuerClaims(settings.Claims, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(provider =>
            new PostConfigureOptions<CookieAuthenticationOptions>(
                Cookie, options => options.SessionStore = provider.GetRequiredService<SessionTickets>()));
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddCascadingAuthenticationState();

        services.AddTransient<BoundSignIn>();
        services.PostConfigure<AuthenticationOptions>(options => options.SchemeMap[Oidc].HandlerType = typeof(BoundSignIn));
        authentication
            .AddCookie(Cookie, options => SetCookie(options, settings))
            .AddOpenIdConnect(Oidc, options => SetOidc(options, settings));
        // After the framework's own.
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>>(new NamedIssuer(settings.Authority));
        return authentication;
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

    /// <summary>An issuer may let its tokens live for hours.</summary>
    private static void TakeForAWhile(TicketReceivedContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var until = DateTimeOffset.TryParse(context.Properties?.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : now;
        context.Properties?.UpdateTokenValue("expires_at", SessionRenewal.TakenUntil(now, until - now));
    }

    private static void SetOidc(OpenIdConnectOptions options, OidcSettings settings)
    {
        options.SignInScheme = Cookie;
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.RequireHttpsMetadata = settings.IsHttps;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = settings.PushedRequests ? PushedAuthorizationBehavior.Require : PushedAuthorizationBehavior.UseIfAvailable;
        options.BackchannelTimeout = IdentityPatience;
        options.BackchannelHttpHandler = new AnsweringIdentity();
        options.AutomaticRefreshInterval = KeysReadEvery;
        options.RefreshInterval = RoundAgain.KeysReadAgainAfter;
        options.MapInboundClaims = false;
        // When it was said is kept: what an older token says must not undo it.
        options.ClaimActions.Remove("iat");
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenHandler = new SignedTokens { MapInboundClaims = false };
        options.SaveTokens = true;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.CallbackPath = NoSessionCarriedOver.CallbackPath;
        options.SignedOutCallbackPath = "/signout-callback-oidc";
        options.SignedOutRedirectUri = SignInEndpoints.SignedOut;
        // The code is bound to this attempt by PKCE (RFC 9700, 2.1.1), which our own identity server demands: a nonce would need a cookie more for each.
        options.ProtocolValidator.RequireNonce = settings.Claims is not null;
        options.NonceCookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Scope.Clear();
        foreach (var scope in settings.AskedScopes)
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
        options.Events.OnPushAuthorization = async context =>
        {
            context.HandleClientAuthentication();
            foreach (var (name, value) in await context.HttpContext.RequestServices.GetRequiredService<ClientProof>().Of(context.Options, context.HttpContext.RequestAborted))
            {
                context.ProtocolMessage.SetParameter(name, value);
            }
        };
        options.Events.OnAuthorizationCodeReceived = async context =>
        {
            foreach (var (name, value) in await context.HttpContext.RequestServices.GetRequiredService<ClientProof>().Of(context.Options, context.HttpContext.RequestAborted))
            {
                context.TokenEndpointRequest!.SetParameter(name, value);
            }
        };
        options.Events.OnTokenValidated = WhoMayEnter;
        options.Events.OnTicketReceived = context =>
        {
            SignInEndpoints.Succeeded(context.HttpContext);
            TakeForAWhile(context);
            FollowLanguage(context);
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

    /// <summary>The account's own language (OpenID Connect Core, 5.1: locale), at a sign-in; a factor asked in between leaves what was chosen here since.</summary>
    private static void FollowLanguage(TicketReceivedContext context)
    {
        if (context.Principal?.FindFirst("locale")?.Value is { } locale && PreferredLanguage.Of(locale) is { } language && StepUp.PersonOf(context.Properties!) is null)
        {
            PageSetup.RememberLanguage(context.HttpContext, language, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>());
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
        context.Principal = context.HttpContext.RequestServices.GetRequiredService<IssuerClaims>().Translate(context.Principal!);
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
