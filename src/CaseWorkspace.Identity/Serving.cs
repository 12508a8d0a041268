using System.Globalization;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Keys;
using CaseWorkspace.Identity.Pages;
using CaseWorkspace.Identity.Protocol;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CaseWorkspace.Identity;

/// <summary>The host: what it is made of and in which order a request meets it.</summary>
public static class Serving
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args, out var settings);
        var demo = settings.DemoEnabled;
        await PrepareAsync(app.Services, async services =>
        {
            if (await services.GetRequiredService<SchemaCheck>().FaultAsync(CancellationToken.None) is { } fault)
                throw new UnsafeSettingException(fault);
            if (!demo)
                await DemoAccounts.RefusePresetKeyAsync(services, CancellationToken.None);
        });
        // Side by side: each has a database model of its own to build, which is most of the work.
        await Task.WhenAll(
            PrepareAsync(app.Services, services => services.PrepareProtocolAsync(settings, CancellationToken.None)),
            PrepareAsync(app.Services, services => demo
                ? DemoAccounts.SeedAsync(services, CancellationToken.None) : DemoAccounts.SuspendAsync(services, CancellationToken.None)));
        if (ProtocolSetup.Notice is { } notice)
            Log.Warning("{Notice}", notice);
        await app.RunAsync();
        return 0;
    }

    private static Task PrepareAsync(IServiceProvider services, Func<IServiceProvider, Task> prepare) => Task.Run(async () =>
    {
        await using var scope = services.CreateAsyncScope();
        await prepare(scope.ServiceProvider);
    });

    public static WebApplication Build(string[] args, out IdentitySettings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var set = settings = IdentitySettings.From(builder.Configuration, builder.Environment);
        TakeCodes(builder.Configuration);
        builder.Services.AddSingleton(set).AddSingleton(TimeProvider.System);
        builder.Services.AddSerilog(log => Configure(log, builder.Environment));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        });

        AddAccounts(builder.Services, set);
        builder.Services.AddKeys(set).AddProtocol(set).AddAddressLimits(set.Limits).AddPages(set);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddScoped<SchemaCheck>();
        builder.Services.AddSingleton(_ => Npgsql.NpgsqlDataSource.Create(DatabaseConnection.Of(set.ConnectionString))).AddSingleton<ClockWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        builder.Services.AddHealthChecks().AddCheck<SchemaCheck>("schema", tags: [Readiness.Tag]).AddCheck<KeysCheck>("keys", tags: [Readiness.Tag])
            .AddCheck<ClockWatch>("clock", tags: [Readiness.Tag]);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in set.TrustedProxies)
                forwarded.KnownProxies.Add(proxy);
        });

        var app = builder.Build();
        app.UseOwnHostOnly(set.Issuer, set.DemoEnabled);
        app.UseMiddleware<UnknownProxy>();
        if (set.TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        app.UseSerilogRequestLogging(options =>
        {
            // The route and not the path: a path may hold an invitation, a query a user name.
            options.MessageTemplate = "{RequestMethod} {Route} answered {StatusCode} in {Elapsed:0} ms";
            options.IncludeQueryInRequestPath = false;
            options.GetLevel = (context, _, fault) => fault is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
                : context.Response.StatusCode == StatusCodes.Status429TooManyRequests ? LogEventLevel.Verbose : LogEventLevel.Information;
            options.EnrichDiagnosticContext = (diagnostics, context) =>
                diagnostics.Set("Route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)");
            options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
            [
                new LogEventProperty("RequestMethod", new ScalarValue(context.Request.Method)),
                new LogEventProperty("StatusCode", new ScalarValue(status)),
                new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
            ];
        });
        // Two scripts, on the pages that set a password or ask for a passkey, and no other. Forms may lead back to the web host and, for programs on the user's own machine, to its loopback:
        // browsers apply form-action to the redirects that follow a form.
        app.UseSecurityHeaders(policy =>
        {
            policy.AddScriptSrc().From(new Uri(set.Issuer, PagesSetup.ScriptPath).AbsoluteUri).From(new Uri(set.Issuer, PagesSetup.PasskeyScriptPath).AbsoluteUri);
            policy.AddStyleSrc().Self();
            policy.AddImgSrc().Self();
            policy.AddBaseUri().None();
            policy.AddFormAction().Self().From(set.WebOrigin.GetLeftPart(UriPartial.Authority)).From("http://127.0.0.1:*");
        });
        app.UseRequestLocalization(Languages(set));
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.UseRouting();
        app.Use(StopWhileClockIsOff);
        app.UseMiddleware<OwnOriginOnly>();
        app.UseAddressLimits();
        app.UseRequestForm();
        app.UseAuthentication();
        app.UseProtocol();
        app.UseAuthorization();
        app.MapProtocol();
        app.MapPages();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])).AllowAnonymous().DisableHttpMetrics();
        app.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], async (Readiness readiness, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await readiness.Holds(http.RequestAborted) ? Results.Text("Healthy")
                : Results.Text("Unhealthy", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().DisableHttpMetrics();
        return app;
    }

    /// <summary>Tokens signed by a wrong clock would be valid at the wrong time.</summary>
    private static Task StopWhileClockIsOff(HttpContext context, RequestDelegate next)
    {
        if (!context.RequestServices.GetRequiredService<ClockWatch>().IsOff || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/error", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        return Task.CompletedTask;
    }

    private static void TakeCodes(IConfiguration configuration)
    {
        try
        {
            CodeLists.TakeFrom(configuration);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new UnsafeSettingException($"The setting Codes:File cannot be used: {fault.Message}");
        }
    }

    private static void AddAccounts(IServiceCollection services, IdentitySettings settings)
    {
        services.AddDbContext<AccountsDatabase>(options => Configure(options, settings.ConnectionString));
        services.AddIdentityCore<Account>(options =>
        {
            options.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.MinimumLength,
                RequiredUniqueChars = 1,
                RequireDigit = false,
                RequireLowercase = false,
                RequireNonAlphanumeric = false,
                RequireUppercase = false,
            };
            options.User.AllowedUserNameCharacters = UserName.AllowedCharacters;
        }).AddErrorDescriber<IdentityErrors>().AddPasswordValidator<PasswordRules>();
        services.AddScoped<AccountStore>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordRules.Iterations);
        services.AddPasskeys(settings);
        services.AddSingleton<StepUp>();
        services.AddSingleton<PasswordQueues>().AddScoped<Attempts>().AddScoped<FailedSignIns>();
        services.AddScoped<SignIn>().AddScoped<OwnAccount>().AddScoped<AccountAdministration>().AddScoped<Proposals>().AddScoped<Handover>();
        SessionCookies.Add(services, settings);
        services.AddSingleton<LogoutNotices>().AddHostedService(provider => provider.GetRequiredService<LogoutNotices>()).AddHostedService<SessionLimits>();
    }

    public static void Configure(DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(AccountsDatabase.History, AccountsDatabase.Schema));
    }

    private static void Configure(LoggerConfiguration log, IHostEnvironment environment)
    {
        log.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Readiness says what changed; the framework would say it at each question.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .Enrich.FromLogContext()
            .Enrich.With<WithoutPaths>();
        foreach (var (source, level) in ProtocolSetup.LogLevels)
            log.MinimumLevel.Override(source, level);
        if (environment.IsDevelopment())
            log.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture);
        else
            log.WriteTo.Console(new CompactJsonFormatter());
    }

    private static RequestLocalizationOptions Languages(IdentitySettings settings)
    {
        var options = new RequestLocalizationOptions()
            .SetDefaultCulture(PreferredLanguage.English)
            .AddSupportedCultures(PreferredLanguage.English, PreferredLanguage.Georgian)
            .AddSupportedUICultures(PreferredLanguage.English, PreferredLanguage.Georgian);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = PagesSetup.LanguageCookie(settings) },
            new CustomRequestCultureProvider(context => Task.FromResult(PreferredLanguage.Of(context.Request))),
        ];
        return options;
    }
}
