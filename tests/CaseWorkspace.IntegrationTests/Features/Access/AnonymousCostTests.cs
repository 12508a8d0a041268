using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>What strangers ask for costs little, and takes nothing from anybody else.</summary>
[Collection(SharedSessions.Name)]
public sealed class AnonymousCostTests(SessionInstallation installation)
{
    private const string Stranger = "203.0.113.9";
    private const string Html = "text/html";

    [Fact]
    public async Task Pages_without_end_for_one_stranger_ask_the_identity_server_for_nothing()
    {
        var pushed = await PushedAsync();
        foreach (var path in new[] { "/search?search=x", "/sign-in?return=/files", "/files", "/step-up?returnUrl=/", "/signin-oidc?code=x&state=y" })
        {
            var answers = await ManyAsync(200, _ => SendAsync(installation.Web, path, Html, from: "203.0.113.20"));
            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Found || answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.TooManyRequests);
        }

        (await PushedAsync()).ShouldBe(pushed);
        // None of it has spent what the address may begin.
        (await BeginAsync("203.0.113.20")).Status.ShouldBe(HttpStatusCode.Found);
        (await PushedAsync()).ShouldBe(pushed + 1);
    }

    [Fact]
    public async Task Sign_ins_without_end_by_one_stranger_stop_nobody_elses_sign_in_or_step_up()
    {
        await installation.Administrator.CreateAsync("undisturbed", "investigator");
        using var colleague = await installation.SignInAsync("undisturbed");
        var log = LinesOfWeb();
        var pushed = await PushedAsync();
        var watch = Stopwatch.StartNew();
        var answers = await ManyAsync(720, _ => BeginAsync(Stranger));
        var refused = answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        (720 - refused).ShouldBeLessThanOrEqualTo(Allowed(watch));
        answers.Count(answer => answer.Status == HttpStatusCode.Found).ShouldBe(720 - refused);
        answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests).RetryAfter.ShouldBe("10");
        (await PushedAsync() - pushed).ShouldBeLessThanOrEqualTo(720 - refused);

        // From another address, and from the very same by somebody who is signed in.
        using var newcomer = new Visitor(installation.Web, roaming: true, from: "198.51.100.7");
        (await newcomer.FillSignInAsync(await newcomer.GetAsync("/"), "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + "/");
        await PassedTime.SinceFactorAsync(installation.Issuer, colleague);
        (await colleague.GetAsync("/step-up?returnUrl=/")).Path.ShouldStartWith(installation.Issuer + "/second-factor");
        // And the log has no line for each.
        LinesOfWeb().Skip(log.Count).Count(line => line.Contains("answered 429", StringComparison.Ordinal)).ShouldBe(0);
    }

    /// <summary>A page of somebody else, open in a colleague's browser, would spend the allowance of the colleague's address.</summary>
    [Theory]
    [InlineData("cross-site", "https://evil.example")]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    [InlineData("same-origin", "https://evil.example")]
    public async Task A_form_that_is_not_of_our_own_page_begins_no_sign_in_and_spends_no_allowance(string? site, string? origin)
    {
        var pushed = await PushedAsync();
        (await ManyAsync(200, _ => BeginAsync("203.0.113.30", site, origin))).ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden);
        (await PushedAsync()).ShouldBe(pushed);
        (await BeginAsync("203.0.113.30")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/signout-backchannel-oidc")]
    public async Task A_form_that_is_longer_than_any_of_ours_is_not_read(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, installation.Web + path) { Content = new FormUrlEncodedContent([new("return", new string('x', 100_000))]) };
        request.Headers.Add("X-Forwarded-For", "203.0.113.31");
        request.Headers.Add("Origin", installation.Web);
        (await SendAsync(request)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_way_back_that_is_loaded_again_and_again_asks_the_identity_server_once()
    {
        using var browser = new Visitor(installation.Web);
        using var issuer = new Visitor(installation.Issuer);
        var challenged = await browser.LeaveForSignInAsync("/files");
        // The cookie is kept, as no browser would.
        var cookies = browser.Cookies.GetCookieHeader(new Uri(installation.Web));
        var back = await issuer.FollowAsync(await issuer.FillSignInAsync(await issuer.FollowAsync(await issuer.GetAsync(challenged.Location!)), "investigator"));
        var redeemed = Redeemed();
        var answers = await ManyAsync(20, _ => SendAsync(installation.Web, new Uri(back.Location!).PathAndQuery, Html, cookies: cookies));
        answers.Count(answer => answer.Location == "/files").ShouldBe(1);
        answers.Count(answer => answer.Location?.StartsWith("/sign-in?return=%2Ffiles", StringComparison.Ordinal) == true).ShouldBe(19);
        (Redeemed() - redeemed).ShouldBe(1);

        int Redeemed() => Lines("Identity").Count(line => line.Contains("connect/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cookie_that_the_identity_server_did_not_make_costs_it_no_statement()
    {
        await installation.Administrator.CreateAsync("cookie-made", "investigator");
        using var owner = new Visitor(installation.Issuer);
        await owner.SignInAsync("cookie-made", Administrator.Password);
        var made = owner.Cookies.GetAllCookies().Single(cookie => cookie.Name == "cw-identity.session").Value;
        string[] foreign = [System.Buffers.Text.Base64Url.EncodeToString(new byte[32]), made[..^4] + (made.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"), new string('A', 4000)];
        // Who asks for the session waits.
        await using var connection = new NpgsqlConnection(installation.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        await held.ExecuteAsync("lock table identity.sessions in access exclusive mode");
        foreach (var cookie in foreign)
            (await SendAsync(installation.Issuer, "/health/live", Html, cookies: "cw-identity.session=" + cookie).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Status.ShouldBe(HttpStatusCode.OK);
        var asked = SendAsync(installation.Issuer, "/health/live", Html, cookies: "cw-identity.session=" + made);
        await held.WaitedForAsync();
        asked.IsCompleted.ShouldBeFalse("the same table tells of a session that there is");
        await held.DisposeAsync();
        (await asked).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_who_comes_back_from_no_sign_in_again_and_again_is_refused()
    {
        var watch = Stopwatch.StartNew();
        var answers = await ManyAsync(400, _ => SendAsync(installation.Web, "/signin-oidc?code=x&state=y", Html, from: "203.0.113.10"));
        answers.Count(answer => answer.Status != HttpStatusCode.TooManyRequests).ShouldBeLessThanOrEqualTo(Allowed(watch));
    }

    [Fact]
    public async Task Pushed_requests_of_strangers_at_the_identity_server_leave_the_workspaces_own_alone()
    {
        var stranger = new Oidc(installation.Issuer) { From = Stranger };
        for (var batch = 0; batch < 40; batch++)
        {
            if ((await ManyAsync(100, async _ => (await stranger.PostAsync("/connect/par", ("client_id", "web"))).Status)).Contains(HttpStatusCode.TooManyRequests))
                break;
        }
        (await stranger.PostAsync("/connect/par", ("client_id", "cli"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        using var newcomer = new Visitor(installation.Web, roaming: true, from: "198.51.100.8");
        (await newcomer.FillSignInAsync(await newcomer.GetAsync("/"), "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + "/");
    }

    [Fact]
    public async Task The_description_of_the_api_is_made_once_and_sent_short()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(installation.Web) };
        using var whole = await http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await whole.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("localhost");

        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var unchanged = await http.SendAsync(again, TestContext.Current.CancellationToken);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await Task.Delay(1100, TestContext.Current.CancellationToken);
        using var later = await http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        later.Content.Headers.LastModified.ShouldBe(whole.Content.Headers.LastModified.ShouldNotBeNull(), "it was made for another call");

        using var shortly = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        shortly.Headers.AcceptEncoding.ParseAdd("br");
        using var compressed = await http.SendAsync(shortly, TestContext.Current.CancellationToken);
        compressed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await compressed.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeLessThan(text.Length / 8);

        using var head = new HttpRequestMessage(HttpMethod.Head, "/openapi/v1.json");
        using var bare = await http.SendAsync(head, TestContext.Current.CancellationToken);
        bare.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bare.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/no-such-address")]
    [InlineData("/files/too/deep/to/be/one")]
    [InlineData("/no-such-style.css")]
    [InlineData("/.env")]
    [InlineData("/wp-login.php?return=/")]
    public async Task An_address_that_is_none_begins_no_sign_in(string path)
    {
        var pushed = await PushedAsync();
        foreach (var accept in new[] { Html, "*/*" })
        {
            var answer = await SendAsync(installation.Web, path, accept, from: "203.0.113.78");
            answer.Status.ShouldBe(HttpStatusCode.NotFound);
            answer.Location.ShouldBeNull();
            answer.Everything.ShouldNotContain("Set-Cookie");
        }
        (await PushedAsync()).ShouldBe(pushed);
        // The same count tells a sign-in that is begun.
        (await BeginAsync("203.0.113.78")).Status.ShouldBe(HttpStatusCode.Found);
        (await PushedAsync()).ShouldBe(pushed + 1);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("169.254.169.254")]
    [InlineData("xn--9v2a.example:5080")]
    public async Task A_foreign_host_name_gets_400_is_not_repeated_and_leaves_no_trace_of_a_fault(string name)
    {
        foreach (var host in new[] { installation.Web, installation.Issuer })
        {
            foreach (var path in new[] { "/", "/api/investigations", "/openapi/v1.json", "/.well-known/openid-configuration", "/sign-in", "/_blazor/negotiate" })
            {
                var answer = await SendAsync(host, path, Html, name: name);
                answer.Status.ShouldBe(HttpStatusCode.BadRequest, path);
                answer.Everything.ShouldNotContain(name.Split(':')[0], Case.Insensitive, path);
            }
            (await SendAsync(host, "/health/live", Html, name: name)).Status.ShouldBe(HttpStatusCode.OK);
        }
        foreach (var host in new[] { "Web", "Identity" })
            Lines(host).ShouldAllBe(line => !line.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_demo_is_reached_by_the_other_names_of_this_machine()
    {
        var port = new Uri(installation.Web).Port;
        var page = await SendAsync(installation.Web, "/search?search=x", Html, name: $"127.0.0.1:{port}");
        page.Status.ShouldBe(HttpStatusCode.Redirect);
        page.Location.ShouldBe(installation.Web + "/search?search=x");
        (await SendAsync(installation.Web, "/api/investigations", "application/json", name: $"127.0.0.1:{port}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(installation.Issuer, "/.well-known/openid-configuration", "application/json", name: $"127.0.0.1:{new Uri(installation.Issuer).Port}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_BLAZOR")]
    public async Task A_page_of_another_origin_opens_no_connection(string path)
    {
        await installation.Administrator.CreateAsync("visited" + path.Count(char.IsUpper), "investigator");
        using var browser = await installation.SignInAsync("visited" + path.Count(char.IsUpper));
        var cookies = browser.Cookies.GetCookieHeader(new Uri(installation.Web));
        (await NegotiateAsync("https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await NegotiateAsync("null")).ShouldBe(HttpStatusCode.Forbidden);
        (await NegotiateAsync(installation.Web)).ShouldBe(HttpStatusCode.OK);
        (await UpgradeAsync("https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await UpgradeAsync(installation.Web)).ShouldBe(HttpStatusCode.SwitchingProtocols);

        async Task<HttpStatusCode> NegotiateAsync(string origin)
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            using var request = new HttpRequestMessage(HttpMethod.Post, installation.Web + path + "/negotiate?negotiateVersion=1");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Cookie", cookies);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        async Task<HttpStatusCode> UpgradeAsync(string origin)
        {
            using var socket = new ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.SetRequestHeader("Origin", origin);
            socket.Options.SetRequestHeader("Cookie", cookies);
            try
            {
                await socket.ConnectAsync(new Uri(installation.Web.Replace("http", "ws", StringComparison.Ordinal) + path), CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // The status says why.
            }
            return socket.HttpStatusCode;
        }
    }

    [Fact]
    public async Task One_person_opens_only_so_many_connections()
    {
        await installation.Administrator.CreateAsync("opening", "investigator");
        using var browser = await installation.SignInAsync("opening");
        var cookies = browser.Cookies.GetCookieHeader(new Uri(installation.Web));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var watch = Stopwatch.StartNew();
        var answers = await ManyAsync(400, async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, installation.Web + "/_blazor/negotiate?negotiateVersion=1&id=x");
            request.Headers.Add("Cookie", cookies);
            request.Headers.Add("Origin", installation.Web);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        });
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(1, Allowed(watch));
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    /// <summary>How many the limit lets through until now: 120 at once, then two a second.</summary>
    private static int Allowed(Stopwatch watch) => 120 + (int)(2 * (watch.Elapsed.TotalSeconds + 2));

    private static async Task<List<T>> ManyAsync<T>(int count, Func<int, Task<T>> send)
    {
        var answers = new T[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => answers[i] = await send(i));
        return [.. answers];
    }

    private async Task<long> PushedAsync()
    {
        await using var connection = new NpgsqlConnection(installation.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(EngineTables.CountPushedRequests, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>As the form of our own page is sent, but for what a browser says of it.</summary>
    private Task<Answer> BeginAsync(string from) => BeginAsync(from, "same-origin", installation.Web);

    private async Task<Answer> BeginAsync(string from, string? site, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, installation.Web + "/sign-in") { Content = new FormUrlEncodedContent([new("return", "/files")]) };
        request.Headers.Add("X-Forwarded-For", from);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await SendAsync(request);
    }

    private List<string> LinesOfWeb() => Lines("Web");

    private List<string> Lines(string host)
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(installation.Installation.DataFolder, "logs", host + ".log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n')];
    }

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private static async Task<Answer> SendAsync(string host, string path, string accept, string? name = null, string? from = null, string? cookies = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, host + path);
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.AcceptEncoding.ParseAdd("br");
        if (name is not null)
            request.Headers.Host = name;
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        return await SendAsync(request);
    }

    private static async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        return new Answer(answer.StatusCode, answer.Headers.Location?.OriginalString, answer.Headers.RetryAfter?.ToString(),
            answer.Headers + "\n" + answer.Content.Headers + "\n" + await answer.Content.ReadAsStringAsync());
    }

    private sealed record Answer(HttpStatusCode Status, string? Location, string? RetryAfter, string Everything);
}
