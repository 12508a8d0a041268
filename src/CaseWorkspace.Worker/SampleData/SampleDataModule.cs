using CaseWorkspace.Features.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>Fills an empty workspace with sample data, through the same pipeline as everybody; the worker is ready once it is done.</summary>
internal static class SampleDataModule
{
    public static void AddSampleData(this IServiceCollection services)
    {
        services.AddSingleton<Progress>();
        services.AddSingleton<SampleEvidence>();
        services.AddSingleton<SamplePeople>();
        services.AddSingleton<SampleTasks>();
        services.AddSingleton<SampleClocks>();
        services.AddSingleton<SampleProtocols>();
        services.AddSingleton<SampleChronology>();
        services.AddHostedService<Filling>();
        services.AddHealthChecks().AddCheck<Done>("sample-data", tags: ["ready"]);
    }

    private sealed class Progress
    {
        public volatile bool Finished;
    }

    private sealed class Done(Progress progress) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(progress.Finished ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Sample data is being written."));
    }

    private sealed class Filling(IServiceProvider services, Progress progress) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await Fill(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The host stops on it, and must not look as if it had been stopped.
                Environment.ExitCode = 1;
                throw;
            }
        }

        private async Task Fill(CancellationToken stoppingToken)
        {
            var people = services.GetRequiredService<ColleagueDirectory>();
            foreach (var person in DemoActors.All)
            {
                await people.Note(person, cancellation: stoppingToken);
            }

            await ActivatorUtilities.CreateInstance<SampleCases>(services).Write(stoppingToken);
            progress.Finished = true;
        }
    }
}
