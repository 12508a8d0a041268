using CaseWorkspace.Features;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>What /openapi/v1.json says of the whole.</summary>
internal static class ApiDescription
{
    // A section for each feature, and what is the host's own.
    private static readonly IReadOnlyList<ApiSection> Sections =
        [.. AllFeatures.Modules.Select(feature => feature.Section), new("Health", "How the host is.")];

    public static void Configure(OpenApiOptions options)
    {
        // HEAD is GET without the body; it is not told twice.
        options.ShouldInclude = call => !string.Equals(call.HttpMethod, HttpMethods.Head, StringComparison.OrdinalIgnoreCase);
        options.AddOperationTransformer(CallDescription.Complete).AddSchemaTransformer(ProblemDescription.Complete).AddSchemaTransformer(AllowedActs).AddSchemaTransformer(CodesWithoutNull).AddSchemaTransformer(TimesAsText).AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CaseWorkspace",
                Version = "v1",
                Description = "Case files, evidence and information requests. Times are ISO 8601 with offset, ids UUIDv7, "
                    + "sizes bytes, hashes lower-case hex. Faults are problem documents (RFC 9457) with a stable type. "
                    + "Send If-Match with the ETag you saw; send Idempotency-Key on posts you may repeat.",
                License = new OpenApiLicense { Name = "Apache License 2.0", Identifier = "Apache-2.0" },
            };
            document.Tags = new HashSet<OpenApiTag>(Sections.Select(section => new OpenApiTag { Name = section.Name, Description = section.Words }));
            document.Paths = WithoutSlash(document.Paths);
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of the identity server for the audience caseworkspace-api that is bound to no key (RFC 6750).",
            };
            document.Components.SecuritySchemes["dpop"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "DPoP",
                BearerFormat = "JWT",
                Description = "An access token of the identity server for the audience caseworkspace-api that is bound to the program's key (RFC 9449), as in earnest each is. Taken with dpopProof alone.",
            };
            document.Components.SecuritySchemes["dpopProof"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "DPoP",
                Description = $"The proof of that key for this very request (RFC 9449, 4): a JWT of type dpop+jwt, signed by {string.Join(" or ", DpopProof.Algorithms)}, with jti, htm, htu, iat within a minute, and ath, the hash of the token. It serves once.",
            };
            document.Security ??= [];
            document.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
            document.Security.Add(new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("dpop", document)] = [], [new OpenApiSecuritySchemeReference("dpopProof", document)] = [],
            });
            HealthDescription.AddTo(document);
            return Task.CompletedTask;
        });
    }

    /// <summary>A list's address is told without the slash that its route ends in; the host takes both.</summary>
    private static OpenApiPaths WithoutSlash(OpenApiPaths paths)
    {
        var bare = new OpenApiPaths();
        foreach (var (path, item) in paths)
        {
            bare.Add(path.TrimEnd('/'), item);
        }

        return bare;
    }

    /// <summary>Beside what is shown of one thing stands what the caller can do with it (Platform/Pipeline/AllowedActs).</summary>
    private static Task AllowedActs(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if (context.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints
            .Any(route => route.Metadata.GetMetadata<TellsActsMetadata>()?.Shown == context.JsonTypeInfo.Type))
        {
            (schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))["allowed"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
                Description = "What the caller can do with it now, by verb. What an act's data can be at fault in, and a second factor that it wants, show when it is tried.",
            };
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// A member that may hold no code says so beside the reference to the codes. Were null one of the codes as well, it would fit both
    /// branches of oneOf, and fit none by that.
    /// </summary>
    private static Task CodesWithoutNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type).IsEnum && schema.Enum is { } codes)
        {
            schema.Enum = [.. codes.Where(code => code is not null && code.GetValueKind() is not System.Text.Json.JsonValueKind.Null && !code.IsJsonNullSentinel())];
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    /// <summary>Times are read by a converter of our own (StatedTime), of which the description would know no type.</summary>
    private static Task TimesAsText(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type = type == typeof(DateTimeOffset) || context.ParameterDescription is not null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        return Task.CompletedTask;
    }
}
