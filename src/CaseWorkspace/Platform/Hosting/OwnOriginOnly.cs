using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Marks a route to which other origins send browsers by the protocol; it checks for itself who asks.</summary>
public sealed record OpenToOtherOriginsMetadata;

/// <summary>
/// Refuses with 403 what a page of another origin sends with this host's cookies: every request that may change something, and
/// every WebSocket. It asks what browsers say of themselves and pages can't set (<c>Sec-Fetch-Site</c>, <c>Origin</c>), so it
/// holds for other origins of the same site too, to which SameSite cookies are sent. Identity compiles this file into itself.
/// </summary>
public sealed class OwnOriginOnly(RequestDelegate next)
{
    /// <summary>Lets the request through, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!MayChange(context.Request) || !UsesCookies(context.Request) || IsFromOwnOrigin(context.Request) || IsOpen(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool MayChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Headers.Upgrade.Count > 0;

    // No page can have a browser send a bearer token of its choice to another origin: that needs a CORS preflight, which fails here.
    private static bool UsesCookies(HttpRequest request) =>
        request.Headers.Cookie.Count > 0
        && !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && !request.Headers.Authorization.ToString().StartsWith("DPoP ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a page of this host sent it: the browser says so, in at least one of the two fields, and says nothing else in the other.</summary>
    public static bool IsFromOwnOrigin(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"], request.Headers.Origin);
        return site.Count + origin.Count > 0
            && (site.Count == 0 || string.Equals(site, "same-origin", StringComparison.Ordinal))
            && (origin.Count == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OpenToOtherOriginsMetadata>() is not null
        // The page that tells why the first run of this request was refused.
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
