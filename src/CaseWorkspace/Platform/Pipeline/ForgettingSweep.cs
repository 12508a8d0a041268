using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Forgets, at start and then every hour, what was kept for a while. Run by the worker alone.</summary>
internal sealed class ForgettingSweep(KeptForAWhile kept, TimeProvider clock, ILogger<ForgettingSweep> log) : BackgroundService
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
            var forgotten = await kept.Forget(clock.GetUtcNow(), cancellation);
            if (forgotten > 0)
            {
                log.LogInformation("Forgot {Count} answers and purposes whose time was over", forgotten);
            }
        }
        catch (NpgsqlException fault)
        {
            log.LogError(fault, "Answers and purposes whose time is over could not be forgotten");
        }
    }
}

/// <summary>Puts forgetting together.</summary>
public static class ForgettingServices
{
    /// <summary>Adds the forgetting of what is kept for a while; for one kind of host alone.</summary>
    public static void AddForgetting(this IServiceCollection services)
    {
        services.AddSingleton<KeptForAWhile>();
        services.AddHostedService<ForgettingSweep>();
    }
}
