using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// A call that changes something and rests on the cookie must carry a header that no form and no other site can set
/// without our leave (there is no CORS here); beside SameSite=Lax. Bearer tokens are not sent by themselves and need none.
/// </summary>
public sealed class OwnPagesOnly(RequestDelegate next)
{
    /// <summary>The header that our own pages send.</summary>
    public const string Header = "X-CaseWorkspace";

    /// <summary>Lets the request through, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var open = !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || request.Headers.Authorization.Count > 0
            || string.Equals(request.Headers[Header], "1", StringComparison.Ordinal)
            || context.User.Identity?.IsAuthenticated != true;

        return open
            ? next(context)
            : Problems.Answer(Problems.Of("own-pages-only", StatusCodes.Status403Forbidden)).ExecuteAsync(context);
    }
}
