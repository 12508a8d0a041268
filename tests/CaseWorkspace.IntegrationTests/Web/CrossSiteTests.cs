using System.Net;
using System.Text;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// What a page of another origin can have a signed-in person's browser send, with the session's cookie: nothing of it is executed,
/// by any spelling of a path and in any disguise. The same calls from the workspace's own pages are.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class CrossSiteTests(Workspace workspace) : IAsyncLifetime
{
    private const string Body = """{"title":"cross site","offenceForms":["irregular-stay"],"countries":["FR"],"summary":"s"}""";

    private static readonly (string Name, string Value)[] OurHeader = [("X-CaseWorkspace", "1")];

    private readonly Visitor browser = new(workspace.Installation.Web.Address.GetLeftPart(UriPartial.Authority), roaming: true);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    private string Origin => workspace.Installation.Web.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>What browsers say of themselves when a page of another origin sends something.</summary>
    private (string Name, string Value)[][] Foreign =>
    [
        [("Origin", "http://foreign.example")],
        [("Origin", "http://foreign.example"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", Origin.Replace("localhost", "other.localhost", StringComparison.Ordinal)), ("Sec-Fetch-Site", "same-site")],
        [("Origin", "http://localhost:1"), ("Sec-Fetch-Site", "same-site")],
        [("Origin", Origin.Replace("http:", "https:", StringComparison.Ordinal))],
        [("Origin", "null")],
        [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", Origin), ("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "none")],
        // A browser says where a post comes from.
        [],
    ];

    public async ValueTask InitializeAsync() =>
        (await browser.FillSignInAsync(await browser.GetAsync("/"), "investigator")).Path.ShouldBe(Origin + "/");

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_change_by_another_origin_is_refused_by_every_spelling_of_its_path()
    {
        string[] spellings =
        [
            "/api/investigations", "/API/investigations", "/Api/Investigations", "/aPI/INVESTIGATIONS/", "/%61pi/investigations", "/%41PI/%69nvestigations",
            "//api/investigations", "/api//investigations", "/./api/investigations", "/x/../api/investigations", "/%2e/api/investigations", "/x/%2e%2e/api/investigations",
            "/api/./investigations", "/api/x/../investigations", "/api/investigations?x=1", "/api%2Finvestigations", "/\\api/investigations", "/api;x/investigations", "/api/investigations/#x",
        ];
        var before = await workspace.EventsAsync();
        foreach (var path in spellings)
        {
            foreach (var said in Foreign)
            {
                foreach (var type in new[] { "application/json", "application/x-www-form-urlencoded" })
                {
                    var status = await StatusAsync(HttpMethod.Post, path, type, [.. said, .. OurHeader]);
                    ((int)status).ShouldBeInRange(400, 499, $"{path} {type} {string.Join(' ', said)}");
                }
            }
        }

        (await workspace.EventsAsync()).ShouldBe(before);
        // The spellings that routing takes for the route are executed for our own page: the refusals above are not for want of a route.
        foreach (var path in spellings[..6])
            (await StatusAsync(HttpMethod.Post, path, "application/json", [("Origin", Origin), ("Sec-Fetch-Site", "same-origin"), .. OurHeader])).ShouldBe(HttpStatusCode.Created, path);
        (await StatusAsync(HttpMethod.Post, spellings[0], "application/json", [("Origin", Origin), ("Sec-Fetch-Site", "same-origin")])).ShouldBe(HttpStatusCode.Forbidden, "a form of our own origin sends no header");
    }

    [Fact]
    public async Task Every_address_that_takes_more_than_reads_refuses_other_origins()
    {
        string[] others = ["/", "/files/new", "/sign-out", "/SIGN-OUT", "/%73ign-out", "/sign-in", "/signin-oidc?state=x&code=y", "/signout-callback-oidc", "/step-up", "/language/ka-GE",
            "/_blazor/negotiate?negotiateVersion=1", "/_blazor/disconnect", "/_blazor/initializers", "/openapi/v1.json", "/health/live", "/nowhere"];
        var calls = RouteTable.All.Where(route => route.Method != HttpMethod.Get)
            .Select(route => (route.Method, Path: System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", Guid.CreateVersion7().ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))))
            .Concat(others.Select(path => (HttpMethod.Post, path)));
        foreach (var (method, path) in calls)
        {
            foreach (var said in Foreign)
                (await StatusAsync(method, path, "application/x-www-form-urlencoded", said)).ShouldBe(HttpStatusCode.Forbidden, $"{method} {path} {string.Join(' ', said)}");
        }

        // The session was not signed out by any of it, but is by our own page.
        (await StatusAsync(HttpMethod.Get, "/api/investigations", null, [("Purpose", "investigation")])).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(HttpMethod.Post, "/sign-out", "application/x-www-form-urlencoded", [("Origin", Origin), ("Sec-Fetch-Site", "same-origin")])).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(HttpMethod.Get, "/api/investigations", null, [("Purpose", "investigation")])).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_origin_opens_no_socket_and_causes_no_look()
    {
        (string, string)[] upgrade = [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")];
        foreach (var said in Foreign)
            (await StatusAsync(HttpMethod.Get, "/_blazor?id=x", null, [.. upgrade, .. said])).ShouldBe(HttpStatusCode.Forbidden, string.Join(' ', said));

        var looks = await LooksAsync();
        foreach (var site in new[] { "cross-site", "same-site" })
            (await StatusAsync(HttpMethod.Get, "/API/investigations", null, [("Sec-Fetch-Site", site), ("Purpose", "investigation")])).ShouldBe(HttpStatusCode.Forbidden);
        (await LooksAsync()).ShouldBe(looks);
        foreach (var site in new[] { "none", "same-origin" })
            (await StatusAsync(HttpMethod.Get, "/api/investigations", null, [("Sec-Fetch-Site", site), ("Purpose", "investigation")])).ShouldBe(HttpStatusCode.OK);

        Task<long> LooksAsync() => workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'investigation.list' and actor = @p1", Accounts.Investigator.Id);
    }

    [Fact]
    public async Task A_call_by_any_spelling_is_answered_as_the_api_answers()
    {
        foreach (var path in new[] { "/API/investigations", "/%61pi/nothing", "/aPi" })
        {
            using var request = Request(HttpMethod.Get, path, null, []);
            request.Headers.Remove("Cookie");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", path);
        }
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string? type, (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, type, headers);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>With the path as it is written: nothing is straightened on the way.</summary>
    private HttpRequestMessage Request(HttpMethod method, string path, string? type, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Origin + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("Cookie", browser.Cookies.GetCookieHeader(new Uri(Origin)));
        if (type is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
