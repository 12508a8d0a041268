using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>The example proxies of deploy/proxy, real ones with TLS, before two nodes of Web and Identity.</summary>
public sealed class ExampleProxyTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private readonly int port = Ports.Free().Web;
    private readonly Uri other = new($"http://localhost:{Ports.Free().Web}");
    private Installation? installation;
    private HostProcess? secondNode;

    private string Web => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (secondNode is not null)
            await secondNode.DisposeAsync();
        if (installation is not null)
            await installation.DisposeAsync();
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task The_example_carries_sign_in_large_uploads_live_pages_and_long_reads(string program)
    {
        Assert.SkipUnless(ExampleProxy.Find(program) is not null, $"{program} is not installed here: its example is not tried (Debian: apt-get install {program}).");
        var ports = Ports.Free();
        await using var proxy = await ExampleProxy.StartAsync(program, new ProxyPlace(port, ports.Web, other.Port, ports.Identity));
        await StartHostsAsync(ports);
        await WaitUntilForwardedAsync();

        using var visitor = new Visitor(Web, roaming: true);
        (await visitor.FillSignInAsync(await visitor.GetAsync("/"), "investigator")).Path.ShouldBe(Web + "/");
        using var http = new HttpClient(LocalCertificate.Trusting(new SocketsHttpHandler { CookieContainer = visitor.Cookies, AllowAutoRedirect = false })) { BaseAddress = new Uri(Web) };
        foreach (var (name, value) in new[] { ("X-CaseWorkspace", "1"), ("Origin", Web), ("Sec-Fetch-Site", "same-origin"), ("Purpose", "investigation"), ("X-Forwarded-For", "203.0.113.9") })
            http.DefaultRequestHeaders.Add(name, value);

        await CarriesEvidenceAsync(http);
        await CarriesLivePagesAsync(visitor);

        // One node goes, and the other one answers: at the most the call that met the loss fails.
        await secondNode!.KillAsync();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await http.GetAsync(new Uri("/api/investigations", UriKind.Relative), TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(7, string.Join(' ', answers));
    }

    private async Task StartHostsAsync(Ports ports)
    {
        installation = await Installation.StartAsync(new InstallationOptions
        {
            DataFolder = PostgreSqlFixture.NewDataFolder(),
            Database = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).Name,
            Server = await postgreSql.ServerAsync(),
            Secrets = postgreSql.Secrets,
            Ports = ports,
            Ephemeral = true,
            HostsFolder = TestedHosts.Folder,
            Settings = new Dictionary<string, string>
            {
                ["Web:Origin"] = Web,
                ["Identity:WebOrigin"] = Web,
                ["Identity:Issuer"] = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}"),
                ["Oidc:Authority"] = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}"),
                ["Proxy:Addresses"] = "127.0.0.1, ::1",
                ["Identity:TrustedProxies"] = "127.0.0.1, ::1",
                ["SSL_CERT_FILE"] = LocalCertificate.Files().Certificate,
            },
        }, cancellation: TestContext.Current.CancellationToken);
        secondNode = installation.CreateWebNode(other);
        secondNode.Start();
        await secondNode.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>A proxy asks its nodes every other second whether they are ready: it learns of a start later than the test does.</summary>
    private async Task WaitUntilForwardedAsync()
    {
        using var http = new HttpClient(LocalCertificate.Trusting(new SocketsHttpHandler()));
        foreach (var origin in new[] { Web, string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}") })
        {
            for (var tries = 0; ; tries++)
            {
                using var answer = await http.GetAsync(new Uri(origin + "/health/ready"), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                    break;
                tries.ShouldBeLessThan(60, $"{origin} is not forwarded: {answer.StatusCode}");
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>More than 3 MB go up as they come, and are read slowly; from where somebody asks is what the proxy says.</summary>
    private async Task CarriesEvidenceAsync(HttpClient http)
    {
        var file = await PostAsync("/api/investigations", Bodies.Investigation("proxy"));
        var item = await PostAsync($"/api/investigations/{file}/evidence", Bodies.Evidence("proxy"));
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        var incoming = Path.Combine(installation!.DataFolder, "vault", "incoming");
        using var slowly = new ArrivingContent(content, content.Length / 2, async () =>
        {
            // The first half lies in the vault before the second was sent: the proxy keeps nothing of it.
            for (var tries = 0; !(Directory.Exists(incoming) && Directory.EnumerateFiles(incoming).Any(one => new FileInfo(one).Length > 0)); tries++)
            {
                tries.ShouldBeLessThan(500, "the proxy holds the body back");
                await Task.Delay(10);
            }
        });
        using var kept = await http.PutAsync(new Uri($"/api/evidence/{item}/content", UriKind.Relative), slowly, TestContext.Current.CancellationToken);
        kept.StatusCode.ShouldBe(HttpStatusCode.OK, await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var read = await http.GetAsync(new Uri($"/api/evidence/{item}/content", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var stream = await read.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var (back, length) = (new byte[content.Length + 1], 0);
        for (var paused = false; await stream.ReadAsync(back.AsMemory(length), TestContext.Current.CancellationToken) is > 0 and var count; length += count)
        {
            if (!paused && length > 100_000)
            {
                paused = true;
                await Task.Delay(2000, TestContext.Current.CancellationToken);
            }
        }
        back[..length].ShouldBe(content);

        await using var database = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = database.CreateCommand("select string_agg(distinct address, ' ') from journal.entry where file = @file");
        command.Parameters.AddWithValue("file", file);
        ((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBe("127.0.0.1");

        async Task<Guid> PostAsync(string path, JsonObject body)
        {
            using var answer = await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return (Guid)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!;
        }
    }

    private async Task CarriesLivePagesAsync(Visitor visitor)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", Web);
        using var invoker = new HttpMessageInvoker(LocalCertificate.Trusting(new SocketsHttpHandler { CookieContainer = visitor.Cookies }));
        await socket.ConnectAsync(new Uri(Web.Replace("https", "wss", StringComparison.Ordinal) + "/_blazor"), invoker, TestContext.Current.CancellationToken);
        // The hub's own handshake, there and back.
        await socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var answer = new byte[16];
        var received = await socket.ReceiveAsync(answer.AsMemory(), TestContext.Current.CancellationToken);
        answer[..received.Count].ShouldBe("{}\u001e"u8.ToArray());
    }

    /// <summary>Bytes of which the second half is sent when it may.</summary>
    private sealed class ArrivingContent : HttpContent
    {
        private readonly byte[] content;
        private readonly int first;
        private readonly Func<Task> wait;

        public ArrivingContent(byte[] content, int first, Func<Task> wait)
        {
            (this.content, this.first, this.wait) = (content, first, wait);
            Headers.ContentType = new("application/octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, first));
            await stream.FlushAsync();
            await wait();
            await stream.WriteAsync(content.AsMemory(first));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
