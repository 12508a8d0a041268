using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Requests that a limit refused, counted: one line of the log for each minute in which there were any. A line for each would let
/// the person who is refused fill the log.
/// </summary>
public sealed partial class RefusedByLimit(TimeProvider clock, ILogger<RefusedByLimit> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long _refused;

    /// <summary>One more.</summary>
    public void Count() => Interlocked.Increment(ref _refused);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Tell();
            }
        }
        catch (OperationCanceledException)
        {
            Tell();
        }
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref _refused, 0) is > 0 and var refused)
        {
            Refused(log, refused);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} requests were refused by a limit in the last minute")]
    private static partial void Refused(ILogger log, long count);
}

/// <summary>Adds the count.</summary>
public static class RefusedByLimitSetup
{
    /// <summary>For every host that has limits.</summary>
    public static IServiceCollection AddRefusedByLimit(this IServiceCollection services) =>
        services.AddSingleton<RefusedByLimit>().AddHostedService(provider => provider.GetRequiredService<RefusedByLimit>());
}
