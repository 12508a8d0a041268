using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Compares this machine's clock with the database's every ten seconds. Between two comparisons the monotonic clock carries the
/// database's time on, so a jump of the machine's clock is seen at once. Beyond <see cref="Limit"/> the host is not ready and serves
/// nobody: tokens from the future would pass, and deadlines would be wrong. Identity compiles this file into itself.
/// </summary>
public sealed partial class ClockWatch(NpgsqlDataSource database, TimeProvider clock, ILogger<ClockWatch> log) : BackgroundService, IHealthCheck
{
    /// <summary>Beyond this difference the operator is warned.</summary>
    public static readonly TimeSpan WarnBeyond = TimeSpan.FromSeconds(2);

    /// <summary>Beyond this difference the host serves nobody.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private Comparison? _last;

    /// <summary>How far this machine's clock is ahead of the database's; negative when it is behind, zero before the first comparison.</summary>
    public TimeSpan Ahead =>
        Volatile.Read(ref _last) is { } last ? clock.GetUtcNow() - (last.DatabaseTime + Stopwatch.GetElapsedTime(last.At)) : TimeSpan.Zero;

    /// <summary>Whether the clocks differ by more than <see cref="Limit"/>.</summary>
    public bool IsOff => Ahead.Duration() > Limit;

    /// <summary>Asks the database for its time.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task Compare(CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand("select clock_timestamp()");
        var told = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
        // The answer was made half-way between question and answer, as nearly as can be known.
        Volatile.Write(ref _last, new Comparison(new DateTimeOffset(told), asked + ((Stopwatch.GetTimestamp() - asked) / 2)));
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsOff ? HealthCheckResult.Unhealthy("The clock differs from the database's.") : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Compare(stoppingToken);
                Report(Ahead);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                // Readiness says that the database is away; the monotonic clock goes on.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Report(TimeSpan ahead)
    {
        if (ahead.Duration() > Limit)
        {
            Refuses(log, ahead.TotalSeconds);
        }
        else if (ahead.Duration() > WarnBeyond)
        {
            Differs(log, ahead.TotalSeconds);
        }
    }

    [LoggerMessage(LogLevel.Warning, "This machine's clock is {Seconds:0.0} s ahead of the database's (negative: behind): check the time service of both")]
    private static partial void Differs(ILogger log, double seconds);

    [LoggerMessage(LogLevel.Critical, "This machine's clock is {Seconds:0.0} s ahead of the database's (negative: behind): nobody is served until it is set right")]
    private static partial void Refuses(ILogger log, double seconds);

    private sealed record Comparison(DateTimeOffset DatabaseTime, long At);
}
