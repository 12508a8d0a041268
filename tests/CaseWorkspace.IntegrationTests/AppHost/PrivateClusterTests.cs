using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.AppHost.Processes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

public sealed class PrivateClusterTests : IAsyncLifetime
{
    private readonly DataFolder data = DataFolder.Open(PostgreSqlFixture.NewDataFolder());
    private readonly int port = Ports.Free().PostgreSql;
    private readonly string password = Secrets.Generate().Superuser;
    private PrivateCluster? cluster;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(InstalledBinaries.Find() is not null, "PostgreSQL is not installed here; it runs in a container.");
        cluster = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await PrivateCluster.EndLeftoverAsync(data.Cluster);
        data.Remove();
    }

    [Fact]
    public async Task Keeps_data_over_a_stop_and_a_start()
    {
        await ExecuteAsync("create table kept (id int)");
        await cluster!.DisposeAsync();
        cluster.IsAlive.ShouldBeFalse();
        cluster = await StartAsync();
        await ExecuteAsync("select * from kept");
    }

    [Fact]
    public async Task Goes_on_with_a_server_that_was_left_running()
    {
        var before = Postmaster();
        cluster = await StartAsync();
        Postmaster().ShouldBe(before);
        await ExecuteAsync("select 1");
    }

    [Fact]
    public async Task Survives_a_killed_server()
    {
        await ExecuteAsync("create table kept (id int)");
        using (var postmaster = Process.GetProcessById(Postmaster()))
            postmaster.Kill();
        await WaitUntilAsync(() => !cluster!.IsAlive);
        cluster = await StartAsync();
        await ExecuteAsync("select * from kept");
    }

    [Fact]
    public async Task Is_not_deceived_by_a_stale_process_number()
    {
        await cluster!.DisposeAsync();
        using var stranger = Process.Start("sleep", "60");
        try
        {
            var file = Path.Combine(data.Cluster.Files, "postmaster.pid");
            await File.WriteAllLinesAsync(
                file, [stranger.Id.ToString(CultureInfo.InvariantCulture), data.Cluster.Files, "1", $"{port}", "", "127.0.0.1", "1 2", "ready   "], Cancellation);
            cluster = await StartAsync();
            await ExecuteAsync("select 1");
            stranger.HasExited.ShouldBeFalse();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Listens_on_loopback_only_and_asks_for_a_password()
    {
        await using var connection = new NpgsqlConnection(cluster!.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var listening = new NpgsqlCommand("show listen_addresses", connection);
        (await listening.ExecuteScalarAsync(Cancellation)).ShouldBe("127.0.0.1");
        var wrong = new NpgsqlConnectionStringBuilder(cluster.Administrator) { Password = "wrong" };
        await using var refused = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => refused.OpenAsync(Cancellation))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Says_who_has_taken_its_port()
    {
        await cluster!.DisposeAsync();
        using var taker = new TcpListener(IPAddress.Loopback, port);
        taker.Start();
        var refusal = await Should.ThrowAsync<CannotStartException>(StartAsync);
        refusal.Message.ShouldContain($"Port {port} (PostgreSQL) is taken by {ProcessMark.NameOf(Environment.ProcessId)} (process {Environment.ProcessId})");
    }

    private async Task<PrivateCluster> StartAsync() =>
        (await PrivateCluster.StartAsync(data.Cluster, port, password, durable: false, Cancellation)).ShouldNotBeNull();

    private int Postmaster() =>
        int.Parse(File.ReadLines(Path.Combine(data.Cluster.Files, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(cluster!.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(20, Cancellation);
    }
}
