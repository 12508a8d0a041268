using System.Diagnostics;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Benchmarks;

/// <summary>The large data set on which speed is measured must keep up with the product; a small one is made here, in the same way.</summary>
public sealed class DataSetTests
{
    [Fact]
    public async Task A_data_set_is_made_and_its_aggregates_are_those_that_their_events_give()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root!, "tests", "CaseWorkspace.Benchmarks", "bin", built.Parent!.Name, built.Name, "CaseWorkspace.Benchmarks.dll");
        // It takes its fixtures from here, so this project cannot name it; the solution builds both.
        File.Exists(program).ShouldBeTrue($"Build the solution: {program} is not there.");
        var folder = PostgreSqlFixture.NewDataFolder();
        string[] arguments = [program, "generate", "40", "20", "1200", $"data={folder}", "until=2026-11-01"];
        using var process = Process.Start(new ProcessStartInfo(HostPrograms.Dotnet, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            var (said, faults) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);

            process.ExitCode.ShouldBe(0, await said + await faults);
            (await said).ShouldContain("40 of Investigation: rebuilt from their events, the same as stored");
            (await said).ShouldContain("files opened, read and added to over HTTP");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
