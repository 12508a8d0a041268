using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Whether the host can serve, asked at most once a second, so that nobody who asks costs more than a page. Strangers are told yes or
/// no; the cause goes to the log when it changes, and to the metric <c>caseworkspace.ready</c>, by check. Identity compiles this file
/// into itself.
/// </summary>
public sealed partial class Readiness : IDisposable
{
    /// <summary>The tag of the checks that count.</summary>
    public const string Tag = "ready";

    /// <summary>The meter, for the exporter.</summary>
    public const string MeterName = "CaseWorkspace.Hosting";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly HealthCheckService _checks;
    private readonly TimeProvider _clock;
    private readonly ILogger<Readiness> _log;
    private readonly Meter _meter = new(MeterName);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private HealthReport? _last;
    private long _askedAt;

    /// <param name="checks">The checks of the host.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">For the operator.</param>
    public Readiness(HealthCheckService checks, TimeProvider clock, ILogger<Readiness> log)
    {
        (_checks, _clock, _log) = (checks, clock, log);
        _meter.CreateObservableGauge(
            "caseworkspace.ready",
            () => _last?.Entries.Select(check => new Measurement<int>(
                check.Value.Status == HealthStatus.Healthy ? 1 : 0, new KeyValuePair<string, object?>("check", check.Key))) ?? [],
            description: "1 where the check holds, 0 where it does not.");
    }

    /// <summary>Whether every check holds.</summary>
    public async Task<bool> Holds(CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation);
        try
        {
            if (_last is null || _clock.GetElapsedTime(_askedAt) > Remembered)
            {
                // Others wait for the same answer: one who goes away does not end the question.
                var report = await _checks.CheckHealthAsync(check => check.Tags.Contains(Tag), CancellationToken.None);
                Tell(_last, report);
                (_last, _askedAt) = (report, _clock.GetTimestamp());
            }

            return _last.Status == HealthStatus.Healthy;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _asking.Dispose();
    }

    private void Tell(HealthReport? before, HealthReport now)
    {
        foreach (var (name, check) in now.Entries)
        {
            var held = before is null || (before.Entries.TryGetValue(name, out var last) && last.Status == HealthStatus.Healthy);
            var holds = check.Status == HealthStatus.Healthy;
            if (held && !holds)
            {
                NotReady(_log, check.Exception, name, check.Description);
            }
            else if (!held && holds)
            {
                ReadyAgain(_log, name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Not ready: {Check:l}. {Cause:l}")]
    private static partial void NotReady(ILogger log, Exception? fault, string check, string? cause);

    [LoggerMessage(LogLevel.Information, "Ready again: {Check:l}")]
    private static partial void ReadyAgain(ILogger log, string check);
}
