using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Logs, traces and health.</summary>
public static class HostOperation
{
    /// <summary>Answers whether the process runs.</summary>
    public const string Live = "/health/live";

    /// <summary>Answers whether the host can serve.</summary>
    public const string Ready = "/health/ready";

    /// <summary>Adds logs, health checks and, where an exporter is set, traces and metrics.</summary>
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSerilog((_, logs) =>
        {
            // The framework's own request lines carry query strings, and those carry what people search for.
            logs.MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
                // The event store logs a failed statement with all its values, in which what people wrote stands. The fault itself comes to
                // its caller, which logs it without them.
                .MinimumLevel.Override("Marten", LogEventLevel.Fatal)
                .MinimumLevel.Override("JasperFx", LogEventLevel.Fatal)
                .MinimumLevel.Override("Weasel", LogEventLevel.Fatal)
                // Readiness says what changed; the framework would say it at each question.
                .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
                .ReadFrom.Configuration(builder.Configuration);
            if (builder.Environment.IsDevelopment())
            {
                logs.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture);
            }
            else
            {
                logs.WriteTo.Console(new RenderedCompactJsonFormatter());
            }
        });

        builder.Services.AddRefusedByLimit();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // The address stands in the journal: from anybody else it may be forged.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in Proxies(builder.Configuration))
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
        // First of all services: nothing runs on a schema that is not its own.
        builder.Services.AddSingleton<SchemaCheck>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SchemaCheck>());
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ClockWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        builder.Services.AddHealthChecks().AddCheck<SchemaCheck>("schema", tags: [Readiness.Tag]).AddCheck<ClockWatch>("clock", tags: [Readiness.Tag]);

        builder.Services.AddTelemetry(builder.Configuration);
    }

    /// <summary>The proxies in front of the host, which end TLS and say for whom they ask (setting <c>Proxy:Addresses</c>, IP addresses).</summary>
    /// <exception cref="InvalidOperationException">Something else stands there.</exception>
    public static IPAddress[] Proxies(IConfiguration settings) =>
        [.. (settings["Proxy:Addresses"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text =>
            IPAddress.TryParse(text, out var address) ? address
                : throw new InvalidOperationException("Proxy:Addresses takes the IP addresses of the proxies in front, separated by commas."))];

    /// <summary>Takes over from the proxies in front for whom they ask, and logs each request by its path, never with its query.</summary>
    public static void UseOperation(this WebApplication app)
    {
        if (Proxies(app.Configuration).Length > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseSerilogRequestLogging(options =>
        {
            options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0} ms";
            options.GetLevel = (http, _, fault) => fault is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error
                : http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || http.Response.StatusCode == StatusCodes.Status429TooManyRequests ? LogEventLevel.Verbose
                : LogEventLevel.Information;
        });
    }

    /// <summary>Maps <see cref="Live"/> and <see cref="Ready"/>, to which nobody has to say who asks.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])).AllowAnonymous().ShortCircuit();
        app.MapMethods(Ready, [HttpMethods.Get, HttpMethods.Head], async (Readiness readiness, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await readiness.Holds(http.RequestAborted) ? Results.Text("Healthy")
                : Results.Text("Unhealthy", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().ExcludeFromDescription().ShortCircuit();
    }
}
