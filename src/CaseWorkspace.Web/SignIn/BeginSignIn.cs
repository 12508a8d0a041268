using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Where a sign-in begins. A person who opens a page without a session is led to <c>GET /sign-in</c>: plain bytes, without reading the database
/// or a word to the identity server. Its form sends itself, and only what a browser says it sent from this host's own page has the
/// identity server asked (<c>POST /sign-in</c>), so often for each address (<see cref="SignInLimits"/>). See docs/adr/0034.
/// </summary>
public static class BeginSignIn
{
    /// <summary>The address of both.</summary>
    public const string Path = "/sign-in";

    private const string Return = "return";
    private const string Again = "again";

    /// <summary>The page that leads to signing in and back to the target.</summary>
    /// <param name="target">A page of this host.</param>
    /// <param name="again">Whether an attempt has failed on the way back: the next that does is told.</param>
    public static string Address(string? target, bool again = false) =>
        $"{Path}?{Return}={Uri.EscapeDataString(LocalPath.Of(target))}{(again ? $"&{Again}=1" : "")}";

    /// <summary>Maps both.</summary>
    public static void Map(IEndpointRouteBuilder plain)
    {
        plain.MapGet(Path, (string? @return, string? again, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return new RazorComponentResult<PlainPage>(new { Words = "frame.signing-in", GoesOn = Target(@return), Again = again is not null });
        });
        plain.MapPost(Path, Begin).DisableAntiforgery().WithMetadata(new LeadsToSignInMetadata(), new RequestSizeLimitAttribute(SignInEndpoints.LongestForm));
    }

    private static async Task Begin(HttpContext http)
    {
        // Of a stranger there is no cookie to be misused, but an allowance: a foreign page must not spend it through their browser.
        if (!OwnOriginOnly.IsFromOwnOrigin(http.Request) || !http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (target, again) = (Target(form[Return]), form.ContainsKey(Again));
        var properties = new AuthenticationProperties { RedirectUri = target };
        RoundAgain.Note(properties, again);
        try
        {
            await http.ChallengeAsync(SignInSetup.Oidc, properties);
        }
        catch (Exception fault) when (NotAnswering.Of(fault) is not null && !http.Response.HasStarted)
        {
            await NotAnswering.Answer(http, NotAnswering.Of(fault)!, Address(target, again), asks: Readiness);
        }
    }

    private const string Readiness = "/health/ready";

    /// <summary>Signing in does not lead to signing in.</summary>
    private static string Target(string? asked) =>
        LocalPath.Of(asked) is var target && target.Split('?', 2)[0].Equals(Path, StringComparison.OrdinalIgnoreCase) ? "/" : target;
}
