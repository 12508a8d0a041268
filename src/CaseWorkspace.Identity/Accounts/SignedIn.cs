using System.Security.Claims;
using CaseWorkspace.Identity.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Who is signed in on this request, and what begins, continues and ends their session.</summary>
public static class SignedIn
{
    private static readonly object Item = new();

    public static void Set(HttpContext context, SessionRow row, Account account)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[Item] = (row, account);
    }

    /// <summary>The account of this request's session.</summary>
    public static Account? SignedInAccount(this HttpContext context) => Of(context)?.Account;

    /// <summary>This request's session.</summary>
    public static SessionRow? SignedInSession(this HttpContext context) => Of(context)?.Row;

    /// <summary>Where an attempt to sign in comes from; in an open session where its holder is asked once more.</summary>
    public static AttemptOrigin AttemptOrigin(this HttpContext context, bool inSession = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<SessionCookies>().OriginOf(context, inSession);
    }

    /// <summary>The sign-in is whole. Answers where it leads.</summary>
    public static async Task<string> StartSessionAsync(this HttpContext context, Account account, SecondFactor? secondFactor, string? returnUrl)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(account);
        var cookies = context.RequestServices.GetRequiredService<SessionCookies>();
        var (device, before) = (cookies.NewDeviceOf(context), context.AttemptOrigin());
        var wasKnown = await context.RequestServices.GetRequiredService<Attempts>().IsKnownDeviceAsync(account.NormalizedUserName!, before, context.RequestAborted);
        var handle = await context.RequestServices.GetRequiredService<Sessions>().StartAsync(
            account, context.SignedInSession(), device, secondFactor, context.RequestAborted);
        await context.SignOutAsync(SessionCookies.PendingScheme);
        cookies.Keep(context, handle);
        if (account.Language is { } language)
            PagesSetup.RememberLanguage(context, language, context.RequestServices.GetRequiredService<IdentitySettings>());
        cookies.Keep(context, device);
        return await context.RequestServices.GetRequiredService<FailedSignIns>().WayOnAsync(account, device, wasKnown, returnUrl, context.RequestAborted);
    }

    /// <summary>The own session goes on after an act that ended all others, or with a second factor used now.</summary>
    public static async Task KeepSessionAsync(this HttpContext context, Account account, SecondFactor? secondFactor = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.SignedInSession() is { } row && await context.RequestServices.GetRequiredService<Sessions>()
            .ContinueAsync(row, account, secondFactor, context.RequestAborted) is { } handle)
        {
            context.RequestServices.GetRequiredService<SessionCookies>().Keep(context, handle);
        }
    }

    /// <summary>Signs out: the session ends here and at the clients, and the browser forgets its cookies.</summary>
    public static async Task EndSessionAsync(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.SignedInSession() is { } row)
        {
            await context.RequestServices.GetRequiredService<Sessions>()
                .EndAsync(row.AccountId, row.Id, SessionEnds.SignedOut, row.AccountId, context.RequestAborted);
        }
        await context.SignOutAsync(SessionCookies.PendingScheme);
        context.RequestServices.GetRequiredService<SessionCookies>().Forget(context);
    }

    public static Task StartPendingAsync(this HttpContext context, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var identity = new ClaimsIdentity(SessionCookies.PendingScheme);
        identity.AddClaim(new Claim(Session.ClaimNames.Subject, account.Id.ToString()));
        identity.AddClaim(new Claim(Session.ClaimNames.Stamp, account.SecurityStamp!));
        return context.SignInAsync(SessionCookies.PendingScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose password was right a moment ago. Where they were going stands in the address of each page, or two tabs would lead to one place.</summary>
    public static async Task<Account?> PendingAsync(this HttpContext context, AccountsDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var result = await context.AuthenticateAsync(SessionCookies.PendingScheme);
        if (result.Principal?.FindFirstValue(Session.ClaimNames.Subject) is not { } subject || !Guid.TryParse(subject, out var id))
            return null;
        var account = await database.Accounts.SingleOrDefaultAsync(a => a.Id == id, context.RequestAborted);
        return account is { MayEnter: true, TwoFactorEnabled: true } && account.SecurityStamp == result.Principal.FindFirstValue(Session.ClaimNames.Stamp)
            ? account : null;
    }

    private static (SessionRow Row, Account Account)? Of(HttpContext? context) =>
        context?.Items.TryGetValue(Item, out var signedIn) == true ? ((SessionRow, Account)?)signedIn : null;
}
