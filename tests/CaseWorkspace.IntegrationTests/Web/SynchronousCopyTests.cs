using System.Collections.Concurrent;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>An acknowledged command survives the loss of the primary database.</summary>
public sealed class SynchronousCopyTests : IAsyncLifetime
{
    private const int Writers = 6;
    private const string Name = "caseworkspace";

    private readonly DataFolder data = DataFolder.Open(PostgreSqlFixture.NewDataFolder());
    private readonly Secrets secrets = Secrets.Generate();
    private readonly Ports ports = Ports.Free();
    private readonly int copyPort = Ports.Free().PostgreSql;
    private PrivateCluster? cluster;
    private Installation? installation;
    private SynchronousCopy? copy;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(InstalledBinaries.Find() is not null, "PostgreSQL is not installed here; it runs in a container.");
        cluster = await PrivateCluster.StartAsync(data.Cluster, ports.PostgreSql, secrets.Superuser, durable: false, TestContext.Current.CancellationToken);
        installation = await Installation.StartAsync(
            new InstallationOptions
            {
                DataFolder = PostgreSqlFixture.NewDataFolder(), Database = Name, Server = cluster, Secrets = secrets, Ports = ports, Ephemeral = true,
                HostsFolder = TestedHosts.Folder,
                Settings = new Dictionary<string, string>
                {
                    ["Limits:RequestsPerMinute"] = "1000000", ["ConnectionStrings:Workspace"] = Given(DatabaseRole.App), ["ConnectionStrings:Identity"] = Given(DatabaseRole.Identity),
                    ["ConnectionStrings:Keys"] = Given(cluster!.ConnectionString($"{Name}_keys", "caseworkspace_keys", secrets.Keys)),
                },
            },
            cancellation: TestContext.Current.CancellationToken);
        PassedTime.At(installation.Identity.Address.GetLeftPart(UriPartial.Authority), installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        copy = await SynchronousCopy.StartAsync(cluster!, data.Cluster, copyPort);
    }

    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
            await installation.DisposeAsync();
        if (copy is not null)
            await copy.DisposeAsync();
        await PrivateCluster.EndLeftoverAsync(data.Cluster);
        data.Remove();
    }

    [Fact]
    public async Task What_was_acknowledged_while_the_copy_went_away_is_there_after_it_took_over()
    {
        using var api = new Api(installation!.Web.Address, new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        var files = new List<Guid>();
        for (var i = 0; i < Writers; i++)
            files.Add((await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("copy"))).Expect(201).Id);

        var answers = new ConcurrentDictionary<string, Reply>();
        using var stop = new CancellationTokenSource();
        var stopped = 0;
        var writers = files.Select((file, writer) => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var text = $"{writer}-{number}";
                var reply = answers[text] = await NoteAsync(file, text);
                if (Volatile.Read(ref stopped) == 1 && reply.Status != 200)
                    return;
            }
        })).ToList();
        while (answers.Count < 200)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        answers.Values.ShouldAllBe(reply => reply.Status == 200);

        await copy!.StopAsync();
        Volatile.Write(ref stopped, 1);
        // Each writer goes on until it is told that its command may not have been kept; where it never is, that is the fault.
        await Task.WhenAny(Task.WhenAll(writers), Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await copy.TakeOverAsync();

        var acknowledged = answers.Where(answer => answer.Value.Status == 200).Select(answer => answer.Key).ToList();
        acknowledged.ShouldBeSubsetOf(await KeptAsync(files));
        var uncertain = answers.Where(answer => answer.Value.Status != 200).ToList();
        uncertain.Count.ShouldBe(Writers);
        foreach (var (_, reply) in uncertain)
        {
            reply.Expect(503, "unavailable").Header("Retry-After").ShouldNotBeNull();
            ((string)reply.Json["detail"]!).ShouldContain("Idempotency-Key");
        }

        // The host finds the new primary by itself; sent again under its key, each is done once.
        foreach (var (text, first) in answers)
        {
            var again = await AgainAsync(files[text[0] - '0'], text);
            if (first.Status == 200)
                again.Whole.ShouldBe(first.Whole);
        }

        (await KeptAsync(files)).ShouldBe(answers.Keys, ignoreOrder: true);

        Task<Reply> NoteAsync(Guid file, string text) => api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text }, key: $"copy-{text}");

        async Task<Reply> AgainAsync(Guid file, string text)
        {
            for (var tries = 0; ; tries++)
            {
                var reply = await NoteAsync(file, text);
                if (reply.Status == 200 || tries == 50)
                    return reply.Expect(200);
                await Task.Delay(200);
            }
        }
    }

    /// <summary>What an operator gives who knows of two servers, and has the driver cancel what runs out of time.</summary>
    private string Given(DatabaseRole role) => Given(cluster!.ConnectionString(Name, DatabaseRoles.NameOf(role), DatabaseRoles.PasswordOf(role, secrets)));

    private string Given(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Host = $"127.0.0.1:{ports.PostgreSql},127.0.0.1:{copyPort}", TargetSessionAttributes = "primary", HostRecheckSeconds = 1,
        Timeout = 3, CommandTimeout = 3, CancellationTimeout = 2000,
    }.ConnectionString;

    private async Task<List<string>> KeptAsync(List<Guid> files)
    {
        await using var connection = new NpgsqlConnection(copy!.On(installation!.Database.ConnectionStringFor(DatabaseRole.Owner)));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select data::text from workspace.mt_events where type = 'note-added' and stream_id = any(@files)", connection);
        command.Parameters.AddWithValue("files", files.ToArray());
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var kept = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            kept.Add(reader.GetString(0));
        return [.. StoredTexts.NotesOf(installation, kept)];
    }
}
