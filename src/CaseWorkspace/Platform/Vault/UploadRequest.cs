using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Reads what the fields of an upload say of its body, before the body is read.</summary>
public static class UploadRequest
{
    /// <summary>The sender's claims, or why the upload is refused as it stands.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fileName">From the query; otherwise <c>Content-Disposition</c> names the file.</param>
    /// <param name="asIs">Whether the sender means what looks like a mistake.</param>
    /// <param name="maximum">The largest content taken in.</param>
    public static (ContentClaims? Claims, IResult? Refused) Read(HttpRequest request, string? fileName, bool asIs, long maximum)
    {
        if (request.Headers.ContainsKey(HeaderNames.ContentRange))
        {
            // RFC 9110, 14.5: a part must not be taken for the whole.
            return (null, Problem("partial-upload", StatusCodes.Status400BadRequest));
        }

        if (IsCoded(request.Headers.ContentEncoding, "identity") || IsCoded(request.Headers["Content-Transfer-Encoding"], "binary", "8bit", "7bit"))
        {
            return (null, Problem("content-coding", StatusCodes.Status415UnsupportedMediaType));
        }

        if (IsEnvelope(request.ContentType))
        {
            return (null, Problem("content-envelope", StatusCodes.Status415UnsupportedMediaType));
        }

        if (request.ContentLength > maximum)
        {
            return (null, Problem("content-too-large", StatusCodes.Status413PayloadTooLarge));
        }

        if (request.ContentLength == 0 && !asIs)
        {
            return (null, Problems.Answer(LooksMistaken.Empty));
        }

        if (ReprDigest.Read(request.Headers[ReprDigest.Field].ToString(), out var sha256) is { } malformed)
        {
            return (null, Problems.Answer(malformed));
        }

        var mediaType = MediaTypeOf(request.ContentType);
        var name = fileName ?? NameOf(request.Headers.ContentDisposition.ToString());
        Fault[] faults =
        [
            .. mediaType is null ? new[] { new Fault("Content-Type", "bad-media-type") } : [],
            .. name is { Length: > ContentClaims.LongestName } || name?.Any(char.IsControl) == true
                ? new[] { new Fault("fileName", "bad-file-name") } : [],
        ];
        return faults.Length > 0
            ? (null, Problems.Answer(new Refusal(RefusalKind.Invalid, "invalid", [.. faults])))
            : (new ContentClaims(mediaType!, VisibleText.IsVisible(name) ? name.Trim() : null, sha256, asIs, request.ContentLength), null);
    }

    private static bool IsCoded(StringValues codings, params string[] none) =>
        codings.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Any(coding => !none.Contains(coding, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the body is said to hold the file inside of something else, as the forms of browsers send it.</summary>
    private static bool IsEnvelope(string? field) =>
        MediaTypeHeaderValue.TryParse(field, out var type)
        && (type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("message/http", StringComparison.OrdinalIgnoreCase));

    private static string? MediaTypeOf(string? field) =>
        string.IsNullOrEmpty(field) ? "application/octet-stream"
        : MediaTypeHeaderValue.TryParse(field, out var type) && type.MediaType is { HasValue: true, Length: <= ContentClaims.LongestName } known
            && !type.MatchesAllTypes && !type.MatchesAllSubTypes
            ? known.Value!.ToLowerInvariant()
            : null;

    private static string? NameOf(string field) =>
        ContentDispositionHeaderValue.TryParse(field, out var disposition)
            ? disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value
                : HeaderUtilities.RemoveQuotes(disposition.FileName).Value
            : null;

    private static IResult Problem(string code, int status) => Problems.Answer(Problems.Of(code, status));
}
