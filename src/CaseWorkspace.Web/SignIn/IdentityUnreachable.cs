using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The answer while the identity server does not say how a token or a session stands: 503, come back soon. Not 401: the caller
/// has done nothing wrong, and the session goes on as soon as the server answers.
/// </summary>
public static class IdentityUnreachable
{
    private static readonly object Key = new();

    /// <summary>Whoever came with this request is turned away for that reason.</summary>
    public static void Mark(HttpContext context) => context.Items[Key] = true;

    /// <summary>Whether that is so.</summary>
    public static bool IsMarked(HttpContext context) => context.Items.ContainsKey(Key);

    /// <summary>A problem document to programs, a page to people.</summary>
    public static Task Answer(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        context.Response.Headers.CacheControl = "no-store";
        return context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Problems.Answer(Problems.Of("identity-unreachable", StatusCodes.Status503ServiceUnavailable)).ExecuteAsync(context)
            : new RazorComponentResult<PlainPage>(new { Words = "problem.identity-unreachable" })
                { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
    }
}
