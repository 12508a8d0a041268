using System.Diagnostics;
using System.Text.Json;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Web.SignIn;

/// <summary>Marks a route that is no page, but that people open and that sends them to the identity server.</summary>
public sealed record LeadsToSignInMetadata;

/// <summary>Signing in and out, and the plain pages around it; they show nothing of any file.</summary>
public static class SignInEndpoints
{
    /// <summary>Told to somebody who is known but holds no role.</summary>
    public const string NoRole = "/no-role";

    /// <summary>Told after signing out.</summary>
    public const string SignedOut = "/signed-out";

    /// <summary>Told when the way back from the identity server went wrong.</summary>
    public const string Failed = "/sign-in-failed";

    /// <summary>In bytes, of a form that anybody may send.</summary>
    internal const int LongestForm = 32 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var plain = routes.MapGroup("").ServesHead().AllowAnonymous().ExcludeFromDescription();

        BeginSignIn.Map(plain);

        routes.MapGet(StepUp.Path, (string? returnUrl, string? again, HttpContext http) => StepUp.Begin(http.User, returnUrl, again is not null))
            .ServesHead().RequireAuthorization("page").ExcludeFromDescription().WithMetadata(new LeadsToSignInMetadata());

        // For the identity server, which reads them when this host signs with a new one.
        plain.MapGet(ClientKeys.Path, (ClientKeys keys, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.Json(keys.Published(), JsonSerializerOptions.Web, "application/jwk-set+json");
        });

        plain.MapPost("/sign-out", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = SignedOut }, [SignInSetup.Cookie, SignInSetup.Oidc]));

        plain.MapPost(BackChannelLogout.Path, async (BackChannelLogout logout, SignInLimits limits, HttpContext http) =>
        {
            if (limits.AllowsLogout(http))
            {
                return await logout.Answer(http);
            }

            http.Response.Headers.RetryAfter = "10";
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LongestForm));

        plain.MapGet(NoRole, () => Plain("frame.no-role", StatusCodes.Status403Forbidden, signOut: true));
        plain.MapGet(SignedOut, () => Plain("frame.signed-out", StatusCodes.Status200OK, signIn: true));
        plain.MapGet(Failed, (string? @return, HttpContext http) => new RazorComponentResult<PlainPage>(new
        {
            // Who is led round a second time is told whom to ask, and not sent round once more.
            Words = http.Request.Cookies[FailedBefore(http)] is "2" ? "frame.sign-in-fails" : "frame.sign-in-failed",
            SignIn = http.Request.Cookies[FailedBefore(http)] is not "2",
            Return = LocalPath.Of(@return),
            Trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
        }) { StatusCode = StatusCodes.Status400BadRequest });

        // For open pages that lost their line: whether to load themselves again, or to lead to signing in.
        plain.MapGet("/session", async (HttpContext http) =>
            (await http.AuthenticateAsync(SignInSetup.Cookie)).Succeeded ? Results.NoContent()
            : (NotAnswering.Marked(http) ?? ProtectionKeys.Away(http)) is { } away ? Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, type: Problems.Prefix + away)
            : Results.Unauthorized());
    }

    /// <summary>Where to send somebody who could not be signed in; remembers for some minutes that it happened, and whether again.</summary>
    public static string FailedOnTheWayTo(string target, HttpContext http)
    {
        var times = http.Request.Cookies.ContainsKey(FailedBefore(http)) ? "2" : "1";
        http.Response.Cookies.Append(FailedBefore(http), times, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(5), IsEssential = true, Path = "/",
        });
        return $"{Failed}?return={Uri.EscapeDataString(target)}";
    }

    /// <summary>Somebody was signed in: what happened before is forgotten.</summary>
    public static void Succeeded(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(FailedBefore(http)))
        {
            http.Response.Cookies.Delete(FailedBefore(http), new CookieOptions { Path = "/", Secure = http.Request.IsHttps });
        }
    }

    private static string FailedBefore(HttpContext http) => http.Request.IsHttps ? "__Host-cw-sign-in-failed" : "cw-sign-in-failed";

    private static RazorComponentResult<PlainPage> Plain(string words, int status, bool signIn = false, bool signOut = false, string back = "/") =>
        new(new { Words = words, SignIn = signIn, SignOut = signOut, Return = back }) { StatusCode = status };
}
