using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// Two cookies: the session, checked against the account on every request, so that a suspension or a role taken binds at once;
/// and, between password and second factor, one that says only whose password was right.
/// </summary>
public static class SessionCookies
{
    /// <summary>A shift; after it one signs in again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public const string PendingScheme = "cw-identity.pending";
    private static readonly object AccountItem = new();

    public static AuthenticationBuilder AddSessionCookies(this IServiceCollection services, CookieSecurePolicy secure)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddAuthentication(Session.Scheme)
            .AddCookie(Session.Scheme, options =>
            {
                Common(options, "cw-identity.session", secure);
                options.ExpireTimeSpan = Lifetime;
                options.Events.OnValidatePrincipal = ValidateAsync;
            })
            .AddCookie(PendingScheme, options =>
            {
                Common(options, "cw-identity.pending", secure);
                options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            });
    }

    /// <summary>The account of this request's session.</summary>
    public static Account? SignedInAccount(this HttpContext context) =>
        context?.Items.TryGetValue(AccountItem, out var account) == true ? (Account?)account : null;

    public static async Task<Session?> SessionAsync(this HttpContext context) =>
        Session.From((await context.AuthenticateAsync(Session.Scheme)).Principal);

    public static async Task StartSessionAsync(this HttpContext context, Account account, DateTimeOffset now, bool secondFactor)
    {
        ArgumentNullException.ThrowIfNull(account);
        var session = Session.Start(account, await context.SessionAsync(), now, secondFactor);
        await context.SignOutAsync(PendingScheme);
        await context.SignInAsync(Session.Scheme, session.ToPrincipal([]));
    }

    /// <summary>Keeps the own session after an act that changed the security stamp and thereby ended all others.</summary>
    public static async Task KeepSessionAsync(this HttpContext context, Account account, DateTimeOffset? secondFactorAt = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        var standing = await context.AuthenticateAsync(Session.Scheme);
        if (Session.From(standing.Principal) is { } session)
        {
            var kept = session with { Stamp = account.SecurityStamp!, SecondFactorAt = secondFactorAt ?? session.SecondFactorAt };
            // It ends when it would have ended: a second factor makes no new sign-in of it.
            var until = new AuthenticationProperties { ExpiresUtc = standing.Properties?.ExpiresUtc };
            await context.SignInAsync(Session.Scheme, kept.ToPrincipal([]), until);
        }
    }

    public static Task StartPendingAsync(this HttpContext context, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var identity = new ClaimsIdentity(PendingScheme);
        identity.AddClaim(new Claim(Session.ClaimNames.Subject, account.Id.ToString()));
        identity.AddClaim(new Claim(Session.ClaimNames.Stamp, account.SecurityStamp!));
        return context.SignInAsync(PendingScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose password was right a moment ago. Where they were going stands in the address of each page, or two tabs would lead to one place.</summary>
    public static async Task<Account?> PendingAsync(this HttpContext context, AccountsDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var result = await context.AuthenticateAsync(PendingScheme);
        if (result.Principal?.FindFirstValue(Session.ClaimNames.Subject) is not { } subject || !Guid.TryParse(subject, out var id))
            return null;
        var account = await database.Accounts.SingleOrDefaultAsync(a => a.Id == id, context.RequestAborted);
        return account is { MayEnter: true, TwoFactorEnabled: true } && account.SecurityStamp == result.Principal.FindFirstValue(Session.ClaimNames.Stamp)
            ? account : null;
    }

    private static void Common(CookieAuthenticationOptions options, string name, CookieSecurePolicy secure)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = secure;
        options.Cookie.IsEssential = true;
        options.SlidingExpiration = false;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        // What one may not see looks like what does not exist.
        // The page that signs in says where it leads. The handler would set the address as it came, which no header takes beyond ASCII.
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // The page that tells of a fault is shown to anybody: the database, which may be the fault, is not asked again.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }
        var session = Session.From(context.Principal);
        var database = context.HttpContext.RequestServices.GetRequiredService<AccountsDatabase>();
        var account = session is null ? null
            : await database.Accounts.SingleOrDefaultAsync(a => a.Id == session.AccountId, context.HttpContext.RequestAborted);
        if (session is null || account is not { MayEnter: true } || account.SecurityStamp != session.Stamp)
        {
            context.RejectPrincipal();
            return;
        }
        context.HttpContext.Items[AccountItem] = account;
        context.ReplacePrincipal(session.ToPrincipal(account.Roles));
    }
}
