using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>A route of the API, as the host maps it.</summary>
/// <param name="Name">The operation's name, which is the route's own.</param>
/// <param name="Body">The type of the JSON body; null where there is none.</param>
public sealed partial record Route(string Name, HttpMethod Method, string Pattern, Operation Operation, bool NeedsVersion, Type? Body)
{
    /// <summary>Whether the path names a thing: then what is forbidden must look like what is missing.</summary>
    public bool ConcernsThing => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether the body is content: bytes of any type.</summary>
    public bool TakesContent { get; init; }

    /// <summary>The type of the answer's body, where it is content; null: it is JSON.</summary>
    public string? GivesContent { get; init; }

    /// <summary>Whether the person who holds the present version is answered 304.</summary>
    public bool Conditional { get; init; }

    /// <summary>The parameters of the query.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>Those of them that are ids.</summary>
    public IReadOnlyList<string> AsksIds { get; init; } = [];

    /// <summary>Those of them that are times.</summary>
    public IReadOnlyList<string> AsksTimes { get; init; } = [];

    /// <summary>The rows of the policy for the route.</summary>
    public IReadOnlyList<Rule> Rules => [.. AllFeatures.Rules.Where(rule => rule.Operation.Name == Operation.Name)];

    /// <summary>A sound cursor of the route's list, in which the id stands wherever one can.</summary>
    /// <param name="id">The id.</param>
    /// <param name="query">What is asked for beside: a route may have more than one list.</param>
    public string CursorAt(Guid id, string query = "") =>
        Asks.Contains("kind") ? $"4611686018427387904~{id}"
        : Name is "deadline.list-notices" ? "4611686018427387904"
        : (Asks.Contains("view") && !query.Contains("view=all", StringComparison.Ordinal)) || Asks.Contains("role")
            || Name.StartsWith("deadline.", StringComparison.Ordinal) || (Name is "task.list-of-file" && !query.Contains("state=closed", StringComparison.Ordinal)) ? $"infinity~{id}"
        : Name.StartsWith("journal.", StringComparison.Ordinal) ? $"2199-01-01T00:00:00Z~{id}"
        : Name.EndsWith("-standing", StringComparison.Ordinal) || Name is "occurrence.list-of-file" ? $"2026-01-01T00:00:00Z~{id}"
        : id.ToString();

    /// <summary>Of the query, what the route takes; anything else would be refused.</summary>
    public string Taking(string query) => string.Join('&', query.Split('&').Where(part => Asks.Contains(part.Split('=')[0])));

    /// <summary>Whether a call of the method at the path, whose ids are ids, is a call of this route.</summary>
    public bool Matches(HttpMethod method, string path) => method == Method && Id().Replace(path, "{}") == Parameter().Replace(Pattern, "{}");

    public override string ToString() => $"{Method} {Pattern} ({Name})";

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<=/)[0-9a-fA-F-]{36}(?=/|$)", RegexOptions.None, 1000)]
    private static partial Regex Id();
}

/// <summary>Every route of the API, read from the same mapping that the host runs, without starting it.</summary>
public static class RouteTable
{
    public static IReadOnlyList<Route> All { get; } = Read();

    public static Route Of(string name) => All.Single(route => route.Name == name);

    public static Route? Find(HttpMethod method, string path)
    {
        var bare = path.Split('?')[0];
        return All.FirstOrDefault(route => route.Matches(method, bare));
    }

    private static Route[] Read()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["ConnectionStrings:Workspace"] = "Host=localhost";
        builder.Configuration["ConnectionStrings:Keys"] = "Host=localhost;Database=keys";
        builder.Configuration["TextKeys:Folder"] = "nowhere";
        builder.Services.AddWorkspace(builder.Configuration);
        builder.Services.AddWorkspaceApi();
        IEndpointRouteBuilder app = builder.Build();
        app.MapGroup("/api").MapWorkspace();
        return [.. app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(ReadOne)];
    }

    private static Route ReadOne(RouteEndpoint endpoint)
    {
        var operation = endpoint.Metadata.GetRequiredMetadata<OperationMetadata>().Operation;
        var body = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        var answers = endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>();
        return new Route(
            operation.Name,
            HttpMethod.Parse(endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single()),
            endpoint.RoutePattern.RawText!.TrimEnd('/'),
            operation,
            endpoint.Metadata.GetMetadata<NeedsVersionMetadata>() is not null,
            body?.RequestType == typeof(Stream) ? null : body?.RequestType)
        {
            Asks = [.. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(parameter => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parameter.Name))],
            AsksIds = [.. Asked<Guid>(endpoint)],
            AsksTimes = [.. Asked<DateTimeOffset>(endpoint)],
            TakesContent = body?.RequestType == typeof(Stream),
            GivesContent = answers.FirstOrDefault(answer => answer.Type == typeof(Stream) || answer.ContentTypes.Contains("text/html"))?.ContentTypes.Single(),
            Conditional = answers.Any(answer => answer.StatusCode == StatusCodes.Status304NotModified),
        };
    }

    /// <summary>The parameters of the query of this type, as they stand in the address.</summary>
    private static IEnumerable<string> Asked<T>(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(one => (Nullable.GetUnderlyingType(one.ParameterInfo.ParameterType) ?? one.ParameterInfo.ParameterType) == typeof(T)
                && !endpoint.RoutePattern.Parameters.Any(part => part.Name == one.Name))
            .Select(one => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Name));
}
