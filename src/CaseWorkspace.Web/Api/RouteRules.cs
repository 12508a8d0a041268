using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CaseWorkspace.Web.Api;

/// <summary>Marks the one route that does nothing: the answer to addresses that are none.</summary>
internal sealed record NoOperationMetadata;

/// <summary>Deny by default, for routes: one without an operation, or whose operation no rule knows, stops the start.</summary>
internal static class RouteRules
{
    public static void Check(IEndpointRouteBuilder app, AccessPolicy policy)
    {
        foreach (var route in app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => IsUnderApi(route) || route.Metadata.GetMetadata<ApiMetadata>() is not null))
        {
            if (route.Metadata.GetMetadata<ApiMetadata>() is null)
            {
                throw new InvalidOperationException($"The route {route.DisplayName} is not mapped in the API's group: it would answer programs with pages.");
            }

            if (route.Metadata.GetMetadata<NoOperationMetadata>() is not null)
            {
                continue;
            }

            var operation = route.Metadata.GetMetadata<OperationMetadata>()?.Operation
                ?? throw new InvalidOperationException($"The route {route.DisplayName} names no operation: give it one with Does or Changes.");
            if (!policy.Knows(operation))
            {
                throw new InvalidOperationException($"No rule knows the operation {operation}: add its rows to the table in Features/Access.");
            }
        }
    }

    private static bool IsUnderApi(RouteEndpoint route) =>
        route.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: var first }] }, ..]
        && string.Equals(first, "api", StringComparison.OrdinalIgnoreCase);
}
