using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Pages;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The authorization and end-session endpoints, after the engine has checked client, addresses, PKCE and PAR.</summary>
public sealed class AuthorizationRequests(
    IOpenIddictApplicationManager clients, IOpenIddictAuthorizationManager authorizations, ServedOnce once,
    IDataProtectionProvider protection, IdentitySettings settings, TimeProvider clock)
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    public const string SessionProperty = "session";

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.GetOpenIddictServerRequest()!;
        if (PushedRequestOf(context) is { } pushed && !await once.IsUnspentAsync(pushed, context.RequestAborted))
            return Refuse(Errors.InvalidRequestUri, "The pushed request has run out or was used before.");
        var session = context.SignedInSession()?.ToSession();
        var account = context.SignedInAccount();
        var again = MustSignInAgain(context, request, session);
        if (session is null || account is null || again)
        {
            if (request.HasPromptValue(PromptValues.None))
                return Refuse(Errors.LoginRequired, "The user must sign in.");
            if (again || request.HasPromptValue(PromptValues.Login))
                Remember(context, request, session);
            return ComeBackFrom("/sign-in", context, request);
        }
        if (!account.MayEnter)
            return Refuse(Errors.AccessDenied, "The account holds no role.");

        if (NeedsSecondFactor(request, session))
        {
            if (context.Request.Query.ContainsKey("cancelled"))
                return Refuse(Errors.AccessDenied, "The user gave no second factor.");
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.UnmetAuthenticationRequirements, "A second factor must be used.")
                : ComeBackFrom(account.TwoFactorEnabled ? "/second-factor" : "/second-factor-missing", context, request);
        }

        context.Response.Cookies.Delete(AgainCookie, CookieOptions());
        var principal = TokenClaims.For(account, session, request.GetScopes());
        principal.SetAuthorizationId(await AuthorizeAsync(account, session, request, context.RequestAborted));
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    /// <summary>The request that the client pushed, where this one refers to one.</summary>
    private static ClaimsPrincipal? PushedRequestOf(HttpContext context) =>
        context.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction?
            .GetProperty<OpenIddictServerEvents.ProcessAuthenticationContext>(typeof(OpenIddictServerEvents.ProcessAuthenticationContext).FullName!)?.RequestTokenPrincipal;

    /// <summary>
    /// Sign-out. A client that proves by its id token that it speaks for this very session ends it at once;
    /// anybody else's link makes us ask the user first.
    /// </summary>
    public async Task<IResult> EndSessionAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.SignedInSession() is { } session)
        {
            var hint = (await context.AuthenticateAsync(Scheme)).Principal;
            if (hint?.GetClaim("sid") != session.Id.ToString())
            {
                var request = context.GetOpenIddictServerRequest()!;
                return ComeBackFrom("/sign-out", context, request);
            }
            await context.EndSessionAsync();
        }
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/sign-in" }, [Scheme]);
    }

    /// <summary>One authorisation for each session and request: what hangs on it can be revoked together.</summary>
    private async Task<string?> AuthorizeAsync(Account account, Session session, OpenIddictRequest request, CancellationToken cancel)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, cancel)
            ?? throw new InvalidOperationException("The client was removed while its request was answered.");
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = await clients.GetIdAsync(client, cancel),
            CreationDate = clock.GetUtcNow(),
            Status = Statuses.Valid,
            Subject = account.Id.ToString(),
            Type = AuthorizationTypes.AdHoc,
        };
        descriptor.Scopes.UnionWith(request.GetScopes());
        descriptor.Properties[SessionProperty] = System.Text.Json.JsonSerializer.SerializeToElement(session.Id);
        return await authorizations.GetIdAsync(await authorizations.CreateAsync(descriptor, cancel), cancel);
    }

    /// <summary>Step-up: the client asks for a second factor, and none was used in this session a moment ago.</summary>
    private bool NeedsSecondFactor(OpenIddictRequest request, Session session) =>
        request.AcrValues is { } wanted && wanted.Split(' ').Contains(TokenClaims.SecondFactorContext)
        // A tenth earlier than at our own pages: the client counts by its own clock, and would find stale what was young here.
        && !(clock.GetUtcNow() - session.SecondFactorAt < settings.SecondFactorHolds * 0.9);

    private IResult ComeBackFrom(string page, HttpContext context, OpenIddictRequest request)
    {
        // The client knows which language the person reads; what they chose here themselves comes first.
        if (!context.Request.Cookies.ContainsKey(PagesSetup.LanguageCookie(settings))
            && request.UiLocales?.Split(' ').Select(PreferredLanguage.Of).FirstOrDefault(culture => culture is not null) is { } language)
        {
            PagesSetup.RememberLanguage(context, language, settings);
        }
        return Results.LocalRedirect(page + QueryString.Create("returnUrl", context.Request.Path + QueryOf(context, request)));
    }

    /// <summary>
    /// prompt=login and an exceeded max_age ask for a sign-in made after this request came. Which sign-in was there when
    /// it came is remembered in a protected cookie, bound to this request: another sign-in since then satisfies it.
    /// </summary>
    private bool MustSignInAgain(HttpContext context, OpenIddictRequest request, Session? session)
    {
        var tooOld = request.MaxAge is { } maxAge && session is not null
            && clock.GetUtcNow() - session.AuthenticatedAt >= TimeSpan.FromSeconds(maxAge);
        if (!request.HasPromptValue(PromptValues.Login) && !tooOld)
            return false;
        return session is null || Remembered(context) is not { } remembered
            || remembered.Request != Fingerprint(request) || remembered.SignIn == session.SignInId;
    }

    private void Remember(HttpContext context, OpenIddictRequest request, Session? session)
    {
        if (Remembered(context) is { } remembered && remembered.Request == Fingerprint(request))
            return;
        var value = Protector.Protect($"{Fingerprint(request)} {session?.SignInId}", TimeSpan.FromMinutes(15));
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

    private static string Fingerprint(OpenIddictRequest request) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', request.ClientId, request.CodeChallenge, request.State, request.Nonce))));

    /// <summary>The request as it came, so that it can come again after the sign-in; a posted one becomes a query.</summary>
    private static QueryString QueryOf(HttpContext context, OpenIddictRequest request) =>
        HttpMethods.IsGet(context.Request.Method)
            ? context.Request.QueryString
            : QueryString.Create(request.GetParameters().ToImmutableDictionary().Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [Scheme]);
}
