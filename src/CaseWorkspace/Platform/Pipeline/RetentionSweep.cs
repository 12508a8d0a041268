using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Deletes, at start and then every hour, what has outlived its retention. Runs in the worker only.</summary>
internal sealed class RetentionSweep(Retention kept, TimeProvider clock, ILogger<RetentionSweep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            await Sweep(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep(CancellationToken cancellation)
    {
        try
        {
            var deleted = await kept.Delete(clock.GetUtcNow(), cancellation);
            if (deleted > 0)
            {
                log.LogInformation("Deleted {Count} answers and purposes that have outlived their retention", deleted);
            }
        }
        catch (NpgsqlException fault)
        {
            log.LogError(fault, "Answers and purposes that have outlived their retention could not be deleted");
        }
    }
}

/// <summary>Registers the retention sweep.</summary>
public static class RetentionServices
{
    /// <summary>Adds the sweep; for one kind of host only.</summary>
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<Retention>();
        services.AddHostedService<RetentionSweep>();
    }
}
