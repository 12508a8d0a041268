using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Npm;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// Web with an OpenID provider that is not ours, by settings alone: its roles are nested in an object, its units are groups, and its person is no UUID.
/// </summary>
public sealed partial class ForeignIssuerTests
{
    private const string Secret = "a-secret-of-the-foreign-issuer-for-tests";

    /// <summary>Stands on every page that a person with a session opens.</summary>
    private const string OwnPage = "data-count-words";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Roles_of_another_issuer_are_mapped_by_the_table_and_what_it_takes_back_is_gone()
    {
        var ports = Ports.Free();
        var web = $"http://localhost:{ports.Web}";
        await using var issuer = await NodeProgram.StartAsync("foreign-issuer.mjs", JsonSerializer.Serialize(new
        {
            port = ports.PostgreSql,
            web,
            secret = Secret,
            accounts = new Dictionary<string, object>
            {
                ["officer"] = Person("Officer of the foreign issuer", "cf-investigator", "/police/first"),
                ["overseer"] = Person("Overseer of the foreign issuer", "cf-auditor", "/police/oversight"),
                ["both"] = Person("Two roles that nobody holds together", "cf-auditor cf-investigator", "/police/first"),
                ["visitor"] = Person("Role that the table does not know", "investigator", "/police/first"),
                ["program"] = Person("Program of the officer", "cf-investigator", "/police/first", ("acr", "two-factors"), ("auth_time", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())),
                ["lax-program"] = Person("Program without a second factor", "cf-investigator", "/police/first", ("auth_time", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())),
            },
        }));
        var address = await issuer.ReadLineAsync();
        await using var installation = await PostgreSqlFixture.Current.StartInstallationAsync(Settings(address), ports: ports);

        // A person with a role, a second factor and a unit enters, under the name that the issuer says.
        using var officer = new PlainBrowser(web);
        (await officer.SignInAsync("officer", factors: 2)).ShouldContain(OwnPage);
        (await officer.StatusOfAsync("/api/investigations")).ShouldBe(HttpStatusCode.OK);
        (await officer.StatusOfAsync("/api/journal")).ShouldBe(HttpStatusCode.Forbidden);
        await using (var database = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner)))
        await using (var person = database.CreateCommand("select string_agg(name || ' ' || array_to_string(roles, ',') || ' ' || unit, ';') from workspace.person where name like '%foreign%'"))
            (await person.ExecuteScalarAsync()).ShouldBe("Officer of the foreign issuer investigator unit-1");

        // Nobody else does.
        foreach (var (login, factors) in new[] { ("officer", 1), ("both", 2), ("visitor", 2) })
        {
            using var refused = new PlainBrowser(web);
            (await refused.SignInAsync(login, factors)).ShouldContain("no role", Case.Insensitive, $"{login} with {factors} factors");
            (await refused.StatusOfAsync("/api/investigations")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        // A factor used now: the issuer is asked to sign the person in anew, and the session goes on.
        (await officer.StepUpAsync("officer")).ShouldContain(OwnPage);

        // The auditor is told who keeps the accounts.
        using var overseer = new PlainBrowser(web);
        (await overseer.SignInAsync("overseer", factors: 2)).ShouldContain(OwnPage);
        (await overseer.StatusOfAsync("/api/journal")).ShouldBe(HttpStatusCode.OK);
        (await overseer.StatusOfAsync("/api/journal/accounts")).ShouldBe(HttpStatusCode.NotFound);
        (await overseer.StatusOfAsync("/api/journal/accounts/export")).ShouldBe(HttpStatusCode.NotFound);

        // A program's token counts by the same tables.
        (await StatusWithAsync(web, await TokenAsync(issuer, "program"))).ShouldBe(HttpStatusCode.OK);
        (await StatusWithAsync(web, await TokenAsync(issuer, "lax-program"))).ShouldBe(HttpStatusCode.Forbidden);

        // A role that is taken there is gone here with the next renewal.
        await issuer.WriteLineAsync(JsonSerializer.Serialize(new { login = "overseer", claims = Person("Overseer of the foreign issuer", "", "/police/oversight") }));
        (await issuer.ReadLineAsync()).ShouldBe("changed");
        await UntilAsync(async () => await overseer.StatusOfAsync("/api/journal") == HttpStatusCode.Unauthorized);

        // A session that ends there ends here.
        (await officer.StatusOfAsync("/api/investigations")).ShouldBe(HttpStatusCode.OK);
        await officer.EndAtIssuerAsync(address);
        await UntilAsync(async () => await officer.StatusOfAsync("/api/investigations") == HttpStatusCode.Unauthorized);
    }

    private static Dictionary<string, object> Person(string name, string roles, string group, params (string Name, object Value)[] more)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["display"] = name,
            ["realm_access"] = new { roles = roles.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            ["groups"] = new[] { group, "/everybody" },
        };
        foreach (var (claim, value) in more)
            claims[claim] = value;
        return claims;
    }

    private static Dictionary<string, string> Settings(string issuer) => new(StringComparer.Ordinal)
    {
        ["Oidc:Authority"] = issuer,
        ["Oidc:ClientId"] = "case-files",
        ["Oidc:ClientSecret"] = Secret,
        ["Oidc:Scopes:0"] = "openid",
        ["Oidc:Audience"] = "urn:example:case-files",
        ["Oidc:WithoutIntrospection"] = "true",
        ["Oidc:Claims:Name"] = "display",
        ["Oidc:Claims:Roles"] = "realm_access.roles",
        ["Oidc:Claims:RoleTable:0:Value"] = "cf-investigator",
        ["Oidc:Claims:RoleTable:0:Means"] = "investigator",
        ["Oidc:Claims:RoleTable:1:Value"] = "cf-auditor",
        ["Oidc:Claims:RoleTable:1:Means"] = "auditor",
        ["Oidc:Claims:Unit"] = "groups",
        ["Oidc:Claims:UnitTable:0:Value"] = "/police/first",
        ["Oidc:Claims:UnitTable:0:Means"] = "unit-1",
        ["Oidc:Claims:UnitTable:1:Value"] = "/police/oversight",
        ["Oidc:Claims:UnitTable:1:Means"] = "oversight",
        ["Oidc:Claims:SecondFactorValues:0"] = "two-factors",
        ["Oidc:Claims:SecondFactorAsked"] = "two-factors",
    };

    private static async Task<string> TokenAsync(NodeProgram issuer, string login)
    {
        await issuer.WriteLineAsync(JsonSerializer.Serialize(new { token = login }));
        return await issuer.ReadLineAsync();
    }

    private static async Task<HttpStatusCode> StatusWithAsync(string web, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(web) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Add("Purpose", "investigation");
        using var answer = await http.GetAsync(new Uri("/api/investigations", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(250, patience.Token);
    }

    /// <summary>A browser as the foreign issuer sees one: cookies, redirects, forms.</summary>
    private sealed partial class PlainBrowser : IDisposable
    {
        private readonly HttpClient http;
        private string at = "";

        public PlainBrowser(string web)
        {
            http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(web) };
            http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
            http.DefaultRequestHeaders.Add("Purpose", "investigation");
            http.DefaultRequestHeaders.Add("X-CaseWorkspace", "1");
        }

        public async Task<string> SignInAsync(string login, int factors)
        {
            await ReadAsync("/");
            return await LogInAsync(await PostAsync(http.BaseAddress + "sign-in", ("return", "/")), login, factors);
        }

        public async Task<string> StepUpAsync(string login) => await LogInAsync(await ReadAsync("/step-up?returnUrl=/"), login, 2);

        public async Task<string> ReadAsync(string address)
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
            return await TakeAsync(answer);
        }

        public async Task<HttpStatusCode> StatusOfAsync(string path)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }

        /// <summary>Signs out at the issuer itself, whose page asks once more.</summary>
        public async Task EndAtIssuerAsync(string issuer)
        {
            var page = await ReadAsync($"{issuer}/session/end");
            var xsrf = XsrfPattern().Match(page).Groups[1].Value;
            xsrf.ShouldNotBeEmpty(page);
            await PostAsync($"{issuer}/session/end/confirm", ("xsrf", xsrf), ("logout", "yes"));
        }

        public void Dispose() => http.Dispose();

        private async Task<string> LogInAsync(string page, string login, int factors)
        {
            page.ShouldContain("name=\"login\"");
            return await PostAsync(at, ("login", login), ("factors", $"{factors}"));
        }

        private async Task<string> PostAsync(string address, params (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address);
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            request.Headers.Add("Origin", new Uri(address).GetLeftPart(UriPartial.Authority));
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await http.SendAsync(request);
            return await TakeAsync(answer);
        }

        private async Task<string> TakeAsync(HttpResponseMessage answer)
        {
            at = answer.RequestMessage!.RequestUri!.AbsoluteUri;
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        [GeneratedRegex("name=\"xsrf\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
        private static partial Regex XsrfPattern();
    }
}
