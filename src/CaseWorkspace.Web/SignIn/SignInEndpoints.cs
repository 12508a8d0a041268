using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseWorkspace.Web.SignIn;

/// <summary>Signing in and out, and the plain pages around it; they show nothing of any file.</summary>
public static class SignInEndpoints
{
    /// <summary>Told to somebody who is known but holds no role.</summary>
    public const string NoRole = "/no-role";

    /// <summary>Told after signing out.</summary>
    public const string SignedOut = "/signed-out";

    /// <summary>Told when the way back from the identity server went wrong.</summary>
    public const string Failed = "/sign-in-failed";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var plain = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();

        plain.MapGet("/sign-in", (string? @return) => Results.Challenge(
            new AuthenticationProperties { RedirectUri = LocalPath.Of(@return) }, [SignInSetup.Oidc]));

        routes.MapGet(StepUp.Path, (string? returnUrl, HttpContext http) => StepUp.Begin(http.User, returnUrl))
            .RequireAuthorization("page").ExcludeFromDescription();

        // The cookie is SameSite=Lax: a form on another site sends no session along, and so ends none.
        plain.MapPost("/sign-out", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = SignedOut }, [SignInSetup.Cookie, SignInSetup.Oidc]));

        plain.MapGet(NoRole, () => Plain("frame.no-role", StatusCodes.Status403Forbidden, signOut: true));
        plain.MapGet(SignedOut, () => Plain("frame.signed-out", StatusCodes.Status200OK, signIn: true));
        plain.MapGet(Failed, () => Plain("frame.sign-in-failed", StatusCodes.Status400BadRequest, signIn: true));
    }

    private static RazorComponentResult<PlainPage> Plain(string words, int status, bool signIn = false, bool signOut = false) =>
        new(new { Words = words, SignIn = signIn, SignOut = signOut }) { StatusCode = status };
}
