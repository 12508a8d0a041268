using System.Diagnostics;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost.Hosts;

/// <summary>A host as a process of its own: started, waited for, stopped, and killed where a test wants to see that survived.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly string[] OursToSet =
        ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_URLS", "ConnectionStrings__", "Oidc__", "Identity__", "Demo__", "Vault__", "Keys__", "TextKeys__", "Kestrel__", "Web__", "Limits__", "Codes__", "Proxy__", "URLS"];

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    private readonly string program;
    private readonly IReadOnlyDictionary<string, string> settings;
    private Process? process;

    public HostProcess(HostName name, Uri address, string program, IReadOnlyDictionary<string, string> settings, string log)
    {
        Name = name;
        Address = address;
        Log = log;
        this.program = program;
        this.settings = settings;
    }

    public HostName Name { get; }
    public Uri Address { get; }
    public string Log { get; }
    public ProcessMark? Mark { get; private set; }
    public bool IsRunning => process is { HasExited: false };
    public int? ExitCode => process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <summary>Ends when the process does, for any reason.</summary>
    public Task Ended => process?.WaitForExitAsync() ?? Task.CompletedTask;

    public void Start()
    {
        if (IsRunning)
            return;
        process?.Dispose();
        process = Launch([], settings);
        Mark = ProcessMark.Of(process.Id);
    }

    /// <summary>Runs the host's <c>migrate</c> to its end.</summary>
    public Task MigrateAsync(IReadOnlyDictionary<string, string> ownerSettings, CancellationToken cancellation) => RunAsync("migrate", ownerSettings, cancellation);

    /// <summary>Runs one of the host's verbs to its end.</summary>
    public async Task RunAsync(string verb, IReadOnlyDictionary<string, string> ownerSettings, CancellationToken cancellation)
    {
        using var migration = Launch([verb], ownerSettings);
        await migration.WaitForExitAsync(cancellation);
        if (migration.ExitCode != 0)
            throw new CannotStartException($"{Name} could not bring the database up to date ({verb}, exit code {migration.ExitCode}). The end of {Log}:\n{LogTail.Of(Log)}");
    }

    public Task WaitUntilReadyAsync(TimeSpan patience, CancellationToken cancellation) =>
        WaitUntilReadyAsync(new Uri(Address, "health/ready"), patience, cancellation);

    /// <summary>Waits until the address answers with success; fails with the log's end when the process ends or time is up.</summary>
    public async Task WaitUntilReadyAsync(Uri ready, TimeSpan patience, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await AskAsync(ready, cancellation);
            if (answer is null)
                return;
            if (!IsRunning)
                throw new CannotStartException($"{Name} ended with exit code {ExitCode} instead of getting ready. The end of {Log}:\n{LogTail.Of(Log)}");
            if (waited.Elapsed > patience)
                throw new CannotStartException($"{Name} was not ready after {patience.TotalSeconds:0} s ({ready}: {answer}). The end of {Log}:\n{LogTail.Of(Log)}");
            await Task.Delay(50, cancellation);
        }
    }

    public async Task StopAsync()
    {
        if (Mark is { } mark && IsRunning)
            await mark.EndAsync(LibC.Terminate, TimeSpan.FromSeconds(15));
        if (process is not null)
            await process.WaitForExitAsync();
    }

    /// <summary>kill -9: no goodbye, no flushing.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process?.Dispose();
        process = null;
    }

    private Process Launch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // The shell only opens the log and becomes the host: it writes by itself, and goes on when the AppHost is killed.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", Log, HostPrograms.Dotnet, program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        foreach (var name in start.Environment.Keys.Where(IsOursToSet).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsOursToSet(string name) => OursToSet.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when ready, else what is missing.</summary>
    private static async Task<string?> AskAsync(Uri ready, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(ready, cancellation);
            return answer.IsSuccessStatusCode ? null : $"answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "no answer";
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "no answer within 10 s";
        }
    }
}
