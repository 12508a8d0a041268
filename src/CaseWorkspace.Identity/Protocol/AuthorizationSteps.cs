using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Pages;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.DataProtection;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>What a client asks for at the authorization endpoint, once the engine has checked client, addresses, PKCE and PAR.</summary>
public sealed record AskedFor(string ClientId)
{
    public required IReadOnlyCollection<string> Prompts { get; init; }
    public long? MaxAge { get; init; }
    public string? AcrValues { get; init; }
    public string? UiLocales { get; init; }
    public string? State { get; init; }
    public string? Nonce { get; init; }
    public string? CodeChallenge { get; init; }

    /// <summary>The subject of the ID token that the client shows as a hint (OpenID Connect Core, 3.1.2.1).</summary>
    public string? HintedSubject { get; init; }

    /// <summary>When the request was pushed, in milliseconds.</summary>
    public long? PushedAt { get; init; }

    /// <summary>The request as it came, so that it can come again after the sign-in.</summary>
    public QueryString Query { get; init; }

    public bool IsSilent => Prompts.Contains("none");

    /// <summary>Tells this request from others.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ClientId, CodeChallenge, State, Nonce))));
}

/// <summary>What becomes of an authorization request: a page comes first, the client is told why not, or it gets its code.</summary>
public abstract record AuthorizationStep
{
    /// <summary>A page of ours asks the person something and leads back to the request.</summary>
    public sealed record Page(string Address) : AuthorizationStep;

    public sealed record Refused(string Error, string Description) : AuthorizationStep;

    /// <summary>For this account, in this session as it may be told to this client.</summary>
    public sealed record Granted(Account Account, Session Session) : AuthorizationStep;
}

/// <summary>Who must do what before a client gets its code: sign in, sign in again, use a factor, give leave.</summary>
public sealed class AuthorizationSteps(Consent consent, IDataProtectionProvider protection, IdentitySettings settings, StepUp stepUp, TimeProvider clock)
{
    public AuthorizationStep Next(HttpContext context, AskedFor asked)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(asked);
        var session = context.SignedInSession()?.ToSession();
        var account = context.SignedInAccount();
        var again = MustSignInAgain(context, asked, session);
        if (session is null || account is null || again)
        {
            if (asked.IsSilent)
                return new AuthorizationStep.Refused(ProtocolErrors.LoginRequired, "The user must sign in.");
            if (again || asked.Prompts.Contains("login"))
                Remember(context, asked, session);
            return ComeBackFrom("/sign-in", context, asked);
        }
        if (!account.MayEnter)
            return new AuthorizationStep.Refused(ProtocolErrors.AccessDenied, "The account holds no role.");
        // Nobody goes on silently in the place of the person whom the client means.
        if (asked.IsSilent && asked.HintedSubject is { } hinted && hinted != account.Id.ToString())
            return new AuthorizationStep.Refused(ProtocolErrors.LoginRequired, "Another user is signed in.");
        // A program on the user's own machine inherits no factor that was used for something else: it counts when it was used for this request.
        var isProgram = asked.ClientId == Clients.Cli;
        if (isProgram && !(session.SecondFactorAt?.ToUnixTimeMilliseconds() >= asked.PushedAt))
            session = session with { SecondFactorAt = null };

        if (NeedsSecondFactor(asked, session))
        {
            if (context.Request.Query.ContainsKey("cancelled"))
                return new AuthorizationStep.Refused(ProtocolErrors.AccessDenied, "The user gave no second factor.");
            return asked.IsSilent
                ? new AuthorizationStep.Refused(ProtocolErrors.UnmetRequirements, "A second factor must be used.")
                : ComeBackFrom(account.TwoFactorEnabled ? "/second-factor" : "/second-factor-missing", context, asked);
        }

        if (isProgram && !consent.Take(context))
        {
            if (context.Request.Query.ContainsKey("cancelled"))
                return new AuthorizationStep.Refused(ProtocolErrors.AccessDenied, "The user refused the program.");
            return asked.IsSilent
                ? new AuthorizationStep.Refused(ProtocolErrors.ConsentRequired, "The user is asked each time.")
                : ComeBackFrom("/consent", context, asked);
        }

        context.Response.Cookies.Delete(AgainCookie, CookieOptions());
        return new AuthorizationStep.Granted(account, session);
    }

    /// <summary>A page of ours that leads back to the request.</summary>
    public AuthorizationStep.Page ComeBackFrom(string page, HttpContext context, AskedFor asked)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(asked);
        // The client knows which language the person reads; what they chose here themselves comes first.
        if (!context.Request.Cookies.ContainsKey(PagesSetup.LanguageCookie(settings))
            && asked.UiLocales?.Split(' ').Select(PreferredLanguage.Of).FirstOrDefault(culture => culture is not null) is { } language)
        {
            PagesSetup.RememberLanguage(context, language, settings);
        }
        return new AuthorizationStep.Page(page + QueryString.Create("returnUrl", context.Request.Path + asked.Query));
    }

    /// <summary>Step-up: the client asks for a second factor, and none was used in this session a moment ago.</summary>
    private bool NeedsSecondFactor(AskedFor asked, Session session) =>
        asked.AcrValues is { } wanted && wanted.Split(' ').Contains(TokenClaims.SecondFactorContext)
        // A tenth earlier than at our own pages: the client counts by its own clock, and would find stale what was young here.
        && !stepUp.IsFresh(session.SecondFactorAt, share: 0.9);

    /// <summary>
    /// prompt=login and an exceeded max_age ask for a sign-in made after this request came. Which sign-in was there when
    /// it came is remembered in a protected cookie, bound to this request: another sign-in since then satisfies it.
    /// </summary>
    private bool MustSignInAgain(HttpContext context, AskedFor asked, Session? session)
    {
        var tooOld = asked.MaxAge is { } maxAge && session is not null
            && clock.GetUtcNow() - session.AuthenticatedAt >= TimeSpan.FromSeconds(maxAge);
        if (!asked.Prompts.Contains("login") && !tooOld)
            return false;
        return session is null || Remembered(context) is not { } remembered
            || remembered.Request != asked.Fingerprint || remembered.SignIn == session.SignInId;
    }

    private void Remember(HttpContext context, AskedFor asked, Session? session)
    {
        if (Remembered(context) is { } remembered && remembered.Request == asked.Fingerprint)
            return;
        var value = Protector.Protect($"{asked.Fingerprint} {session?.SignInId}", TimeSpan.FromMinutes(15));
        context.Response.Cookies.Append(AgainCookie, value, CookieOptions());
    }

    private (string Request, string SignIn)? Remembered(HttpContext context)
    {
        if (context.Request.Cookies[AgainCookie] is not { } value)
            return null;
        try
        {
            var parts = Protector.Unprotect(value).Split(' ', 2);
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string AgainCookie => SessionCookies.NameOf("cw-identity.again", settings);

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("sign-in-again").ToTimeLimitedDataProtector();

    private CookieOptions CookieOptions() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = !settings.OverHttp,
        Path = "/",
    };
}
