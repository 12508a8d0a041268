using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Reads what the fields of an upload say of its body, before the body is read.</summary>
public static class UploadRequest
{
    /// <summary>The sender's claims, or why the upload is refused as it stands.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fileName">From the query; otherwise <c>Content-Disposition</c> names the file.</param>
    /// <param name="maximum">The largest content taken in.</param>
    public static (ContentClaims? Claims, IResult? Refused) Read(HttpRequest request, string? fileName, long maximum)
    {
        if (request.Headers.ContainsKey(HeaderNames.ContentRange))
        {
            // RFC 9110, 14.5: a part must not be taken for the whole.
            return (null, Problem("partial-upload", StatusCodes.Status400BadRequest));
        }

        if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding.Any(one => one is not (null or "" or "identity")))
        {
            return (null, Problem("content-coding", StatusCodes.Status415UnsupportedMediaType));
        }

        if (request.ContentLength > maximum)
        {
            return (null, Problem("content-too-large", StatusCodes.Status413PayloadTooLarge));
        }

        if (ReprDigest.Read(request.Headers[ReprDigest.Field].ToString(), out var sha256) is { } malformed)
        {
            return (null, Caller.Refused(malformed));
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
            ? (null, Caller.Refused(new Refusal(RefusalKind.Invalid, "invalid", [.. faults])))
            : (new ContentClaims(mediaType!, string.IsNullOrWhiteSpace(name) ? null : name.Trim(), sha256), null);
    }

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
