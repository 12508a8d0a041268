using System.Globalization;
using System.Net;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// What Web answers to strangers costs no more than a static file, counted in what it needs: no statement, no call of the identity
/// server and few bytes. So it is asked where there is neither database nor identity server.
/// </summary>
public sealed class OpenAddressTests : IAsyncLifetime
{
    private const int MostBytes = 96 * 1024;
    private readonly Ports ports = Ports.Free();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private HostProcess? web;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        http.BaseAddress = new Uri($"http://localhost:{ports.Web}");
        http.DefaultRequestHeaders.Host = "workspace.example.org";
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        web = new HostProcess(HostName.Web, http.BaseAddress, TestedHosts.ProgramOf(HostName.Web), new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = http.BaseAddress.GetLeftPart(UriPartial.Authority),
            ["Proxy__Addresses"] = "127.0.0.1, ::1",
            ["ConnectionStrings__Keys"] = "Host=127.0.0.1;Port=1;Database=keys;Username=nobody;Timeout=2",
            ["TextKeys__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, "texts-of-nobody"),
            ["ConnectionStrings__Workspace"] = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={ports.PostgreSql};Username=nobody;Timeout=2"),
            ["Oidc__Authority"] = $"https://localhost:{ports.Identity}",
            ["Web__Origin"] = "https://workspace.example.org",
            ["Vault__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, "vault"),
            ["Keys__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, $"keys-{ports.Web}"),
        }, Path.Combine(PostgreSqlFixture.TestsFolder, $"open-{ports.Web}.log"));
        web.Start();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (tries < 300)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (web is not null)
            await web.DisposeAsync();
    }

    [Fact]
    public async Task No_open_address_needs_the_database_or_the_identity_server()
    {
        foreach (var (path, status) in new[]
        {
            ("/_content/CaseWorkspace/frame.css", HttpStatusCode.OK),
            ("/theme.css", HttpStatusCode.OK),
            ("/openapi/v1.json", HttpStatusCode.OK),
            ("/language/ka-GE?return=/", HttpStatusCode.Found),
            ("/signed-out", HttpStatusCode.OK),
            ("/no-role", HttpStatusCode.Forbidden),
            ("/sign-in-failed", HttpStatusCode.BadRequest),
            ("/session", HttpStatusCode.Unauthorized),
            ("/", HttpStatusCode.Found),
            ("/files", HttpStatusCode.Found),
            ("/search?search=%E1%83%97", HttpStatusCode.Found),
            ("/step-up?returnUrl=/", HttpStatusCode.Found),
            ("/sign-in", HttpStatusCode.OK),
            ("/sign-in?return=/files&again=1", HttpStatusCode.OK),
            ("/health/live", HttpStatusCode.OK),
            ("/no-such-address", HttpStatusCode.NotFound),
            ("/no-such-style.css", HttpStatusCode.NotFound),
            ("/api/investigations", HttpStatusCode.Unauthorized),
            ("/api/no-such-route", HttpStatusCode.Unauthorized),
        })
        {
            (await AskAsync(path)).Status.ShouldBe(status, path);
            (await AskAsync(path)).Bytes.ShouldBeLessThan(MostBytes, path);
        }

        // What does need the identity server shows that the test can fail.
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]) };
        begin.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var away = await http.SendAsync(begin, TestContext.Current.CancellationToken);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private async Task<(HttpStatusCode Status, int Bytes)> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }
}
