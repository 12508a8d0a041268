using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The way to a page's connection (<c>/_blazor</c>): opened from this host's own pages alone, and no oftener by one person than
/// pages are opened. What is dropped keeps its memory for a while, and must not take the place of others' pages.
/// </summary>
public sealed class CircuitEntrance(RequestDelegate next, SignInLimits limits)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/_blazor";

    /// <summary>Lets the request through, or answers 403 or 429.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        // The name was compared before (OwnHostOnly), so that a page under it is one of ours.
        if (request.Headers.Origin is { Count: > 0 } origin && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.Answer(Problems.Of("own-pages-only", StatusCodes.Status403Forbidden)).ExecuteAsync(context);
        }

        // With an id it goes on with a connection that was let in before; a negotiation begins one, even where an id comes with it.
        var goesOn = request.Query.ContainsKey("id") && !request.Path.StartsWithSegments(Path + "/negotiate", StringComparison.OrdinalIgnoreCase);
        return goesOn || limits.Allows("circuit", context.User.FindFirst("sub")?.Value, context)
            ? next(context)
            : Problems.Answer(Problems.Of("too-many-requests", StatusCodes.Status429TooManyRequests)).ExecuteAsync(context);
    }
}
