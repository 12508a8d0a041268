using System.Diagnostics;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.AppHost.Processes;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.AppHost;

/// <summary>The AppHost as a newcomer runs it: a program at the terminal, with its output.</summary>
internal sealed class AppHostRun : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    private AppHostRun(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    public static AppHostRun Start(string dataFolder, Ports ports, params string[] more)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root!, "src", "CaseWorkspace.AppHost", "bin", built.Parent!.Name, built.Name, "CaseWorkspace.AppHost.dll");
        List<string> arguments =
        [
            program, "--data", dataFolder, "--web-port", $"{ports.Web}", "--identity-port", $"{ports.Identity}", "--worker-port", $"{ports.Worker}",
            "--postgres-port", $"{ports.PostgreSql}", .. more,
        ];
        if (TestedHosts.Folder is { } hosts)
            arguments.AddRange(["--hosts", hosts]);
        // A test run in the background ignores Ctrl-C, and what it starts would inherit that.
        var interrupt = OperatingSystem.IsLinux() ? "--default-signal=INT" : "-";
        return new AppHostRun(Process.Start(new ProcessStartInfo("env", [interrupt, HostPrograms.Dotnet, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Waits for the line that says it is ready; fails with the whole output when the program ends instead.</summary>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        while (!Output.Contains("Ready in ", StringComparison.Ordinal))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The AppHost ended with exit code {process.ExitCode}:\n{Output}");
            await Task.Delay(20, cancellation);
        }
    }

    public async Task<int> EndedAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    public async Task<int> InterruptAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -INT {process.Id}"]);
        return await EndedAsync(cancellation);
    }

    public async Task KillAsync(CancellationToken cancellation)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited && ProcessMark.Of(process.Id) is { } mark)
            await mark.EndAsync(signal: 15, TimeSpan.FromSeconds(30));
        process.Dispose();
    }

    private void Add(object sender, DataReceivedEventArgs received)
    {
        if (received.Data is null)
            return;
        lock (lines)
            lines.Add(received.Data);
    }
}
