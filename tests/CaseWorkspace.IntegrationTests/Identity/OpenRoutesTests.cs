extern alias IdentityProgram;

using System.Net;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;
using Serving = IdentityProgram::CaseWorkspace.Identity.Serving;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What the identity server answers to strangers, written down by hand: a route that is opened without a line here fails.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class OpenRoutesTests(IdentityHost host)
{
    /// <summary>An open route: how it is asked here, what a stranger gets, and why it is open.</summary>
    private sealed record Open(string Route, string Method, string Asked, HttpStatusCode Gets, string Reason);

    private static readonly Open[] Routes =
    [
        new("/sign-in", "GET", "/sign-in", HttpStatusCode.OK, "signing in begins here"),
        new("/second-factor", "GET", "/second-factor", HttpStatusCode.Found, "belongs to signing in; without a right password before, it leads back"),
        new("/second-factor-missing", "GET", "/second-factor-missing", HttpStatusCode.OK, "words alone"),
        new("/recovery-code", "GET", "/recovery-code", HttpStatusCode.Found, "belongs to signing in, likewise"),
        new("/invitation/{secret}", "GET", "/invitation/none", HttpStatusCode.OK, "a person who is invited has no password yet; the secret is the proof"),
        new("/sign-out", "GET", "/sign-out", HttpStatusCode.OK, "a session may have ended already"),
        new("/access-denied", "GET", "/access-denied", HttpStatusCode.OK, "words alone"),
        new("/error", "GET", "/error", HttpStatusCode.NotFound, "words alone, in place of what failed"),
        new("/connect/authorize", "GET", "/connect/authorize", HttpStatusCode.BadRequest, "a client sends people here who are not signed in yet"),
        new("/connect/end-session", "GET", "/connect/end-session", HttpStatusCode.Found, "a client sends people here whose session may have ended"),
        new("/connect/token", "POST", "/connect/token", HttpStatusCode.BadRequest, "clients prove themselves by what they send"),
        new("/connect/userinfo", "GET", "/connect/userinfo", HttpStatusCode.Unauthorized, "a caller proves itself by the token it sends"),
        new("/identity.css", "GET", "/identity.css", HttpStatusCode.OK, "the same for everybody"),
        new("/new-password.js", "GET", "/new-password.js", HttpStatusCode.OK, "the same for everybody; a person who takes an invitation up is not signed in"),
        new("/passkey.js", "GET", "/passkey.js", HttpStatusCode.OK, "the same for everybody; signing in begins with it"),
        new("/icon.svg", "GET", "/icon.svg", HttpStatusCode.OK, "the same for everybody"),
        new("/favicon.ico", "GET", "/favicon.ico", HttpStatusCode.NoContent, "browsers ask for it unasked"),
        new("/language", "GET", "/language?to=ka-GE&back=/sign-in", HttpStatusCode.Found, "chosen before signing in; sets one cookie"),
        new("/health/live", "GET", "/health/live", HttpStatusCode.OK, "asked by the person who watches the process"),
        new("/health/ready", "GET", "/health/ready", HttpStatusCode.OK, "asked by proxies; says one word"),
    ];

    /// <summary>What the protocol engine answers by itself, without a route: as its discovery document tells it.</summary>
    private static readonly Open[] Engine =
    [
        new("authorization_endpoint", "GET", "/connect/authorize", HttpStatusCode.BadRequest, "see above"),
        new("end_session_endpoint", "GET", "/connect/end-session", HttpStatusCode.Found, "see above"),
        new("token_endpoint", "POST", "/connect/token", HttpStatusCode.BadRequest, "see above"),
        new("userinfo_endpoint", "GET", "/connect/userinfo", HttpStatusCode.Unauthorized, "see above"),
        new("pushed_authorization_request_endpoint", "POST", "/connect/par", HttpStatusCode.BadRequest, "clients prove themselves by what they send; limited by address"),
        new("introspection_endpoint", "POST", "/connect/introspection", HttpStatusCode.BadRequest, "answers a client that proves itself"),
        new("revocation_endpoint", "POST", "/connect/revocation", HttpStatusCode.BadRequest, "answers a client that proves itself"),
        new("jwks_uri", "GET", "/.well-known/jwks", HttpStatusCode.OK, "public keys"),
    ];

    [Fact]
    public async Task Every_route_that_is_open_to_strangers_stands_here_with_its_reason_and_answers_them_as_it_says()
    {
        Routed().Where(route => route.IsOpen).Select(route => route.Pattern).ShouldBe(Routes.Select(open => open.Route), ignoreOrder: true);
        Routes.ShouldAllBe(open => open.Reason.Length > 5);
        foreach (var open in Routes)
            await AnswersAsync(open);
    }

    [Fact]
    public async Task What_the_protocol_engine_answers_stands_here_too()
    {
        using var http = new HttpClient();
        var discovery = JsonNode.Parse(await http.GetStringAsync(new Uri(host.Address + "/.well-known/openid-configuration"), TestContext.Current.CancellationToken))!.AsObject();
        discovery.Where(member => member.Key != "issuer" && member.Value is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(host.Address, StringComparison.Ordinal))
            .Select(member => (member.Key, new Uri((string)member.Value!).AbsolutePath)).ShouldBe(Engine.Select(open => (open.Route, open.Asked)), ignoreOrder: true);
        foreach (var open in Engine)
            await AnswersAsync(open);
    }

    /// <summary>Closed by default: what is not written down leads a stranger to signing in, by every method, and nowhere else.</summary>
    [Fact]
    public async Task Every_other_route_leads_a_stranger_to_signing_in()
    {
        var closed = Routed().Where(route => !route.IsOpen).Select(route => route.Pattern).ToList();
        closed.ShouldBe(["/", "/password", "/authenticator", "/sessions", "/people", "/failed-sign-ins", "/consent", "/accounts", "/accounts/new", "/accounts/{id:guid}",
            "/accounts/proposals", "/accounts/proposals/{id:guid}", "/accounts/letters/{id:guid}"], ignoreOrder: true);
        foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "DELETE" })
        {
            foreach (var pattern in closed)
            {
                var (status, location) = await AskAsync(method, pattern.Replace("{id:guid}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal));
                status.ShouldBe(HttpStatusCode.Found, $"{method} {pattern}");
                new Uri(location!, UriKind.RelativeOrAbsolute).ToString().Replace(host.Address, "", StringComparison.Ordinal).ShouldStartWith("/sign-in", Case.Sensitive, $"{method} {pattern}");
            }
        }
        (await AskAsync("GET", "/nowhere")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task AnswersAsync(Open open)
    {
        var (status, location) = await AskAsync(open.Method, open.Asked);
        status.ShouldBe(open.Gets, $"{open.Method} {open.Asked} {location}");
    }

    private async Task<(HttpStatusCode Status, string? Location)> AskAsync(string method, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Address + path);
        if (method is "POST" or "PUT")
            request.Content = new FormUrlEncodedContent([]);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    /// <summary>The routes as the host maps them, without starting it, and whether authorization lets a stranger through.</summary>
    private static List<(string Pattern, bool IsOpen)> Routed()
    {
        var app = Serving.Build(
        [
            "--applicationName=CaseWorkspace.Identity", "--environment=Demo", "--Demo:Enabled=true", "--ConnectionStrings:Identity=Host=localhost",
            "--Identity:Issuer=http://localhost:1", "--Identity:WebOrigin=http://localhost:2",
            $"--Keys:Folder={Path.Combine(PostgreSqlFixture.TestsFolder, "keys-of-no-host")}",
        ], out _);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(route => ("/" + route.RoutePattern.RawText!.TrimStart('/'), IsOpen(route.Metadata)))];
    }

    /// <summary>As the authorization middleware decides: open, where it is said; what says nothing falls to the policy that lets nobody through.</summary>
    private static bool IsOpen(EndpointMetadataCollection route) => route.GetMetadata<IAllowAnonymous>() is not null;
}
