using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>What /openapi/v1.json says of a problem document: also the members that only some problems have.</summary>
internal static class ProblemDescription
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String, Description = $"Stable: {Problems.Prefix} and a code.", Pattern = $"^{Problems.Prefix}[a-z-]+$",
            };
            schema.Properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong, by the member, parameter or header field at fault; where one is.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
            schema.Properties["currentVersion"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer, Format = "int64", Description = "With 409: the version of the thing now.",
            };
            schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "With 500: what names the fault in the log." };
        }

        return Task.CompletedTask;
    }
}
