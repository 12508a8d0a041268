using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>What Web and Identity show of themselves to anybody who asks: what ships, no more, one answer for one request.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class HostSurfaceTests(Workspace workspace) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    private Uri[] Hosts => [Root(workspace.Installation.Web.Address), Root(workspace.Installation.Identity.Address)];

    public void Dispose() => http.Dispose();

    /// <summary>No source control, no settings, no programs, no lists of folders.</summary>
    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/.git/HEAD")]
    [InlineData("/.svn/entries")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/_content/CaseWorkspace/..%2f..%2fappsettings.json")]
    [InlineData("/CaseWorkspace.Web.dll")]
    [InlineData("/CaseWorkspace.Identity.dll")]
    [InlineData("/CaseWorkspace.Web.pdb")]
    [InlineData("/CaseWorkspace.Web.deps.json")]
    [InlineData("/CaseWorkspace.Web.staticwebassets.endpoints.json")]
    [InlineData("/packages.lock.json")]
    [InlineData("/web.config")]
    [InlineData("/wwwroot/")]
    [InlineData("/_content/")]
    [InlineData("/_content/CaseWorkspace/")]
    [InlineData("/_content/CaseWorkspace/frame.js.bak")]
    [InlineData("/_content/CaseWorkspace/frame.js~")]
    [InlineData("/_framework/")]
    [InlineData("/Pages/SignIn.cshtml")]
    [InlineData("/keys/web-master.key")]
    public async Task What_does_not_ship_is_served_by_neither_host(string path)
    {
        foreach (var host in Hosts)
        {
            using var answer = await http.GetAsync(new Uri(host, path), TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{host}{path}");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Index of");
        }
    }

    [Fact]
    public async Task No_answer_names_a_server_or_its_version()
    {
        string[] paths = ["/", "/sign-in", "/nowhere", "/api/investigations", "/api/nothing", "/health/ready", "/health/live", "/.well-known/openid-configuration", "/connect/token", "/_content/CaseWorkspace/frame.js", "/identity.css", "/openapi/v1.json"];
        foreach (var host in Hosts)
        {
            foreach (var path in paths)
            {
                using var answer = await http.GetAsync(new Uri(host, path), TestContext.Current.CancellationToken);
                foreach (var name in new[] { "Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version", "Via", "X-SourceFiles" })
                    answer.Headers.Contains(name).ShouldBeFalse($"{host}{path}: {name}");
                if (path.Contains("v1.json", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal))
                    continue;
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                foreach (var word in new[] { "Kestrel", "Npgsql", "PostgreSQL", "Marten", ".NET ", "Microsoft.AspNetCore" })
                    text.ShouldNotContain(word, customMessage: $"{host}{path}");
            }
        }
    }

    /// <summary>
    /// A request whose length is stated twice, or in two ways, ends where one rule says it ends: what follows is never a second request of
    /// somebody else's. (RFC 9112, 6.3)
    /// </summary>
    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6", "")]
    [InlineData("Content-Length: 5, 5", "")]
    [InlineData("Content-Length: -1", "")]
    [InlineData("Transfer-Encoding: identity", "")]
    [InlineData("Transfer-Encoding: gzip, chunked, x", "")]
    [InlineData("Transfer-Encoding: xchunked", "")]
    [InlineData("Transfer-Encoding : chunked", "")]
    [InlineData(" Transfer-Encoding: chunked", "")]
    [InlineData("Transfer-Encoding: chunked", "5;\nGET /health/live")]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    public async Task A_request_whose_length_is_in_doubt_is_refused_and_nothing_after_it_is_answered(string length, string body)
    {
        foreach (var host in Hosts)
        {
            var answers = await SendAsync(host, $"POST /nowhere HTTP/1.1\r\nHost: {host.Authority}\r\n{length}\r\n\r\n{body}GET /health/live HTTP/1.1\r\nHost: {host.Authority}\r\n\r\n");
            answers.Split("HTTP/1.1 ").Length.ShouldBe(2, $"{host}: {answers}");
            answers.ShouldNotContain("Healthy");
        }
    }

    /// <summary>Where both are stated the chunks count (RFC 9112, 6.1): what stands inside them is their content and no request.</summary>
    [Fact]
    public async Task Of_a_length_and_chunks_the_chunks_count()
    {
        foreach (var host in Hosts)
        {
            const string Inside = "GET /health/live HTTP/1.1\r\n\r\n";
            var answers = await SendAsync(host, $"POST /nowhere HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Inside.Length:x}\r\n{Inside}\r\n0\r\n\r\n");
            answers.Split("HTTP/1.1 ").Length.ShouldBe(2, $"{host}: {answers}");
            answers.ShouldNotContain("Healthy");
        }
    }

    /// <summary>By its length or by chunks, never by both, and what is stated is what comes.</summary>
    [Fact]
    public async Task Each_answer_is_as_long_as_it_says()
    {
        foreach (var host in Hosts)
        {
            foreach (var path in new[] { "/", "/nowhere", "/sign-in", "/api/investigations", "/openapi/v1.json", "/health/live", "/_content/CaseWorkspace/frame.js", "/identity.css", "/.well-known/openid-configuration" })
            {
                foreach (var method in new[] { "GET", "HEAD" })
                {
                    var answer = await SendAsync(host, $"{method} {path} HTTP/1.1\r\nHost: {host.Authority}\r\nConnection: close\r\n\r\n");
                    var (head, body) = (answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)], answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
                    var lengths = head.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)).ToList();
                    var isChunked = head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
                    (lengths.Count + (isChunked ? 1 : 0)).ShouldBeLessThanOrEqualTo(1, $"{method} {host}{path}: {head}");
                    if (method == "HEAD")
                        body.ShouldBeEmpty($"{host}{path}");
                    else if (lengths.Count == 1)
                        Encoding.Latin1.GetByteCount(body).ShouldBe(int.Parse(lengths[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), $"{host}{path}");
                    else if (isChunked)
                        body.ShouldEndWith("\r\n0\r\n\r\n");
                }
            }
        }
    }

    [Fact]
    public async Task Each_line_of_the_logs_is_json_with_its_time_and_one_of_a_request_has_its_trace()
    {
        foreach (var host in Hosts)
        {
            using var answer = await http.GetAsync(new Uri(host, "/nowhere"), TestContext.Current.CancellationToken);
        }
        foreach (var host in new[] { "Web", "Identity" })
        {
            var file = Path.Combine(workspace.Installation.DataFolder, "logs", host + ".log");
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open);
            // The last one may be half written.
            var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1];
            lines.ShouldNotBeEmpty(host);
            var requests = 0;
            foreach (var line in lines)
            {
                using var json = JsonDocument.Parse(line);
                json.RootElement.GetProperty("@t").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero, line);
                if (json.RootElement.TryGetProperty("StatusCode", out _))
                {
                    requests++;
                    json.RootElement.GetProperty("@tr").GetString()!.Length.ShouldBe(32, line);
                }
            }
            requests.ShouldBeGreaterThan(0, host);
        }
    }

    /// <summary>A browser that runs no scripts is told so, in both languages, and is sent nothing of any file.</summary>
    [Theory]
    [InlineData("en", "This page works by scripts")]
    [InlineData("ka", "ეს გვერდი სკრიპტებით მუშაობს")]
    public async Task A_browser_without_scripts_is_told_so(string language, string words)
    {
        using var browser = new Visitor(Hosts[0].GetLeftPart(UriPartial.Authority), language, roaming: true);
        var home = await browser.FillSignInAsync(await browser.GetAsync("/"), "investigator");
        home.Text.ShouldMatch($"(?s)<noscript>.*{words}.*</noscript>");
    }

    private static Uri Root(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    /// <summary>All that comes back until the other side closes, or says nothing more for a second.</summary>
    private static async Task<string> SendAsync(Uri host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var answers = new StringBuilder();
        var buffer = new byte[16_384];
        while (true)
        {
            using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(answers.Length == 0 ? 10 : 1));
            try
            {
                var read = await stream.ReadAsync(buffer, silence.Token);
                if (read == 0)
                    return answers.ToString();
                answers.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                return answers.ToString();
            }
        }
    }
}
