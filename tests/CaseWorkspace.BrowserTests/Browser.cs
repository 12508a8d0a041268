using CaseWorkspace.BrowserTests;
using Microsoft.Playwright;

[assembly: Xunit.AssemblyFixture(typeof(Browser))]

namespace CaseWorkspace.BrowserTests;

/// <summary>The Chromium of this machine, started when the first test asks for it; each person gets a context of their own.</summary>
public sealed class Browser : IAsyncDisposable
{
    // The first is Chromium without the windows around its pages, which the others draw for nobody at a third of the machine.
    private static readonly string[] Programs = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly Lazy<Task<IBrowser>> started;
    private IPlaywright? playwright;

    public Browser() => started = new(StartAsync);

    public Task<IBrowser> StartedAsync() => started.Value;

    public async ValueTask DisposeAsync()
    {
        if (started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await started.Value).DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = Arguments });
    }

    private static string FindChromium()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The browser tests need Chromium: install it (Debian: sudo apt-get install chromium).");
    }
}
