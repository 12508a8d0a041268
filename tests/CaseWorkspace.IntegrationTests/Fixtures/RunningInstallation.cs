using CaseWorkspace.AppHost;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>
/// The installation that a test run shares: Identity, Web and Worker as real processes, with demo accounts. It starts
/// when the first test asks for it. A test that kills hosts or wants other settings starts its own:
/// <see cref="PostgreSqlFixture.StartInstallationAsync"/>.
/// </summary>
public sealed class RunningInstallation : IAsyncDisposable
{
    private readonly Lazy<Task<Installation>> installation = new(StartAsync);

    public Task<Installation> StartedAsync() => installation.Value;

    public async ValueTask DisposeAsync()
    {
        if (installation is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await installation.Value).DisposeAsync();
    }

    private static async Task<Installation> StartAsync()
    {
        // Tests send more in a minute than a person does.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) 
        {
            ["Limits:RequestsPerMinute"] = "1000000",
            ["Limits:SignInsPerMinute"] = "10000",
            ["Identity:Limits:SignInsPerMinute"] = "10000", ["Identity:Limits:PushedRequestsPerMinute"] = "10000",
        };
        var started = await PostgreSqlFixture.Current.StartInstallationAsync(settings);
        PostgreSqlFixture.Current.EndBefore(started);
        return started;
    }
}
