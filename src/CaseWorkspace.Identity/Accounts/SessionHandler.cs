using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Asks for each request whether the session of its cookie stands; a person without one is sent to sign in.</summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder url, Sessions sessions, SessionCookies cookies)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, url)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The page that tells of a fault is shown to anybody: the database, which may be the fault, is not asked again.
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null || cookies.HandleOf(Request) is not { } handle)
            return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(handle, Context.RequestAborted) is not (var row, var account))
            return AuthenticateResult.Fail("The session has ended.");
        SignedIn.Set(Context, row, account);
        return AuthenticateResult.Success(new AuthenticationTicket(row.ToSession().ToPrincipal(account.Roles), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect("/sign-in" + QueryString.Create("returnUrl", OriginalPath + Request.QueryString));
        return Task.CompletedTask;
    }

    /// <summary>What one may not see looks like what does not exist.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
