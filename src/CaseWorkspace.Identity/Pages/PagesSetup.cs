using System.Security.Cryptography;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CaseWorkspace.Identity.Pages;

public static class PagesSetup
{
    public const string AdministratorsOnly = "administrators-only";
    private static readonly string[] SignedInPages = ["/Index", "/Password", "/Authenticator", "/Sessions", "/People", "/FailedSignIns", "/Consent"];
    private static readonly string[] OpenPages = ["/SignIn", "/SecondFactor", "/SecondFactorMissing", "/RecoveryCode", "/Invitation", "/SignOut", "/AccessDenied", "/Error"];
    private static readonly byte[] Style = Read("identity.css");
    private static readonly byte[] Script = Read("new-password.js");
    private static readonly byte[] PasskeyScript = Read("passkey.js");
    private static readonly byte[] Mark = Read("icon.svg");

    /// <summary>Changes with the style sheet, so that browsers may keep it for good.</summary>
    public static string StyleAddress { get; } = "/identity.css?v=" + Convert.ToHexStringLower(SHA256.HashData(Style))[..12];

    /// <summary>The script that says how good a new password is.</summary>
    public const string ScriptPath = "/new-password.js";

    public static string ScriptAddress { get; } = ScriptPath + "?v=" + Convert.ToHexStringLower(SHA256.HashData(Script))[..12];

    /// <summary>The script that asks the browser for a passkey.</summary>
    public const string PasskeyScriptPath = "/passkey.js";

    public static string PasskeyScriptAddress { get; } = PasskeyScriptPath + "?v=" + Convert.ToHexStringLower(SHA256.HashData(PasskeyScript))[..12];

    /// <summary>The workspace's own mark.</summary>
    public static string MarkAddress { get; } = "/icon.svg?v=" + Convert.ToHexStringLower(SHA256.HashData(Mark))[..12];

    public static IServiceCollection AddPages(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddLocalization();
        services.AddRazorPages(pages =>
        {
            foreach (var page in SignedInPages)
                pages.Conventions.AuthorizePage(page);
            foreach (var page in OpenPages)
                pages.Conventions.AllowAnonymousToPage(page);
            pages.Conventions.AuthorizeFolder("/Administration", AdministratorsOnly);
        });
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            mvc.Filters.Add<StalePages>();
        });
        services.Configure<HtmlHelperOptions>(html => html.ClientValidationEnabled = false);
        // Closed by default: a route that says neither who may come nor that everybody may is nobody's. An address that is none is answered as such.
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null).Build())
            .AddPolicy(AdministratorsOnly, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.IdentityAdmin));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = SessionCookies.NameOf("cw-identity.antiforgery", settings);
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.Path = "/";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = settings.OverHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        var open = routes.MapGroup("").AllowAnonymous();
        open.MapGet("/identity.css", (HttpContext context) => ForGood(context, Style, "text/css; charset=utf-8"));
        open.MapGet(ScriptPath, (HttpContext context) => ForGood(context, Script, "text/javascript; charset=utf-8"));
        open.MapGet(PasskeyScriptPath, (HttpContext context) => ForGood(context, PasskeyScript, "text/javascript; charset=utf-8"));
        open.MapGet("/icon.svg", (HttpContext context) => ForGood(context, Mark, "image/svg+xml"));
        open.MapGet("/favicon.ico", () => Results.NoContent());
        open.MapGet("/language", (HttpContext context, IdentitySettings settings, string? to, string? back) =>
        {
            var culture = to == PreferredLanguage.Georgian ? PreferredLanguage.Georgian : PreferredLanguage.English;
            RememberLanguage(context, culture, settings);
            return Results.LocalRedirect(LocalPath.Of(back));
        });
    }

    /// <summary>In the demonstration the hosts lie on one machine, and share the language.</summary>
    public static string LanguageCookie(IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.OverHttp ? CookieRequestCultureProvider.DefaultCookieName : SessionCookies.NameOf("cw-identity.language", settings);
    }

    /// <summary>The language that the person chose, here or at the client that sent them.</summary>
    public static void RememberLanguage(HttpContext context, string culture, IdentitySettings settings) => context.Response.Cookies.Append(
        LanguageCookie(settings),
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = !settings.OverHttp, HttpOnly = true, IsEssential = true });

    private static IResult ForGood(HttpContext context, byte[] file, string type)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file, type);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PagesSetup).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
