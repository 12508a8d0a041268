using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>/openapi/v1.json says what the API does. That no answer has another status is checked at every call: see <see cref="Api"/>.</summary>
[Collection(SharedWorkspace.Name)]
public sealed partial class DescriptionTests(Workspace workspace)
{
    [Fact]
    public async Task Describes_every_route_and_nothing_else()
    {
        var paths = (await ReadAsync())["paths"]!.AsObject();
        var described = paths.SelectMany(path => path.Value!.AsObject().Select(one => $"{one.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')} {(string?)one.Value!["operationId"]}"));
        described.ShouldBe(RouteTable.All.Select(route => $"{route.Method} {Constraint().Replace(route.Pattern, "}")} {route.Name}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Declares_the_answers_that_each_route_must_be_able_to_give()
    {
        var operations = (await ReadAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .ToDictionary(one => (string)one.Value!["operationId"]!, one => one.Value!);
        foreach (var route in RouteTable.All)
        {
            var responses = operations[route.Name]["responses"]!.AsObject();
            string[] wanted = [route.NeedsVersion ? "428" : "400", route.NeedsVersion ? "409" : "400", route.Body is null ? "400" : "422", "400", "401", "403", "404", "429"];
            foreach (var status in wanted.Distinct())
            {
                responses.ContainsKey(status).ShouldBeTrue($"{route} does not declare {status}");
                responses[status]!["content"]!["application/problem+json"].ShouldNotBeNull($"{route} answers {status} with something else than a problem document");
            }

            responses.Count(response => response.Key.StartsWith('2')).ShouldBe(1, $"{route}");
            (operations[route.Name]["requestBody"] is not null).ShouldBe(route.Body is not null || route.Name is "evidence.upload" or "request.add-document", $"{route}");
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
        document["security"]!.AsArray().Single()!["bearer"].ShouldNotBeNull();
    }

    private async Task<JsonNode> ReadAsync() => (await workspace.Api.GetAsync(null, "/openapi/v1.json")).Expect(200).Json;

    [GeneratedRegex(@":guid\}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex("\"\\$ref\":\"#/(?<path>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
