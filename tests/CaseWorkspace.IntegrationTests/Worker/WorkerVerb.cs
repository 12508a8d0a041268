using System.Diagnostics;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Worker;

/// <summary>A verb of the Worker, as an operator runs it.</summary>
public static class WorkerVerb
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code, and what it printed, its faults last.</returns>
    public static async Task<(int Code, string Said)> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        var program = TestedHosts.ProgramOf(HostName.Worker);
        var start = new ProcessStartInfo(HostPrograms.Dotnet, [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await faults);
    }
}
