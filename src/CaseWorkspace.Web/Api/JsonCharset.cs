using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// JSON is UTF-8 (RFC 8259, 8.1). A charset that says so, in any spelling, says nothing new and is left out before the framework
/// reads it; any other is refused with 415: the framework would answer it with 500, or read other letters than were sent.
/// </summary>
internal sealed class JsonCharset(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType is not { } field || context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json", StringComparer.OrdinalIgnoreCase) != true)
        {
            return next(context);
        }

        if (MediaTypeHeaderValue.TryParse(field, out var type)
            && type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)).All(IsUtf8))
        {
            request.ContentType = "application/json";
            return next(context);
        }

        return Problems.Answer(Problems.Of("charset", StatusCodes.Status415UnsupportedMediaType)).ExecuteAsync(context);
    }

    private static bool IsUtf8(NameValueHeaderValue charset) =>
        HeaderUtilities.RemoveQuotes(charset.Value) is { HasValue: true, Value: var name }
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));
}
