using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Processes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

/// <summary>What a newcomer does with the program, in the order in which things go wrong.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly string folder = PostgreSqlFixture.NewDataFolder();
    private readonly Ports ports = Ports.Free();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (!Directory.Exists(folder))
            return;
        using var data = DataFolder.Open(folder);
        data.Remove();
    }

    [Fact]
    public async Task Starts_is_left_alone_by_a_second_start_and_ends_without_leaving_anything()
    {
        await using var first = AppHostRun.Start(folder, ports);
        await first.ReadyAsync(Cancellation);
        var started = RunningRecord.Read(Path.Combine(folder, "running.json")).ShouldNotBeNull();
        started.Hosts.Count.ShouldBe(3);
        File.GetUnixFileMode(Path.Combine(folder, "secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await using (var second = AppHostRun.Start(folder, ports))
        {
            (await second.EndedAsync(Cancellation)).ShouldBe(0);
            second.Output.ShouldContain($"already runs on {folder}");
            second.Output.ShouldContain($"http://localhost:{ports.Web}");
        }

        await using (var afresh = AppHostRun.Start(folder, ports, "--fresh"))
        {
            (await afresh.EndedAsync(Cancellation)).ShouldBe(1);
            afresh.Output.ShouldContain("End it before starting afresh");
        }

        started.Hosts.ShouldAllBe(host => host.IsAlive);
        (await first.InterruptAsync(Cancellation)).ShouldBe(0, first.Output);
        started.Hosts.ShouldAllBe(host => !host.IsAlive);
        AllPortsAreFree().ShouldBeTrue();
    }

    [Fact]
    public async Task Keeps_data_survives_being_killed_and_begins_anew_when_asked()
    {
        string numbers;
        await using (var first = AppHostRun.Start(folder, ports))
        {
            await first.ReadyAsync(Cancellation);
            first.Output.ShouldContain("roles and schema made");
            numbers = await NumbersDrawnAsync();
            await first.KillAsync(Cancellation);
        }

        var left = RunningRecord.Read(Path.Combine(folder, "running.json")).ShouldNotBeNull();
        left.Hosts.ShouldAllBe(host => host.IsAlive);

        await using (var second = AppHostRun.Start(folder, ports))
        {
            await second.ReadyAsync(Cancellation);
            second.Output.ShouldContain("as it was left");
            left.Hosts.ShouldAllBe(host => !host.IsAlive);
            (await NumbersDrawnAsync()).ShouldBe(numbers, "The next file's number follows the last one.");
            (await second.InterruptAsync(Cancellation)).ShouldBe(0);
        }

        await using var third = AppHostRun.Start(folder, ports, "--fresh");
        await third.ReadyAsync(Cancellation);
        third.Output.ShouldContain("roles and schema made");
        (await third.InterruptAsync(Cancellation)).ShouldBe(0);
        AllPortsAreFree().ShouldBeTrue();
    }

    [Fact]
    public async Task Ends_everything_when_a_host_ends()
    {
        await using var run = AppHostRun.Start(folder, ports);
        await run.ReadyAsync(Cancellation);
        var started = RunningRecord.Read(Path.Combine(folder, "running.json")).ShouldNotBeNull();
        await started.Hosts[0].EndAsync(signal: 9, TimeSpan.FromSeconds(5));
        (await run.EndedAsync(Cancellation)).ShouldBe(1);
        run.Output.ShouldContain("ended by itself");
        started.Hosts.ShouldAllBe(host => !host.IsAlive);
        AllPortsAreFree().ShouldBeTrue();
    }

    [Fact]
    public async Task Says_which_port_is_taken_by_what()
    {
        using var taker = new TcpListener(IPAddress.Loopback, ports.Identity);
        taker.Start();
        await using var run = AppHostRun.Start(folder, ports);
        (await run.EndedAsync(Cancellation)).ShouldBe(1);
        run.Output.ShouldContain($"Port {ports.Identity} (Identity) is taken by {ProcessMark.NameOf(Environment.ProcessId)} (process {Environment.ProcessId})");
    }

    [Fact]
    public async Task Says_in_a_sentence_that_the_server_given_does_not_answer()
    {
        await using var run = AppHostRun.Start(folder, ports, "--postgres", $"Host=127.0.0.1;Port={ports.PostgreSql};Username=postgres;Password=none");
        (await run.EndedAsync(Cancellation)).ShouldBe(1);
        run.Output.ShouldContain($"The PostgreSQL given at 127.0.0.1:{ports.PostgreSql} cannot be used");
    }

    /// <summary>How far each series of numbers has come.</summary>
    private async Task<string> NumbersDrawnAsync()
    {
        var secrets = JsonSerializer.Deserialize<Secrets>(await File.ReadAllTextAsync(Path.Combine(folder, "secrets.json"), Cancellation), JsonSerializerOptions.Web)!;
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={ports.PostgreSql};Database=caseworkspace;Username=caseworkspace_app;Password={secrets.App}");
        await using var command = source.CreateCommand("select string_agg(name || ' ' || last, ', ' order by name) from workspace.series");
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private bool AllPortsAreFree() => new[] { ports.Web, ports.Identity, ports.Worker, ports.PostgreSql }.All(Ports.IsFree);
}
