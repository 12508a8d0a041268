using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CaseWorkspace.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.Configuration;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The answer while the identity server or the database does not answer: 503, come back soon. Not 401: the caller has done nothing
/// wrong, and the session goes on as soon as they answer. A page says in words what is away, and loads itself again.
/// </summary>
public static class NotAnswering
{
    /// <summary>The problem code of the identity server.</summary>
    public const string Identity = "identity-unreachable";

    /// <summary>The problem code of the database.</summary>
    public const string Database = "unavailable";

    /// <summary>The problem code of a clock that differs too far from the database's.</summary>
    public const string Clock = "clock-off";

    private static readonly object Key = new();

    /// <summary>Who came with this request cannot be told, because of this.</summary>
    public static void Mark(HttpContext context, string code) => context.Items[Key] = code;

    /// <summary>Serves nobody while this machine's clock is off: tokens from the future would pass, and deadlines would be wrong.</summary>
    public static void UseClockWatch(this IApplicationBuilder app) => app.Use((context, next) =>
        context.RequestServices.GetRequiredService<ClockWatch>().IsOff && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            ? Answer(context, Clock)
            : next(context));

    /// <summary>Why who came cannot be told; null when that is not so.</summary>
    public static string? Marked(HttpContext context) => context.Items.TryGetValue(Key, out var code) ? (string?)code : null;

    /// <summary>What does not answer, by the fault that it caused; null when it is another fault.</summary>
    public static string? Of(Exception? fault) => DatabaseFaults.IsAway(fault) ? Database : IsOfIdentity(fault) ? Identity : null;

    /// <summary>A problem document to programs, a page to people.</summary>
    /// <param name="context">The request.</param>
    /// <param name="code">What does not answer.</param>
    /// <param name="next">What the page opens as soon as it does; null: the page that was asked for.</param>
    /// <param name="asks">Where the page asks whether it does; null: the page that it opens.</param>
    public static Task Answer(HttpContext context, string code, string? next = null, string? asks = null)
    {
        context.Response.Headers.RetryAfter = "5";
        context.Response.Headers.CacheControl = "no-store";
        return context.IsOfApi()
            ? Problems.Answer(Problems.Of(code, StatusCodes.Status503ServiceUnavailable)).ExecuteAsync(context)
            : new RazorComponentResult<PlainPage>(new { Words = $"problem.{code}", Waits = next ?? Again(context.Request), Asks = asks })
                { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
    }

    // This host asks nobody else over HTTP. The reader of the published configuration wraps the fault of the line, or what is wrong in it (NamedIssuer).
    private static bool IsOfIdentity(Exception? fault) => fault is not null
        && (fault is HttpRequestException or InvalidConfigurationException or TaskCanceledException { InnerException: TimeoutException } || IsOfIdentity(fault.InnerException));

    /// <summary>The way back from the identity server can be gone once; a form is not sent again by itself.</summary>
    private static string Again(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path != NoSessionCarriedOver.CallbackPath
            ? LocalPath.Of(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()) : "/";
}
