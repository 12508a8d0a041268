using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Traces and metrics by OpenTelemetry. The standard variables say where they go and under which name: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>,
/// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>. Identity compiles this file into itself.
/// </summary>
public static class Telemetry
{
    /// <summary>Adds them where an endpoint is set.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        if (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
        {
            return;
        }

        services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql").AddMeter("CaseWorkspace.*").AddOtlpExporter());
    }
}
