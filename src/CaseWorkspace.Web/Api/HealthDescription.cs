using System.Text.Json.Nodes;
using CaseWorkspace.Platform.Hosting;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>What /openapi/v1.json says of the two addresses that ask how the host is; the framework describes none of its own.</summary>
internal static class HealthDescription
{
    public static void AddTo(OpenApiDocument document)
    {
        document.Paths.Add(HostOperation.Live, Of("health.live", "Whether the process runs.", ("200", "It runs.", "Healthy")));
        document.Paths.Add(HostOperation.Ready, Of(
            "health.ready", "Whether the host can serve: its schema, the vault, its keys and the identity server.", ("200", "It can.", "Healthy"), ("503", "It cannot.", "Unhealthy")));
    }

    private static OpenApiPathItem Of(string name, string summary, params (string Status, string Words, string Says)[] answers)
    {
        var operation = new OpenApiOperation
        {
            OperationId = name,
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new("Health") },
            // Nobody has to say who asks.
            Security = [new OpenApiSecurityRequirement()],
            Responses = [],
        };
        foreach (var (status, words, says) in answers)
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = words,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["text/plain"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [(JsonNode)says] } },
                },
            };
        }

        return new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation } };
    }
}
