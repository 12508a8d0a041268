using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Json.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// Programs that believe /openapi/v1.json to the letter: one that refuses every answer that is not as declared, and one that a
/// generator wrote.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class ClientTests(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task Every_answer_is_as_its_schema_says()
    {
        var document = await DescriptionAsync();
        var answers = new List<(Route Route, Reply Reply)>();
        foreach (var route in RouteTable.All.Where(route => route.GivesContent is null))
        {
            var sound = await SoundAsync(route);
            if (route.Method == HttpMethod.Get || route.Name is "evidence.verify")
                answers.Add((route, await Api.SendAsync(sound)));
            // And its faults: an unknown parameter, nobody.
            answers.Add((route, (await Api.SendAsync(sound with { Path = sound.Path.Split('?')[0] + "?surplus=1" })).Expect(400)));
            answers.Add((route, (await Api.SendAsync(sound with { As = null })).Expect(401)));
        }

        // What was begun, and what was found damaged.
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        answers.Add((RouteTable.Of("investigation.open"), (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("x"))).Expect(201)));
        answers.Add((RouteTable.Of("evidence.verify"), (await Api.PostAsync(Investigator, file.ItemPath + "/verification")).Expect(200)));
        answers.Add((RouteTable.Of("investigation.view"), (await Api.GetAsync(Investigator, file.Path)).Expect(200)));
        foreach (var (route, reply) in answers.Where(answer => answer.Reply.Body.Length > 0))
        {
            var schema = SchemaOf(document, route, reply.Status);
            var found = JsonSchema.FromText(schema).Evaluate(JsonDocument.Parse(reply.Body).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
            found.IsValid.ShouldBeTrue($"{route} {reply}\n{string.Join('\n', (found.Details ?? []).Where(one => one.Errors is not null).SelectMany(one => one.Errors!.Select(error => $"{one.InstanceLocation} {one.EvaluationPath}: {error.Value}")))}");
        }
    }

    [Fact]
    public async Task A_generated_client_compiles_and_works()
    {
        var described = await OpenApiDocument.FromJsonAsync((await DescriptionAsync()).ToJsonString());
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "WorkspaceClient", ExceptionClass = "WorkspaceProblem", GenerateOptionalParameters = true, UseBaseUrl = false, InjectHttpClient = true,
            CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson, GenerateNullableReferenceTypes = true },
        };
        var client = Compile(new CSharpClientGenerator(described, settings).GenerateFile());
        using var http = new HttpClient { BaseAddress = Api.Address };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {await Api.Tokens.AccessAsync(Investigator)}");
        http.DefaultRequestHeaders.Add("Purpose", "investigation");
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var workspaceClient = Activator.CreateInstance(client, http)!;

        ((string)(await CallAsync("Investigation_view", file.Id)).Number).ShouldBe(file.Number);
        var verified = await CallAsync("Evidence_verify", file.Item);
        ((bool)verified.Sound).ShouldBeTrue();
        ((object?)verified.Fault).ShouldBeNull();
        ((System.Collections.ICollection)(await CallAsync("Investigation_list")).Items).Count.ShouldBeGreaterThan(0);

        async Task<dynamic> CallAsync(string operation, params object[] first)
        {
            var method = client.GetMethods().Where(method => string.Equals(Named(method), operation.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).MinBy(method => method.GetParameters().Length)
                .ShouldNotBeNull($"{operation} of {string.Join(' ', client.GetMethods().Select(one => one.Name))}");
            var arguments = method.GetParameters().Select((parameter, i) => i < first.Length ? first[i] : parameter.HasDefaultValue ? parameter.DefaultValue : null).ToArray();
            var task = (Task)method.Invoke(workspaceClient, arguments)!;
            await task;
            return ((dynamic)task).Result;
        }

        static string Named(MethodInfo method) => method.Name.Replace("_", "", StringComparison.Ordinal).Replace("Async", "", StringComparison.Ordinal);
    }

    private async Task<JsonNode> DescriptionAsync() => (await Api.GetAsync(null, "/openapi/v1.json")).Expect(200).Json;

    /// <summary>The schema of the answer, with all that it refers to.</summary>
    private static string SchemaOf(JsonNode document, Route route, int status)
    {
        var operation = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Single(one => (string?)one.Value!["operationId"] == route.Name).Value!;
        var type = status < 400 ? "application/json" : "application/problem+json";
        var schema = operation["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]!["content"]![type]!["schema"]!.DeepClone().AsObject();
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["components"] = document["components"]!.DeepClone();
        return schema.ToJsonString();
    }

    private static Type Compile(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => !Path.GetFileName(path).StartsWith("CaseWorkspace", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Generated", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(20)));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image).GetType("Generated.WorkspaceClient")!;
    }

    private async Task<Call> SoundAsync(Route route)
    {
        var sample = Sample.Of(route);
        var standing = standings.All[0];
        var account = standing.Cast.First(account => standing.MayDo(account, route, sample.On));
        return sample.Call(route, standing, account, await workspace.VersionAsync(account, standing.IdOf(sample.On)));
    }
}
