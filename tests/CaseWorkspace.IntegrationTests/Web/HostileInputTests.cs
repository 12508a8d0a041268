using System.Text;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// Everything that can be wrong with a call, for every route of the table: it is answered with a problem document that names
/// the field, changes nothing, and leaves nothing of what was sent in any log.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class HostileInputTests(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH"];

    private readonly string marker = "hostile" + Scenario.NewWord();

    public static TheoryData<string> Bodied => [.. RouteTable.All.Where(route => route.Body is not null).Select(route => route.Name)];

    public static TheoryData<string> Readers => [.. RouteTable.All.Where(route => route.Method == HttpMethod.Get && !route.Rules.Any(rule => rule.StepUp)).Select(route => route.Name)];

    public static TheoryData<string> Routes => [.. RouteTable.All.Select(route => route.Name)];

    private Api Api => workspace.Api;

    [Theory]
    [MemberData(nameof(Bodied))]
    public async Task A_faulty_body_is_told_its_fault_and_changes_nothing(string name)
    {
        var sound = await SoundAsync(RouteTable.Of(name));
        var before = await workspace.EventsAsync();
        var faults = new List<string>();
        foreach (var hostile in HostileBody.Of((JsonObject)sound.Body!, RouteTable.Of(name).Body!, marker))
        {
            var reply = await Api.SendAsync(sound with { Body = null, Content = Encoding.UTF8.GetBytes(hostile.Json) });
            var named = reply.Status is 400 or 422 && reply.Problem is not null
                && (hostile.Field is null || reply.Fields.Any(field => field.Contains(hostile.Field, StringComparison.Ordinal)));
            if (!named || reply.Text.Contains(marker, StringComparison.Ordinal))
                faults.Add($"{hostile.What}: {reply.Status} {reply.Text}");
        }

        faults.ShouldBeEmpty();
        (await workspace.EventsAsync()).ShouldBe(before);
        await NothingLoggedAsync();
    }

    [Theory]
    [MemberData(nameof(Bodied))]
    public async Task A_body_of_the_wrong_type_or_size_is_not_read(string name)
    {
        var sound = await SoundAsync(RouteTable.Of(name));
        var text = ((JsonObject)sound.Body!).ToJsonString();
        var before = await workspace.EventsAsync();
        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", null })
            (await Api.SendAsync(sound with { Body = null, Content = Encoding.UTF8.GetBytes(text), ContentType = type })).Expect(415, "media-type");
        // Asked whether it may come, as programs do with large bodies; a person who sends it unasked may find the connection closed.
        (await Api.SendAsync(sound with
        {
            Body = null, Content = Encoding.UTF8.GetBytes(text + new string(' ', 2 * 1024 * 1024)), Headers = [("Expect", "100-continue")],
        })).Expect(413, "too-large");
        (await Api.SendAsync(sound with { Body = null, Content = [.. Encoding.UTF8.GetBytes(text[..^1]), 0xff, 0xfe, (byte)'}'] })).Expect(400, "bad-json");
        (await workspace.EventsAsync()).ShouldBe(before);
    }

    private static readonly int[] Told = [200, 400, 422];

    // A thing that is not there is answered like one that is not open.
    private static readonly int[] OfAThing = [.. Told, 404];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_faulty_query_is_told_its_fault_or_finds_nothing(string name)
    {
        var route = RouteTable.Of(name);
        var sound = await SoundAsync(route);
        string[] names = ["search", "cursor", "size", "kind", "direction", "order", "view", "role", "person", "thing", "denied"];
        string[] values =
        [
            marker, marker + "%00", "%00", "%ff%fe", "%ed%a0%80", "'%20or%201=1--", "%25", "-1", "0", "99999999999999999999", "1e9", "infinity~x",
            $"infinity~{Guid.CreateVersion7()}", "9999-12-31T23:59:59.9999999Z~" + Guid.CreateVersion7(), "0001-01-01~" + Guid.Empty, "~~", "a:*%26!b",
            Guid.Empty.ToString(), "", new string('a', 6000), string.Concat(Enumerable.Repeat(marker + "%20", 200)),
        ];
        foreach (var parameter in names)
        {
            foreach (var value in values)
            {
                // With what the route cannot do without.
                var needed = sound.Path.Contains("?at=", StringComparison.Ordinal) || sound.Path.Contains("?number=", StringComparison.Ordinal)
                    ? sound.Path + '&' : sound.Path.Split('?')[0] + '?';
                var reply = await Api.SendAsync(sound with { Path = $"{needed}{parameter}={value}" });
                if (reply.Problem is "second-factor-needed" && route.Rules.Any(rule => rule.StepUp))
                    continue;
                // What cannot be read is said; what is no word finds nothing.
                reply.Status.ShouldBeOneOf(route.AsksIds.Contains(parameter) ? OfAThing : Told);
                if (route.Asks.Contains(parameter) && parameter is "cursor" or "role" or "direction" or "order" or "view" && value is "-1" or "~~" or "%25")
                    reply.Status.ShouldBe(400, $"{parameter}={value}");
                if (reply.Status != 200)
                {
                    reply.Problem.ShouldNotBeNull();
                    if (reply.Status != 404)
                        reply.Fields.ShouldContain(parameter, $"{parameter}={value}: {reply.Text}");
                    reply.Text.ShouldNotContain(marker);
                }
            }
        }

        await NothingLoggedAsync();
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_query_is_read_whole_or_refused_with_its_parameter(string name)
    {
        var route = RouteTable.Of(name);
        var sound = await SoundAsync(route);
        var bare = sound.Path.Split('?')[0];
        await RefusedAsync("surplus=1", "surplus");
        await RefusedAsync("Operation=1&surplus=", "surplus");
        foreach (var time in route.AsksTimes)
        {
            foreach (var wrong in HostileBody.Times.Where(wrong => wrong.Length > 0))
                ((string)(await RefusedAsync($"{time}={Uri.EscapeDataString(wrong)}", time)).Json["errors"]![time]![0]!).ShouldContain("2026-11-20T10:00:00+04:00", Case.Sensitive, "how to write it is said");
            await RefusedAsync($"{time}=2026-11-20T10:00:00Z&{time}=2026-11-21T10:00:00Z", time);
            // The plus sign of an offset is a blank in an address.
            await RefusedAsync($"{time}=2026-11-20T10:00:00+04:00", time);
        }

        if (route.Asks.Contains("size"))
        {
            foreach (var size in new[] { "0", "-1", "201", "1000", "x", "1.5", "1&size=2" })
                await RefusedAsync("size=" + size, "size");
        }

        async Task<Reply> RefusedAsync(string query, string field)
        {
            var reply = (await Api.SendAsync(sound with { Path = $"{bare}?{query}" })).Expect(400, "bad-request");
            reply.Fields.ShouldContain(field, $"{route} {query}: {reply.Text}");
            return reply;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task An_id_that_is_none_is_like_one_that_is_missing(string name)
    {
        var route = RouteTable.Of(name);
        // A list that the role alone opens is empty for a thing that does not exist.
        if (!route.ConcernsThing || (route.Method == HttpMethod.Get && route.Rules.All(rule => rule.Relations.Count == 0)))
            return;
        var sound = await SoundAsync(route);
        var id = sound.Path.Split('/')[3].Split('?')[0];
        foreach (var bad in new[] { "0", marker, "%2e%2e%2f", id[..^1], id + "0", id[..^1] + "g", "'", new string('1', 3000) })
        {
            var reply = await Api.SendAsync(sound with { Path = sound.Path.Replace(id, bad, StringComparison.Ordinal) });
            reply.Status.ShouldBeOneOf(404, 405);
            reply.Problem.ShouldNotBeNull();
        }

        // The server itself refuses to read such a line.
        (await Api.SendAsync(sound with { Path = sound.Path.Replace(id, "%00", StringComparison.Ordinal) })).Expect(400);
        (await Api.SendAsync(sound with { Path = sound.Path.Replace(id, Guid.Empty.ToString(), StringComparison.Ordinal) })).Expect(404, "not-found");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_method_that_the_address_does_not_take_is_refused_with_those_it_does(string name)
    {
        var route = RouteTable.Of(name);
        var sound = await SoundAsync(route);
        var taken = RouteTable.All.Where(other => Regular(other) == Regular(route)).SelectMany(other => other.Method == HttpMethod.Get ? ["GET", "HEAD"] : new[] { other.Method.Method }).ToHashSet();
        var before = await workspace.EventsAsync();
        foreach (var method in Methods.Where(method => !taken.Contains(method)))
        {
            var reply = (await Api.SendAsync(sound with { Method = HttpMethod.Parse(method) })).Expect(405, "method-not-allowed");
            reply.Headers.Where(header => header.StartsWith("Allow: ", StringComparison.Ordinal)).Select(header => header["Allow: ".Length..]).ShouldBe(taken, ignoreOrder: true);
            (await Api.SendAsync(sound with { Method = HttpMethod.Parse(method), As = null })).Expect(401);
        }

        (await workspace.EventsAsync()).ShouldBe(before);

        static string Regular(Route route) => System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", "{}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Text_of_every_script_and_direction_comes_back_as_it_was_sent()
    {
        string[] texts =
        [
            "საქმე №1 „ზღვა“", "\u202Eabc\u202C \u200F", "<script>alert(1)</script>", "'; drop table workspace.mt_events; --", "{{7*7}} ${7*7} %s",
            "👮🏽‍♀️ \uFFFD \uFEFF", "a\u0301", "a\r\n\tb", "\\u0000", "=cmd|' /C calc'!A0", "ﷺ", new string('ა', 200),
        ];
        foreach (var text in texts)
        {
            var body = Bodies.Investigation(marker);
            body["title"] = text;
            body["summary"] = text;
            var id = (await Api.PostAsync(Investigator, "/api/investigations", body)).Expect(201).Id;
            (await Api.PostAsync(Investigator, $"/api/investigations/{id}/notes", new { text })).Expect(200);
            var seen = (await Api.GetAsync(Investigator, $"/api/investigations/{id}")).Expect(200).Json;
            ((string)seen["title"]!).ShouldBe(text.Trim());
            ((string)seen["summary"]!).ShouldBe(text.Trim());
            var note = (await Api.GetAsync(Investigator, $"/api/investigations/{id}/timeline?kind=note-added")).Json["items"]![0]!;
            ((string)note["details"]!["text"]!).ShouldBe(text.Trim());
        }

        await NothingLoggedAsync();
    }

    [Theory]
    [InlineData("en-GB", "The body cannot be read")]
    [InlineData("ka-GE", "მოთხოვნის ტექსტი ვერ იკითხება")]
    [InlineData("de, *;q=0.1", "The body cannot be read")]
    public async Task Problems_speak_the_readers_language_and_keep_their_type(string language, string title)
    {
        var unread = await SendAsync(new { title = 1 });
        unread.Expect(400, "bad-json").Fields.ShouldBe(["title"]);
        ((string)unread.Json["title"]!).ShouldBe(title);
        ((string)unread.Json["detail"]!).ShouldContain("/openapi/v1.json");
        unread.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");

        var faulty = await SendAsync(new JsonObject { ["title"] = "", ["offenceForms"] = new JsonArray(), ["countries"] = new JsonArray("XX"), ["summary"] = "" });
        faulty.Expect(422, "invalid").Fields.ShouldBe(["title", "offenceForms", "countries"], ignoreOrder: true);

        Task<Reply> SendAsync(object body) => Api.SendAsync(new Call(HttpMethod.Post, "/api/investigations")
        {
            As = Investigator, Body = body, Headers = [("Accept-Language", language)],
        });
    }

    [Fact]
    public async Task No_log_names_a_person_or_holds_a_token()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        (await Api.GetAsync(LiaisonFrance, file.Path)).Expect(404);
        var logs = await workspace.LogsAsync();
        foreach (var name in new[] { OtherInvestigator, OtherSupervisor, LiaisonFrance, LiaisonSpain })
            logs.ShouldNotContain(name.Name);
        logs.ShouldNotContain("Demo-2026!");
        logs.ShouldNotContain("eyJ", Case.Sensitive);
        logs.ShouldNotContain(file.Word);
        logs.ShouldNotContain(file.Number);
    }

    /// <summary>The sound call by somebody who may, having seen the present version.</summary>
    private async Task<Call> SoundAsync(Route route)
    {
        var sample = Sample.Of(route);
        var standing = standings.All[0];
        var account = standing.Cast.First(account => standing.MayDo(account, route, sample.On));
        return sample.Call(route, standing, account, await workspace.VersionAsync(account, standing.IdOf(sample.On)));
    }

    private async Task NothingLoggedAsync() => (await workspace.LogsAsync()).Contains(marker, StringComparison.Ordinal).ShouldBeFalse("what was sent stands in a log");
}
