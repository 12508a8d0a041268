using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// What /openapi/v1.json says of a call beside its address and bodies: the header fields that it takes and that its answers
/// carry. All of it follows from what the route table says of the route, so that no route can leave it out.
/// </summary>
internal static class CallDescription
{
    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken _)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var reads = HttpMethods.IsGet(context.Description.HttpMethod!);
        var takesContent = metadata.OfType<IAcceptsMetadata>().Any(body => body.RequestType == typeof(Stream));
        var givesContent = metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.Type == typeof(Stream));
        var conditional = operation.Responses!.ContainsKey("304");

        operation.Summary = Texts.InEnglish($"operation.{operation.OperationId}");
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description ??= WordsOf(parameter.Name);
            if (parameter is { Name: "size", Schema: OpenApiSchema size })
            {
                (size.Minimum, size.Maximum) = ("1", PageSize.Max.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (metadata.OfType<NeedsVersionMetadata>().Any())
        {
            Take(HeaderNames.IfMatch, "The one ETag that you saw, as it came; without it, with a weak one, a list or * the answer is 428, with another than the present one 409.", Version(), required: true);
        }

        if (conditional)
        {
            Take(HeaderNames.IfNoneMatch, "The ETag that you hold; while it is the present one the answer is 304, without a body. A list of them, or *, is understood too.", Text());
        }

        if (HttpMethods.IsPost(context.Description.HttpMethod!))
        {
            Take("Idempotency-Key", "Yours to choose, for a post that you may have to repeat: a repetition within seven days gets the first answer and does nothing.",
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 });
        }

        if (takesContent)
        {
            Take(ReprDigest.Field, "The SHA-256 of the content (RFC 9530); content that has another is refused.", Digest());
            Take(HeaderNames.ContentDisposition, "Names the file (RFC 6266) where the address does not.", Text());
        }

        Take("Purpose", "Why you look. Stated once, it holds for the file until the session ends.", new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. CodeLists.Of("purpose").Where(code => StatedPurpose.MayChoose(code.Code)).Select(code => (System.Text.Json.Nodes.JsonNode)code.Code)],
        });
        Take("Purpose-Words", $"The purpose in words, of at most {StatedPurpose.LongestWords} characters, as percent-encoded UTF-8; needed with the code 'other'.", Text());

        foreach (var (status, answer) in operation.Responses.Select(one => (one.Key, (OpenApiResponse)one.Value)))
        {
            if (status is "304" || (status[0] is '2' && (!reads || conditional)))
            {
                Give(answer, HeaderNames.ETag, "The version of the thing now, for If-Match and If-None-Match.", Version());
            }

            if (status is "201")
            {
                Give(answer, HeaderNames.Location, "Where that which was begun stands.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" });
            }

            if (status[0] is '2' && takesContent)
            {
                Give(answer, ReprDigest.Field, "The SHA-256 of what was sealed (RFC 9530).", Digest());
            }

            if (status[0] is '2' && givesContent)
            {
                Give(answer, HeaderNames.ContentDisposition, "An attachment, with the file name to keep it under (RFC 6266).", Text());
            }

            // Other content, such as an export, is made while it leaves: nobody sealed it.
            if (status[0] is '2' && answer.Content?.ContainsKey("application/octet-stream") == true)
            {
                Give(answer, ReprDigest.Field, "The SHA-256 of what was sealed (RFC 9530), to compare with what arrived.", Digest());
            }

            if (status is "401")
            {
                Give(answer, HeaderNames.WWWAuthenticate, "Bearer and DPoP, with what is wrong with the token (RFC 6750, 3; RFC 9449, 7.1).", Text());
            }

            if (status is "429" or "503")
            {
                Give(answer, HeaderNames.RetryAfter, "Seconds to wait.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" });
            }

            answer.Description = status switch
            {
                "500" => "An unexpected fault; traceId names it in the log.",
                "503" => "The identity server does not say how the token stands, or the database does not answer.",
                _ => answer.Description,
            };
        }

        return Task.CompletedTask;

        void Take(string name, string words, OpenApiSchema schema, bool required = false) => operation.Parameters.Add(
            new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = words, Required = required, Schema = schema });
    }

    private static string? WordsOf(string? parameter) => parameter switch
    {
        "cursor" => "The next of the page before; without it the first page.",
        "size" => $"How many rows at the most; {PageSize.Default} when not said.",
        "at" => "As it stood at this time, with its offset; in an address, + is written %2B.",
        "fileName" => "The name of the file. Content-Disposition can say it too, and stands in no log of addresses.",
        "asIs" => "true: the sender means what looks like a mistake, no bytes at all or a form around a file.",
        _ => null,
    };

    private static void Give(OpenApiResponse answer, string name, string words, OpenApiSchema schema) =>
        (answer.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))[name] =
            new OpenApiHeader { Description = words, Required = true, Schema = schema };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Version() => new() { Type = JsonSchemaType.String, Pattern = "^\"[0-9]+(-[0-9a-f]{8})?\"$" };

    private static OpenApiSchema Digest() => new() { Type = JsonSchemaType.String, Pattern = "sha-256=:[A-Za-z0-9+/]{43}=:" };
}
