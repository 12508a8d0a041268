using System.Text;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>Header fields and methods mean what RFC 9110 says they mean, however they are written.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class HttpTests(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    private Api Api => workspace.Api;

    [Theory]
    [InlineData("application/json", 201)]
    [InlineData("application/json; charset=utf-8", 201)]
    [InlineData("application/json; charset=\"utf-8\"", 201)]
    [InlineData("application/json;charset=UTF8", 201)]
    [InlineData("Application/JSON ; Charset=\"Utf8\"", 201)]
    [InlineData("application/json; charset=windows-1251", 415)]
    [InlineData("application/json; charset=\"windows-1251\"", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=\"\"", 415)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("application/json; charset", 415)]
    [InlineData("application/json; charset=utf-8; charset=utf-16", 415)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("application/json;", 201)]
    public async Task A_body_says_that_it_is_utf_8_or_nothing(string type, int status)
    {
        var reply = await Api.SendAsync(new Call(HttpMethod.Post, "/api/investigations")
        {
            As = Investigator, Content = Encoding.UTF8.GetBytes(Bodies.Investigation("ზღვა").ToJsonString()), ContentType = null, Headers = [("Content-Type", type)],
        });
        reply.Expect(status);
        if (status == 415)
            reply.Text.ShouldContain("application/json");
        else
            ((string)(await Api.GetAsync(Investigator, $"/api/investigations/{reply.Id}")).Json["title"]!).ShouldContain("ზღვა");
    }

    [Fact]
    public async Task A_person_who_holds_the_present_version_is_told_so_however_it_is_asked()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var present = (await Api.GetAsync(Investigator, file.Path)).Expect(200);
        var (version, tag) = (present.Version, present.Header("ETag")!);
        foreach (var held in new[] { tag, $"W/{tag}", $"\"0\", {tag}", $"\"x\",W/{tag} , \"y\"", "*" })
        {
            var reply = (await Api.GetAsync(Investigator, file.Path, ("If-None-Match", held))).Expect(304);
            reply.Body.ShouldBeEmpty(held);
            reply.Header("ETag").ShouldBe(tag, held);
        }

        foreach (var other in new[] { "\"0\"", "W/\"0\"", $"{version}", $"'{version}'", "", $"\"{version}", "\"**\"", $"\"0\", \"{version}0\"", $"\"{version}\"", tag.Replace(version + "-", version + "0-", StringComparison.Ordinal) })
            (await Api.GetAsync(Investigator, file.Path, ("If-None-Match", other))).Expect(200);
    }

    [Fact]
    public async Task A_change_rests_on_the_one_version_that_was_seen()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var version = await Api.VersionAsync(Investigator, file.Path);
        foreach (var seen in new[] { "*", $"W/\"{version}\"", $"\"{version}\", \"{version + 1}\"", $"{version}", "\"\"", "\"x\"", $"\"-{version}\"", "" })
            (await AddAsync(seen)).Expect(428, "version-needed");
        (await AddAsync($"\"{version + 1}\"")).Expect(409, "stale");
        (await AddAsync($" \"{version}\" ")).Expect(200);

        Task<Reply> AddAsync(string seen) => Api.SendAsync(new Call(HttpMethod.Post, file.Path + "/members")
        {
            As = Investigator, Body = Bodies.Member(OtherInvestigator), Headers = [("If-Match", seen)],
        });
    }

    [Theory]
    [InlineData("other", "%F0%9F%91%AE%F0%9F%8F%BD%20%E1%83%A1%E1%83%90%E1%83%A5%E1%83%9B%E1%83%94", "👮🏽 საქმე")]
    [InlineData("other", "👮🏽 საქმე", "👮🏽 საქმე")]
    [InlineData("other", "Complaint of the owner, 100%25", "Complaint of the owner, 100%")]
    [InlineData("investigation", "caf%c3%a9", "café")]
    public async Task A_purpose_in_words_of_any_script_is_kept_as_it_was_stated(string purpose, string sent, string kept)
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.GetAsync(Supervisor, file.Path, ("Purpose", purpose), ("Purpose-Words", sent))).Expect(200);
        (await workspace.ScalarAsync<string>("select words from journal.entry where thing = @p1 and actor = @p2 and operation = 'investigation.view'", file.Id, Supervisor.Id)).ShouldBe(kept);
    }

    [Theory]
    [InlineData("other", "%E1%83", "Purpose-Words", "percent-encoded")]
    [InlineData("other", "%ED%A0%80", "Purpose-Words", "percent-encoded")]
    [InlineData("other", "100%", "Purpose-Words", "%25")]
    [InlineData("other", "a%0Ab", "Purpose-Words", "control characters")]
    [InlineData("other", "%E2%80%8B", "Purpose-Words", "in words")]
    [InlineData("other", null, "Purpose-Words", "in words")]
    [InlineData("curiosity", null, "Purpose", "list purpose")]
    [InlineData("", "words alone", "Purpose", "list purpose")]
    public async Task A_purpose_that_cannot_be_kept_is_told_its_header_and_how_to_mend_it(string purpose, string? words, string field, string says)
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var reply = (await Api.GetAsync(Supervisor, file.Path, words is null ? [("Purpose", purpose)] : [("Purpose", purpose), ("Purpose-Words", words)])).Expect(400, "bad-purpose");
        reply.Fields.ShouldBe([field]);
        reply.Text.ShouldContain(says);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where thing = @p1 and actor = @p2", file.Id, Supervisor.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_code_that_a_filter_does_not_know_is_refused_with_its_field()
    {
        string[] codes = ["role", "kind", "operation", "processing", "direction", "order", "view"];
        foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get))
        {
            foreach (var code in route.Asks.Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName).Intersect(codes))
            {
                foreach (var wrong in new[] { "nope", "Investigation.View", "%20", "investigation", "%E1%83%90" })
                {
                    var query = route.Name is "request.list" && code is not "view" ? "view=all&" : "";
                    var sound = await SoundAsync(route);
                    var reply = (await Api.SendAsync(sound with { Path = $"{sound.Path.Split('?')[0]}?{query}{code}={wrong}" }));
                    if (reply.Problem is "second-factor-needed")
                        continue;
                    reply.Expect(400, "bad-request").Fields.ShouldBe([code], $"{route} {code}={wrong}: {reply.Text}");
                }
            }
        }
    }

    [Fact]
    public async Task Head_is_served_wherever_get_is_with_the_same_headers_and_no_body()
    {
        foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get))
        {
            var sound = await SoundAsync(route);
            await SameAsync(sound, route.ToString());
            await SameAsync(sound with { As = null }, $"{route} by nobody");
        }

        foreach (var path in new[] { "/", "/files", "/signed-out", "/no-role", "/sign-in", "/language/ka-GE", "/openapi/v1.json", "/_content/CaseWorkspace/frame.css", "/health/live", "/health/ready" })
            await SameAsync(new Call(HttpMethod.Get, path), path);

        async Task SameAsync(Call call, string what)
        {
            var get = await Api.SendAsync(call);
            var head = await Api.SendAsync(call with { Method = HttpMethod.Head });
            head.Status.ShouldBe(get.Status, what);
            head.Body.ShouldBeEmpty(what);
            Names(head).ShouldBe(Names(get), what);
        }

        // What only tells how long a body is, or is another each time.
        static IEnumerable<string> Names(Reply reply) => reply.Headers
            .Where(header => !header.StartsWith("Date:", StringComparison.Ordinal) && !header.StartsWith("Content-Length:", StringComparison.Ordinal)
                && !header.StartsWith("Transfer-Encoding:", StringComparison.Ordinal) && !header.StartsWith("Set-Cookie:", StringComparison.Ordinal) && !header.StartsWith("Location:", StringComparison.Ordinal))
            .Select(header => header.Split(':')[0]).Distinct(StringComparer.Ordinal);
    }

    [Fact]
    public async Task No_address_takes_a_text_that_is_kept()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var member = $"{file.Path}/members/{OtherInvestigator.Id}";
        (await Api.SendAsync(new Call(HttpMethod.Delete, member + "?reason=moved") { As = Investigator, Seen = await Api.VersionAsync(Investigator, file.Path) })).Expect(404);
        (await Api.SendAsync(new Call(HttpMethod.Post, member + "/removal?reason=moved") { As = Investigator, Body = Bodies.Reason(), Seen = await Api.VersionAsync(Investigator, file.Path) })).Expect(400).Fields.ShouldBe(["reason"]);
        (await Api.PostAsync(Investigator, member + "/removal", new { reason = "moved to another unit" }, await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await Api.GetAsync(Investigator, file.Path + "/timeline?kind=member-removed")).Expect(200).Text.ShouldContain("moved to another unit");
        // The names of files can come in a header; nothing else that is kept stands in a query.
        RouteTable.All.Where(route => route.Method != HttpMethod.Get).SelectMany(route => route.Asks).Except(["id", "file", "person", "document", "fact", "qualification", "representative", "entry", "subFile", "fileName", "asIs"])
            .Where(name => !(name is "body" or "commands" or "request" or "content" or "vault" or "documents" or "aborted" or "http")).ShouldBeEmpty();
    }

    /// <summary>The sound call by somebody who may.</summary>
    private async Task<Call> SoundAsync(Route route)
    {
        var sample = Sample.Of(route);
        var standing = standings.All[0];
        var account = standing.Cast.First(account => standing.MayDo(account, route, sample.On));
        return sample.Call(route, standing, account, await workspace.VersionAsync(account, standing.IdOf(sample.On)));
    }
}
