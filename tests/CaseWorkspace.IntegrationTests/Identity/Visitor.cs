using System.Net;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Somebody with a browser: keeps cookies, reads forms, sends them, follows redirects within the host.</summary>
public sealed partial class Visitor : IDisposable
{
    private const string SecondFactor = "/second-factor";
    private const string Consent = "/consent";
    private const string PasskeyForm = "handler=Passkey";

    private readonly HttpClient http;
    private readonly bool roaming;

    /// <param name="address">The host visited.</param>
    /// <param name="language">What the browser prefers.</param>
    /// <param name="roaming">Follows redirections by itself, also from one host to the other, as a browser does.</param>
    /// <param name="from">The address that a proxy says the browser has.</param>
    public Visitor(string address, string language = "en", bool roaming = false, string? from = null)
    {
        Address = address;
        this.roaming = roaming;
        http = new HttpClient(LocalCertificate.Trusting(new SocketsHttpHandler { AllowAutoRedirect = roaming, CookieContainer = Cookies })) { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        if (from is not null)
            http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        // Somebody who roams reads files at the workspace, and says why.
        if (roaming)
            http.DefaultRequestHeaders.Add("Purpose", "investigation");
    }

    public string Address { get; }

    public CookieContainer Cookies { get; } = new();

    public Task<Sheet> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Sheet> PostAsync(string path, params (string Name, string Value)[] fields) =>
        PostFromAsync(new Uri(new Uri(Address), path).GetLeftPart(UriPartial.Authority), path, fields);

    /// <summary>As a page of the origin would have the browser send it.</summary>
    public Task<Sheet> PostFromAsync(string? origin, string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return SendAsync(request);
    }

    /// <summary>Sends the form of a page whose action contains the text, with the fields filled in.</summary>
    public Task<Sheet> SubmitAsync(Sheet sheet, string action, params (string Name, string Value)[] fields) => SubmitFromAsync(null, sheet, action, fields);

    /// <summary>The same, but as if a page of the origin held the form.</summary>
    public async Task<Sheet> SubmitFromAsync(string? origin, Sheet sheet, string action, params (string Name, string Value)[] fields)
    {
        // A passkey's form, which a script fills in, only where it is meant.
        var form = FormPattern().Matches(sheet.Html).FirstOrDefault(match => Target(match).Contains(action, StringComparison.Ordinal)
            && (action == PasskeyForm || !Target(match).Contains(PasskeyForm, StringComparison.Ordinal)));
        form.ShouldNotBeNull($"no form with action {action} in: {sheet.Html}");
        var hidden = HiddenPattern().Matches(form.Groups["body"].Value)
            .Select(match => (WebUtility.HtmlDecode(match.Groups["name"].Value), WebUtility.HtmlDecode(match.Groups["value"].Value)))
            .Where(hidden => fields.All(field => field.Name != hidden.Item1));
        return origin is null ? await PostAsync(Target(form), [.. hidden, .. fields]) : await PostFromAsync(origin, Target(form), [.. hidden, .. fields]);

        string Target(Match match)
        {
            var action = match.Groups["action"].Success ? WebUtility.HtmlDecode(match.Groups["action"].Value) : sheet.Path;
            return roaming ? new Uri(new Uri(sheet.Path), action).AbsoluteUri : action;
        }
    }

    /// <summary>Sends what the page offers no form for: to the page's own address, with the right token of another page's form.</summary>
    public async Task<Sheet> ForgeAsync(Sheet page, string handler, params (string Name, string Value)[] fields)
    {
        var form = await GetAsync("/password");
        var target = page.Path.Split('?')[0] + "?handler=" + handler;
        return await SubmitAsync(form with { Html = form.Html.Replace("<form method=\"post\"", $"<form method=\"post\" action=\"{target}\"", StringComparison.Ordinal) }, target, fields);
    }

    /// <summary>Follows redirects while they stay on this host, and lets a program act as the person who is signed in, as its owner does.</summary>
    public async Task<Sheet> FollowAsync(Sheet sheet)
    {
        sheet = await RedirectedAsync(sheet);
        return sheet.Path.Contains(Consent + "?", StringComparison.Ordinal) && sheet.Status == HttpStatusCode.OK ? await RedirectedAsync(await SubmitAsync(sheet, Consent)) : sheet;
    }

    /// <summary>Follows redirects while they stay on this host, and presses nothing.</summary>
    public async Task<Sheet> RedirectedAsync(Sheet sheet)
    {
        for (var hops = 0; hops < 10 && sheet.Location is { } location && (location.StartsWith('/') || location.StartsWith(Address, StringComparison.Ordinal)); hops++)
            sheet = await GetAsync(location);
        return sheet;
    }

    /// <summary>At the workspace, without a session: as far as the way to the identity server.</summary>
    public async Task<Sheet> LeaveForSignInAsync(string path) => await SubmitAsync(await FollowAsync(await GetAsync(path)), "/sign-in");

    public async Task<Sheet> SignInAsync(string userName, string password = "Demo-2026!") =>
        await FillSignInAsync(await GetAsync("/sign-in"), userName, password);

    /// <summary>Signs in with the password, and where it is asked for with a code of the account's authenticator app.</summary>
    public async Task<Sheet> FillSignInAsync(Sheet signIn, string userName, string password = "Demo-2026!")
    {
        var answer = await FillPasswordAsync(signIn, userName, password);
        var issuer = new Uri(new Uri(Address), signIn.Path).GetLeftPart(UriPartial.Authority);
        var isAsked = roaming ? new Uri(answer.Path).AbsolutePath == SecondFactor : answer.Location?.StartsWith(SecondFactor + "?", StringComparison.Ordinal) is true;
        if (!isAsked || Authenticator.Of(issuer, userName) is not { } app)
            return answer;
        var asked = roaming ? answer : await GetAsync(answer.Location!);
        return await app.GiveAsync(issuer, userName, code => SubmitAsync(asked, SecondFactor, ("Code", code)));
    }

    /// <summary>The password alone; a second factor that is asked for is left to the test.</summary>
    public Task<Sheet> FillPasswordAsync(Sheet signIn, string userName, string password = "Demo-2026!") =>
        SubmitAsync(signIn, "/sign-in", ("UserName", userName), ("Password", password));

    /// <summary>The page that asks for the second factor, after the right password.</summary>
    public async Task<Sheet> AskedForFactorAsync(string userName, string password = "Demo-2026!") =>
        await FollowAsync(await FillPasswordAsync(await GetAsync("/sign-in"), userName, password));

    public void Dispose() => http.Dispose();

    private async Task<Sheet> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await http.SendAsync(request))
        {
            var path = roaming ? answer.RequestMessage!.RequestUri!.AbsoluteUri : request.RequestUri!.OriginalString;
            SecurityHeaders.ShouldBeIn([.. answer.Headers.Concat(answer.Content.Headers).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}"))], $"{path}: {(int)answer.StatusCode}");
            var sheet = new Sheet(path, answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString,
                answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : null);
            // The script of the workspace's own page does it in a browser.
            return roaming && sheet.Html.Contains("data-goes-on", StringComparison.Ordinal) ? await SubmitAsync(sheet, "/sign-in") : sheet;
        }
    }

    [GeneratedRegex("<form method=\"post\"(?:[^>]*action=\"(?<action>[^\"]*)\")?[^>]*>(?<body>.*?)</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input (?:type=\"hidden\" name=\"(?<name>[^\"]*)\"|name=\"(?<name>[^\"]*)\" type=\"hidden\") value=\"(?<value>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex HiddenPattern();
}

/// <summary>An answer.</summary>
public sealed record Sheet(string Path, HttpStatusCode Status, string Html, string? Location, string? Policy)
{
    public string Text => WebUtility.HtmlDecode(Html);
}
