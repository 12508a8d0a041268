using CaseWorkspace.Platform.Web;
using CaseWorkspace.Web.Api;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// A call of the API that rests on the session's cookie comes from a script of our own pages, or, where it only reads, from a link
/// on them or from the address bar. Beside what holds for every route (<see cref="Platform.Hosting.OwnOriginOnly"/>), a change
/// carries a header that no form can send. A caller with a token needs none of it: no browser sends a token by itself.
/// </summary>
public sealed class OwnPagesOnly(RequestDelegate next)
{
    /// <summary>The header that our own pages send.</summary>
    public const string Header = "X-CaseWorkspace";

    /// <summary>Lets the request through, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var open = !context.IsOfApi()
            || request.Headers.Authorization.Count > 0
            || context.User.Identity?.IsAuthenticated != true
            || (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
                ? IsOwnRead(request)
                : string.Equals(request.Headers[Header], "1", StringComparison.Ordinal));

        return open
            ? next(context)
            : Problems.Answer(Problems.Of("own-pages-only", StatusCodes.Status403Forbidden)).ExecuteAsync(context);
    }

    /// <summary>A look is recorded under the person's name: no other origin's picture or link may cause one.</summary>
    private static bool IsOwnRead(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
}
