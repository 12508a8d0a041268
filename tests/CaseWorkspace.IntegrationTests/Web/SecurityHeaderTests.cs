using System.Net.Http.Headers;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// The security headers on every status of the web host. <see cref="Api"/> checks them on every answer that any test gets,
/// those of 429, 503 and 507 among them.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class SecurityHeaderTests(Workspace workspace)
{
    [Fact]
    public async Task Faults_carry_the_headers_of_good_answers()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var shown = (await workspace.Api.GetAsync(Investigator, file.Path)).Expect(200);
        var seen = shown.Version;
        (int Status, Call Call)[] calls =
        [
            (200, new(HttpMethod.Get, file.Path) { As = Investigator }),
            (200, new(HttpMethod.Get, file.ItemPath + "/content") { As = Investigator }),
            (200, new(HttpMethod.Get, "/openapi/v1.json")),
            (200, new(HttpMethod.Get, "/_content/CaseWorkspace/frame.css")),
            (200, new(HttpMethod.Get, "/health/live")),
            (200, new(HttpMethod.Get, "/signed-out")),
            (302, new(HttpMethod.Get, "/")),
            (304, new(HttpMethod.Get, file.Path) { As = Investigator, Headers = [("If-None-Match", shown.Header("ETag")!)] }),
            (400, new(HttpMethod.Post, "/api/investigations") { As = Investigator, Content = "{"u8.ToArray() }),
            (400, new(HttpMethod.Get, "/api/investigations?size=x") { As = Investigator }),
            (400, new(HttpMethod.Get, "/sign-in-failed")),
            (401, new(HttpMethod.Get, "/api/investigations")),
            (403, new(HttpMethod.Get, "/no-role")),
            (403, new(HttpMethod.Get, "/api/journal") { As = Investigator }),
            (404, new(HttpMethod.Get, "/api/nothing") { As = Investigator }),
            (405, new(HttpMethod.Patch, file.Path) { As = Investigator }),
            (409, new(HttpMethod.Post, file.Path + "/members") { As = Investigator, Body = Bodies.Member(OtherInvestigator), Seen = seen + 7 }),
            (413, new(HttpMethod.Post, "/api/investigations") { As = Investigator, Content = new byte[2 * 1024 * 1024], Headers = [("Expect", "100-continue")] }),
            (415, new(HttpMethod.Post, "/api/investigations") { As = Investigator, Content = "x"u8.ToArray(), ContentType = "text/plain" }),
            (422, new(HttpMethod.Post, "/api/investigations") { As = Investigator, Body = Bodies.Investigation("") .With("title", "") }),
            (428, new(HttpMethod.Post, file.Path + "/members") { As = Investigator, Body = Bodies.Member(OtherInvestigator) }),
        ];
        foreach (var (status, call) in calls)
        {
            var reply = (await workspace.Api.SendAsync(call)).Expect(status);
            SecurityHeaders.ShouldBeIn(reply.Headers, $"{call.Method} {call.Path}: {status}");
            // What only this host's pages hold is kept nowhere; only what is the same for everybody is, and asked about each time.
            var isForEverybody = call.Path.StartsWith("/_content", StringComparison.Ordinal) || call.Path.StartsWith("/openapi", StringComparison.Ordinal);
            reply.Header("Cache-Control").ShouldNotBeNull().ShouldContain(isForEverybody ? "no-cache" : "no-store");
        }
    }
}
