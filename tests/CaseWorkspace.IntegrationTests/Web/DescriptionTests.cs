using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using Microsoft.OpenApi;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>/openapi/v1.json says what the API does. That no answer has another status or other header fields is checked at every call: see <see cref="Api"/>.</summary>
[Collection(SharedWorkspace.Name)]
public sealed partial class DescriptionTests(Workspace workspace)
{
    [Fact]
    public async Task Describes_every_route_and_nothing_else()
    {
        var document = await ReadAsync();
        var described = document["paths"]!.AsObject().Where(path => !IsHealth(path.Key)).SelectMany(path => path.Value!.AsObject().Select(one => $"{one.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')} {(string?)one.Value!["operationId"]}"));
        described.ShouldBe(RouteTable.All.Select(route => $"{route.Method} {Constraint().Replace(route.Pattern, "}")} {route.Name}"), ignoreOrder: true);
        document["paths"]!.AsObject().Select(path => path.Key).Where(IsHealth).ShouldBe([HostOperation.Live, HostOperation.Ready], ignoreOrder: true);
    }

    [Fact]
    public async Task Declares_the_answers_that_each_route_must_be_able_to_give()
    {
        var operations = await OperationsAsync();
        foreach (var route in RouteTable.All)
        {
            var responses = operations[route.Name]["responses"]!.AsObject();
            string[] wanted = [route.NeedsVersion ? "428" : "400", route.NeedsVersion ? "409" : "400", route.Body is null ? "400" : "422", "400", "401", "403", "404", "429", "500", "503"];
            foreach (var status in wanted.Distinct())
            {
                responses.ContainsKey(status).ShouldBeTrue($"{route} does not declare {status}");
            }

            // Every answer that is no success is a problem document; every success has a schema too.
            foreach (var (status, response) in responses.Where(response => response.Key is not "304"))
            {
                var schema = response!["content"]?[status[0] is '2' ? route.GivesContent ?? "application/json" : "application/problem+json"]?["schema"];
                schema.ShouldNotBeNull($"{route} answers {status} without a schema");
                if (status[0] is not '2')
                    ((string?)schema["$ref"]).ShouldBe("#/components/schemas/ProblemDetails", $"{route} {status}");
            }

            responses.Count(response => response.Key.StartsWith('2')).ShouldBe(1, $"{route}");
            responses.ContainsKey("304").ShouldBe(route.Conditional, $"{route}");
            (operations[route.Name]["requestBody"] is not null).ShouldBe(route.Body is not null || route.TakesContent, $"{route}");
        }
    }

    [Fact]
    public async Task Declares_the_header_fields_that_each_route_takes()
    {
        var operations = await OperationsAsync();
        foreach (var route in RouteTable.All)
        {
            string[] wanted =
            [
                "Purpose", "Purpose-Words",
                .. route.NeedsVersion ? ["If-Match, required"] : Array.Empty<string>(),
                .. route.Conditional ? ["If-None-Match"] : Array.Empty<string>(),
                .. route.Method == HttpMethod.Post ? ["Idempotency-Key"] : Array.Empty<string>(),
                .. route.TakesContent ? ["Repr-Digest", "Content-Disposition"] : Array.Empty<string>(),
            ];
            operations[route.Name]["parameters"]!.AsArray().Where(one => (string?)one!["in"] is "header")
                .Select(one => (string)one!["name"]! + ((bool?)one["required"] == true ? ", required" : ""))
                .ShouldBe(wanted, ignoreOrder: true, $"{route}");
        }
    }

    [Fact]
    public async Task Declares_the_header_fields_that_each_answer_carries()
    {
        var operations = await OperationsAsync();
        foreach (var route in RouteTable.All)
        {
            foreach (var (status, response) in operations[route.Name]["responses"]!.AsObject())
            {
                string[] wanted = status switch
                {
                    "200" or "201" =>
                    [
                        .. route.Conditional || route.Method != HttpMethod.Get ? ["ETag"] : Array.Empty<string>(),
                        .. status is "201" ? ["Location"] : Array.Empty<string>(),
                        .. route.TakesContent ? ["Repr-Digest"] : Array.Empty<string>(),
                        .. route.GivesContent is not (null or "text/html") ? ["Content-Disposition"] : Array.Empty<string>(),
                        .. route.GivesContent is "application/octet-stream" ? ["Repr-Digest"] : Array.Empty<string>(),
                    ],
                    "304" => ["ETag"],
                    "401" => ["WWW-Authenticate"],
                    "429" or "503" => ["Retry-After"],
                    _ => [],
                };
                (response!["headers"]?.AsObject().Select(header => header.Key) ?? []).ShouldBe(wanted, ignoreOrder: true, $"{route} {status}");
            }
        }
    }

    [Fact]
    public async Task Describes_how_the_host_is()
    {
        var paths = (await ReadAsync())["paths"]!;
        foreach (var (path, statuses) in new Dictionary<string, string[]> { [HostOperation.Live] = ["200"], [HostOperation.Ready] = ["200", "503"] })
        {
            var get = paths[path]!["get"]!;
            get["responses"]!.AsObject().Select(response => response.Key).ShouldBe(statuses);
            // Empty: it asks for no token, though the whole does.
            get["security"]!.ToJsonString().ShouldBeOneOf("[]", "[{}]");
            var answer = (await workspace.Api.GetAsync(null, path)).Expect(200);
            get["responses"]!["200"]!["content"]!["text/plain"]!["schema"]!["enum"]!.AsArray().Select(one => (string?)one).ShouldContain(answer.Text);
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_schema_is_closed_enough_to_write_a_client()
    {
        var document = await ReadAsync();
        foreach (Match reference in Reference().Matches(document.ToJsonString()))
        {
            var at = reference.Groups["path"].Value.Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step]);
            at.ShouldNotBeNull(reference.Value);
        }

        foreach (var route in RouteTable.All.Where(route => route.Body is not null))
            document["components"]!["schemas"]![route.Body!.Name].ShouldNotBeNull($"{route}: {route.Body.Name}");
        document["components"]!["securitySchemes"]!["bearer"].ShouldNotBeNull();
        // Either the one or the other, whose proof goes with each request.
        document["security"]!.AsArray().Select(way => string.Join(" and ", way!.AsObject().Select(scheme => scheme.Key))).ShouldBe(["bearer", "dpop and dpopProof"]);
        var schemes = document["components"]!["securitySchemes"]!;
        ((string)schemes["dpop"]!["type"]!, (string)schemes["dpop"]!["scheme"]!).ShouldBe(("http", "DPoP"));
        ((string)schemes["dpopProof"]!["type"]!, (string)schemes["dpopProof"]!["in"]!, (string)schemes["dpopProof"]!["name"]!).ShouldBe(("apiKey", "header", "DPoP"));
        foreach (var algorithm in CaseWorkspace.Platform.Hosting.DpopProof.Algorithms)
            ((string)schemes["dpopProof"]!["description"]!).ShouldContain(algorithm);
    }

    /// <summary>What linters of descriptions ask for: a reader and its rules first, then what makes a description fit to be read by people.</summary>
    [Fact]
    public async Task Holds_to_the_rules_of_a_linter()
    {
        var text = (await workspace.Api.GetAsync(null, "/openapi/v1.json")).Expect(200).Text;
        var read = OpenApiDocument.Parse(text, "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
        read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()).ShouldBeEmpty();

        var document = JsonNode.Parse(text)!;
        document["info"]!["license"].ShouldNotBeNull();
        var tags = document["tags"]!.AsArray().ToDictionary(tag => (string)tag!["name"]!, tag => (string?)tag!["description"]);
        tags.Values.ShouldAllBe(words => !string.IsNullOrWhiteSpace(words));
        var summaries = new List<string>();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            path.ShouldNotEndWith("/");
            foreach (var (method, operation) in methods!.AsObject())
            {
                var what = $"{method} {path}";
                summaries.Add(((string?)operation!["summary"]).ShouldNotBeNull(what));
                summaries[^1].ShouldNotStartWith("operation.", Case.Sensitive, what);
                operation["operationId"].ShouldNotBeNull(what);
                operation["tags"]!.AsArray().Select(tag => (string)tag!).ShouldAllBe(tag => tags.ContainsKey(tag), what);
                operation["responses"]!.AsObject().Select(answer => answer.Key).ShouldContain(status => status.StartsWith('2'), what);
                operation["responses"]!.AsObject().Select(answer => (string?)answer.Value!["description"]).ShouldAllBe(words => !string.IsNullOrWhiteSpace(words), what);
                var parameters = operation["parameters"]?.AsArray() ?? [];
                parameters.Select(one => (string?)one!["in"] + " " + (string?)one["name"]).ShouldBeUnique(what);
                parameters.ShouldAllBe(one => one!["schema"] != null, what);
                parameters.Where(one => (string?)one!["in"] is "path").Select(one => (string)one!["name"]!).ShouldBe(Parameter().Matches(path).Select(match => match.Groups["name"].Value), ignoreOrder: true, what);
            }
        }

        summaries.ShouldBeUnique();
        var referred = Reference().Matches(document.ToJsonString()).Select(match => match.Groups["path"].Value).ToHashSet();
        document["components"]!["schemas"]!.AsObject().Select(schema => $"components/schemas/{schema.Key}").Where(schema => !referred.Contains(schema)).ShouldBeEmpty("described and never used");
        // What may be null is so in one branch alone: a strict program refuses what fits two branches of oneOf.
        foreach (var either in Nodes(document).OfType<JsonObject>().Where(node => node["oneOf"] is JsonArray))
            either["oneOf"]!.AsArray().Count(branch => TakesNull(document, branch!)).ShouldBeLessThan(2, either.ToJsonString());
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Nodes(member.Value)).Prepend(node),
        JsonArray items => items.SelectMany(Nodes).Prepend(node),
        _ => [],
    };

    private static bool TakesNull(JsonNode document, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? TakesNull(document, reference[2..].Split('/').Aggregate(document, (node, step) => node[step]!))
        : schema["enum"] is JsonArray values ? values.Any(value => value is null)
        : schema["type"] switch
        {
            JsonArray types => types.Any(type => (string?)type is "null"),
            JsonValue type => (string?)type is "null",
            _ => true,
        };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    private async Task<Dictionary<string, JsonNode>> OperationsAsync() =>
        (await ReadAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).ToDictionary(one => (string)one.Value!["operationId"]!, one => one.Value!);

    private static bool IsHealth(string path) => path.StartsWith("/health", StringComparison.Ordinal);

    private async Task<JsonNode> ReadAsync() => (await workspace.Api.GetAsync(null, "/openapi/v1.json")).Expect(200).Json;

    [GeneratedRegex(@":guid\}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex("\"\\$ref\":\"#/(?<path>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
