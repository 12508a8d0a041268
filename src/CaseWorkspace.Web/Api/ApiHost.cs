using Microsoft.Extensions.Options;
using System.Threading.RateLimiting;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Web.SignIn;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CaseWorkspace.Web.Api;

/// <summary>The HTTP API: who is let in, how much, and how faults are answered.</summary>
internal static class ApiHost
{
    /// <summary>The policy of every route that is not open to all: signed in, with a role that we know.</summary>
    public const string Entry = "entry";

    private const string Chosen = "token-or-session";

    private const long MaximumBody = 1024 * 1024;

    public static void AddApi(this IServiceCollection services, IConfiguration settings)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
        });
        services.ConfigureHttpJsonOptions(json => WorkspaceJson.ApplyStrict(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultAnswers>();
        var oidc = settings.GetSection("Oidc").Get<OidcSettings>() ?? new OidcSettings();
        // A caller with a token is that token's; everybody else is whom the session's cookie names.
        services.AddAuthentication(Chosen).AddPolicyScheme(Chosen, null, options => options.ForwardDefaultSelector = context =>
            context.Request.Headers.Authorization.Count > 0 ? JwtBearerDefaults.AuthenticationScheme : SignInSetup.Cookie)
        .AddSignIn(settings)
        .AddJwtBearer(options =>
        {
            options.Authority = settings["Oidc:Authority"];
            options.Audience = oidc.Audience;
            options.BackchannelTimeout = SignInSetup.IdentityPatience;
            options.BackchannelHttpHandler = new AnsweringIdentity();
            options.AutomaticRefreshInterval = SignInSetup.KeysReadEvery;
            options.RefreshInterval = RoundAgain.KeysReadAgainAfter;
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = !DemoSetting.IsOn(settings);
            options.TokenValidationParameters.ValidTypes = oidc.AccessTokenTypes ?? ["at+jwt"];
            options.TokenValidationParameters.ValidAlgorithms = SignInSetup.Algorithms;
            options.Events = new JwtBearerEvents { OnMessageReceived = ProgramTokens.TakeKnownToken, OnTokenValidated = ProgramTokens.CheckTokenStatus, OnChallenge = ProgramTokens.NameDpop };
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(5);
        });
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>>(new NamedIssuer(oidc.Authority));
        services.AddAuthorizationBuilder()
            // Closed by default; an address that is none is answered as such, and asks nobody to sign in.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null).Build())
            .AddPolicy(Entry, policy => policy.RequireAssertion(context => ActorClaims.Read(context.User) is not null));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, EntryAnswers>();
        services.AddRateLimiter(limits => ConfigureLimits(limits, settings));
        services.AddWorkspaceApi();
        services.AddOpenApi(DescriptionDocument.Name, ApiDescription.Configure).AddSingleton<DescriptionDocument>();
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(FaultAnswers.AnswerEmpty);
        app.UseRouting();
        app.UseClockWatch();
        // Before the sign-in's own addresses are answered, which happens while it is found out who asks.
        app.UseMiddleware<OwnOriginOnly>();
        app.UseAuthentication();
        app.UseSignIn();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<JsonCharset>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapSignIn();
        var people = app.Services.GetRequiredService<ColleagueDirectory>();
        var issuer = app.Services.GetRequiredService<Issuer>();
        var api = app.MapGroup("/api").WithMetadata(new ApiMetadata()).ServesHead().RequireAuthorization(Entry).RequireRateLimiting(Entry)
            .AddEndpointFilter(async (context, next) =>
            {
                if (QueryRules.Check(context.HttpContext) is { } refused)
                {
                    return refused;
                }

                if (StatedPurpose.FaultOf(context.HttpContext.Request) is { } fault)
                {
                    return Problems.Answer(Problems.Of("bad-purpose", StatusCodes.Status400BadRequest, fault));
                }

                // Another issuer may say less of a person in a program's token than in an ID token, from which sessions note who works here.
                if (issuer.IsOurs)
                {
                    await people.Note(RequestActor.Of(context.HttpContext)!, cancellation: context.HttpContext.RequestAborted);
                }

                return await next(context);
            });
        api.MapWorkspace();

        api.Map("{**rest}", (HttpContext http, EndpointDataSource routes) => OtherAddresses.Answer(http, routes))
            .WithMetadata(new NoOperationMetadata()).ExcludeFromDescription();
        app.MapMethods($"/openapi/{DescriptionDocument.Name}.json", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, DescriptionDocument description) => description.Answer(http))
            .AllowAnonymous().ExcludeFromDescription();
        RouteRules.Check(app, app.Services.GetRequiredService<AccessPolicy>());
    }

    private static void ConfigureLimits(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limits, IConfiguration settings)
    {
        var perMinute = settings.GetValue("Limits:RequestsPerMinute", 1200);
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            context.HttpContext.RequestServices.GetRequiredService<RefusedByLimit>().Count();
            context.HttpContext.Response.Headers.RetryAfter = "10";
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(Entry, context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.FindFirst("sub")?.Value ?? ClientNetwork.Of(context),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                AutoReplenishment = true,
            }));
    }
}
