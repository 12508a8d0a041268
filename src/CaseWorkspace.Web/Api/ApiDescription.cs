using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>What /openapi/v1.json says of the whole.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) =>
        options.AddOperationTransformer(CallDescription.Complete).AddSchemaTransformer(ProblemDescription.Complete).AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CaseWorkspace",
                Version = "v1",
                Description = "Case files, evidence and information requests. Times are ISO 8601 with offset, ids UUIDv7, "
                    + "sizes bytes, hashes lower-case hex. Faults are problem documents (RFC 9457) with a stable type. "
                    + "Send If-Match with the ETag you saw; send Idempotency-Key on posts you may repeat.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of the identity server for the audience caseworkspace-api.",
            };
            document.Security ??= [];
            document.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
            HealthDescription.AddTo(document);
            return Task.CompletedTask;
        });
}
