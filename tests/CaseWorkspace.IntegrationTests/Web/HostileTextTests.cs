using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>A case full of hostile texts, told once, by people whose very names are hostile.</summary>
public sealed class HostileCase(Workspace workspace) : IAsyncLifetime
{
    public OwnPeople Own { get; } = new(workspace);

    public HostileStory Story { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Own.InitializeAsync();
        Story = new HostileStory(Own.Api, role => Own.NewAsync(role, Story.Text(95)));
        await Story.TellAsync();
    }

    public ValueTask DisposeAsync() => Own.DisposeAsync();
}

/// <summary>Hostile text in every field of every command, then every route, page and export opened: it is text, and nothing else.</summary>
[Collection(SharedWorkspace.Name)]
public sealed partial class HostileTextTests(Workspace workspace, HostileCase hostile) : IClassFixture<HostileCase>
{
    private const string Script = "<script>alert(";

    private HostileStory Story => hostile.Story;

    private Api Api => hostile.Own.Api;

    [Fact]
    public void It_was_tried_in_every_text_of_every_body()
    {
        var texts = RouteTable.All.Where(route => route.Body is not null).SelectMany(route => TextsOf(route.Body!, "").Select(text => $"{route.Name} {text}"));
        string[] inQueries = ["evidence.upload fileName", "request.add-document fileName"];
        texts.Concat(inQueries).Except(Story.Tried).ShouldBeEmpty();
        Story.Kept.Count.ShouldBeGreaterThan(80);
    }

    [Fact]
    public async Task What_was_taken_stands_in_the_events_as_it_was_sent()
    {
        (await workspace.ScalarAsync<string[]>("select coalesce(array_agg(distinct type), '{}') from workspace.mt_events where position(@p1 in data::text) > 0", Story.Mark))
            .ShouldBeEmpty("a text stands in an event in the clear");
        var events = await workspace.ScalarAsync<string[]>("select array_agg(type || ' ' || data::text) from workspace.mt_events");
        var stored = StoredTexts.AllOf(workspace.Installation, events).Where(text => text.Contains(Story.Mark, StringComparison.Ordinal)).Select(text => text.Trim(' ', '\t')).Distinct().ToList();
        Story.Kept.Select(one => one.Text).Except(stored).ShouldBeEmpty();
        stored.Except(Story.Kept.Select(one => one.Text)).ShouldBeEmpty("something was kept in another form than it was sent");
    }

    [Fact]
    public async Task Every_route_shows_it_as_text_to_the_person_who_may_look()
    {
        var standing = AccessCase();
        Account[] cast = [Investigator, Supervisor, OtherSupervisor, Prosecutor, LiaisonFrance, Custodian, Auditor, Story.Asker, Story.Opener];
        var shown = new HashSet<string>();
        foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get && route.Name is not "journal.export"))
        {
            var sample = Sample.Of(route);
            foreach (var thing in ThingsOf(route, sample.On))
            {
                var opened = 0;
                foreach (var account in cast)
                {
                    var reply = await Api.SendAsync(sample.Call(route, standing, account, null, standing.IdOf(thing)));
                    reply.Status.ShouldBeOneOf(200, 403, 404);
                    if (reply.Status == 200)
                    {
                        opened++;
                        Harmless(route, reply, shown);
                    }
                }

                opened.ShouldBeGreaterThan(0, $"nobody sees the {thing} at {route}");
            }
        }

        // Reasons of ended things, and what the auditor found, are read in the events alone.
        shown.Count(text => text.Contains(Story.Mark, StringComparison.Ordinal)).ShouldBeGreaterThan(Story.Kept.Count * 2 / 3);
        foreach (var search in new[] { Story.Mark, "<script>", "=1+1", "\u202E", new string('ა', 500) })
            (await Api.GetAsync(Investigator, $"/api/investigations?search={Uri.EscapeDataString(search)}")).Expect(200);
    }

    [Fact]
    public async Task No_cell_of_an_export_begins_a_formula()
    {
        var path = $"/api/investigations/{Story.File}";
        string[] starts = ["=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\"=", "'", ";"];
        foreach (var start in starts)
        {
            var words = $"{start}1+1;\"{Story.Mark}\",\u2028<script>";
            (await Api.GetAsync(Prosecutor, path, ("Purpose", "other"), ("Purpose-Words", Uri.EscapeDataString(words)))).Expect(200);
        }

        foreach (var name in new[] { "=1+1", "@SUM(1)", "-1", "+1", "\t=1", "a\nb", "\"=1" })
            (await Api.GetAsync(await hostile.Own.NewAsync(Role.Supervisor, name + Story.Mark), path)).Expect(200);

        foreach (var start in starts)
            (await Api.GetAsync(Auditor, $"/api/journal?number={Story.FileNumber}&size=1&name={Uri.EscapeDataString($"{start}1+1;\"{Story.Mark}\",\u202E\u2028<script>")}")).Expect(200);

        var file = (await Api.GetAsync(Auditor, $"/api/journal/export?thing={Story.File}")).Expect(200);
        file.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("text/csv");
        file.Header("Content-Disposition").ShouldNotBeNull().ShouldStartWith("attachment");
        file.Header("X-Content-Type-Options").ShouldBe("nosniff");
        // Of the case itself nothing leaves with the entries but the authorities to which something of it left.
        Story.Kept.Where(one => file.Text.Contains(Marks().Match(one.Text).Value, StringComparison.Ordinal)).Select(one => one.Field).Distinct().ShouldBe(["authority"]);
        using var csv = new CsvParser(new StringReader(Encoding.UTF8.GetString(file.Body).TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture));
        var cells = 0;
        var asked = new List<string>();
        while (await csv.ReadAsync())
        {
            csv.Record!.Length.ShouldBe(21, string.Join('|', csv.Record));
            csv.Record.Where(cell => cell.Length > 0 && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".Contains(cell[0], StringComparison.Ordinal)).ShouldBeEmpty();
            asked.Add(csv.Record[^2]);
            cells += csv.Record.Count(cell => cell.Contains(Story.Mark, StringComparison.Ordinal));
        }

        cells.ShouldBeGreaterThan(2 * starts.Length);
        // What was searched for is there to be read, and turns no line round.
        asked.Count(cell => cell.Contains("1+1;", StringComparison.Ordinal) && cell.Contains("\\u202E", StringComparison.Ordinal)).ShouldBe(starts.Length);
        asked.ShouldAllBe(cell => !cell.Contains('\u202E'));
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ka-GE")]
    public async Task Every_page_answers_an_address_full_of_it_without_a_script(string language)
    {
        var web = workspace.Installation.Web.Address.GetLeftPart(UriPartial.Authority);
        using var browser = new Visitor(web, language, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync("/"), "investigator")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var text = Uri.EscapeDataString($"\"><script>alert('{Story.Mark}')</script>");
        var pages = typeof(CaseWorkspace.Features.AllFeatures).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(route => route.Template).ToList();
        pages.Count.ShouldBeGreaterThan(20);
        foreach (var page in pages)
        {
            foreach (var id in new[] { Story.File, Story.SubFile, Story.Item, Story.Outgoing, Story.Person, Story.Identity, Story.MadeTask, Story.Clock, Story.Occurrence, Story.Protocol, Story.Measure })
            {
                var path = page.Replace("{Id:guid}", id.ToString(), StringComparison.Ordinal).Replace("{File:guid}", id.ToString(), StringComparison.Ordinal)
                    .Replace("{Segment}", text, StringComparison.Ordinal).Replace("{*Rest:nonfile}", text, StringComparison.Ordinal);
                var sheet = await browser.GetAsync($"{path}?search={text}&returnUrl={text}&view={text}");
                ((int)sheet.Status).ShouldBeLessThan(500, path);
                sheet.Html.ShouldNotContain(Script, customMessage: path);
                sheet.Policy.ShouldNotBeNull(path).ShouldMatch("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';", path);
                if (!page.Contains("{Id", StringComparison.Ordinal) && !page.Contains("{File", StringComparison.Ordinal))
                    break;
            }
        }
    }

    private AccessCase AccessCase() => new("hostile", new OpenFile(Story.File, Story.FileNumber, Story.Mark, Investigator, Story.Item, [], Story.Item),
        new OpenRequest(Story.Incoming, Story.Mark, null, Story.Document), new OpenRequest(Story.Outgoing, Story.Mark, null))
    {
        Relations = new Dictionary<(Account, Thing), Relation>(),
        Things = new Dictionary<Thing, Guid>
        {
            [Thing.SubFile] = Story.SubFile, [Thing.SealedItem] = Story.SealedItem, [Thing.SealedRequest] = Story.SealedRequest,
            [Thing.Ask] = Story.Ask, [Thing.Glass] = Story.Glass, [Thing.StandIn] = Story.StandIn, [Thing.Person] = Story.Person, [Thing.SealedPerson] = Story.SealedPerson, [Thing.Identity] = Story.Identity,
            [Thing.Task] = Story.MadeTask, [Thing.SealedTask] = Story.SealedTask, [Thing.Instruction] = Story.Instruction,
            [Thing.Clock] = Story.Clock, [Thing.SealedClock] = Story.SealedClock,
            [Thing.Occurrence] = Story.Occurrence, [Thing.SealedOccurrence] = Story.SealedOccurrence,
            [Thing.Protocol] = Story.Protocol, [Thing.SealedProtocol] = Story.SealedProtocol, [Thing.Measure] = Story.Measure,
        },
    };

    private static Thing[] ThingsOf(Route route, Thing on) => route.Name is "request.download-document" ? [on] : on switch
    {
        Thing.Item => [Thing.Item, Thing.SealedItem],
        Thing.Person => [Thing.Person, Thing.SealedPerson],
        Thing.Task => [Thing.Task, Thing.SealedTask, Thing.Instruction],
        Thing.Clock => [Thing.Clock, Thing.SealedClock],
        Thing.Occurrence => [Thing.Occurrence, Thing.SealedOccurrence],
        Thing.Protocol => [Thing.Protocol, Thing.SealedProtocol],
        Thing.Incoming or Thing.Outgoing => [Thing.Incoming, Thing.Outgoing, Thing.SealedRequest],
        _ => [on],
    };

    /// <summary>JSON whose scripts are written so that no browser could take it for a page, or a file to be kept and never shown.</summary>
    private static void Harmless(Route route, Reply reply, HashSet<string> shown)
    {
        reply.Header("X-Content-Type-Options").ShouldBe("nosniff", $"{route}");
        reply.Headers.ShouldAllBe(header => !header.Contains('\n', StringComparison.Ordinal) && !header.Contains("<script>", StringComparison.Ordinal), $"{route}");
        if (reply.Header("Content-Type")!.StartsWith("application/json", StringComparison.Ordinal))
            shown.UnionWith(Strings(reply.Json));
        else if (reply.Header("Content-Type")!.StartsWith("text/html", StringComparison.Ordinal))
            reply.Text.ShouldNotContain("<script", customMessage: $"{route}");
        else
            reply.Header("Content-Disposition").ShouldNotBeNull($"{route}").ShouldStartWith("attachment");
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.ToString()],
        _ => [],
    };

    [GeneratedRegex("w[0-9a-f]{12}-[0-9]+'", RegexOptions.None, 1000)]
    private static partial Regex Marks();

    /// <summary>The members of a body, and of what it holds, that are texts.</summary>
    private static IEnumerable<string> TextsOf(Type body, string path) => body.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First().GetParameters().SelectMany(member =>
    {
        var place = path + JsonNamingPolicy.CamelCase.ConvertName(member.Name!);
        var type = member.ParameterType.IsArray ? member.ParameterType.GetElementType()! : member.ParameterType;
        return type == typeof(string) ? [place] : type.Assembly == body.Assembly && type.IsClass ? TextsOf(type, place + ".") : [];
    });
}
