using System.Globalization;
using System.Text;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CaseWorkspace.Web.Components;
using CaseWorkspace.Web.SignIn;
using Microsoft.AspNetCore.Localization;

namespace CaseWorkspace.Web.Pages;

/// <summary>The pages of the workspace: interactive over a circuit, behind the sign-in, under a strict policy.</summary>
public static class PageSetup
{
    // A form's longest texts, in letters of three bytes each, and its draft as a whole: what exceeds it breaks the connection.
    private const long LongestMessage = 1024 * 1024;

    private static readonly string[] Languages = [PreferredLanguage.English, PreferredLanguage.Georgian];

    /// <summary>Adds the pages, the frame and the languages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = false;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddFrame();
        services.AddRequestLocalization(options =>
        {
            options.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            options.FallBackToParentCultures = true;
            options.FallBackToParentUICultures = true;
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new CustomRequestCultureProvider(http => Task.FromResult(PreferredLanguage.Of(http.Request))),
            ];
        });
        services.AddAuthorizationBuilder().AddPolicy("page", policy => policy
            .AddAuthenticationSchemes(SignInSetup.Cookie)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => ActorClaims.Read(context.User) is not null));
        return services;
    }

    /// <summary>
    /// First of all: the headers of every answer, and the language. Scripts and style sheets come from this host alone;
    /// inline stand one script, allowed by its hash, and style attributes, because MudBlazor places its menus and dialogs with them.
    /// </summary>
    public static IApplicationBuilder UsePages(this WebApplication app)
    {
        var oidc = app.Configuration.GetSection("Oidc").Get<OidcSettings>() ?? new OidcSettings();
        return app.UseSecurityHeaders(policy =>
        {
            policy.AddScriptSrc().Self().WithHash256(LoadWatch.Sha256);
            policy.AddStyleSrc().Self();
            policy.AddStyleSrcElem().Self();
            policy.AddStyleSrcAttr().UnsafeInline();
            policy.AddImgSrc().Self().Data();
            policy.AddFontSrc().Self();
            policy.AddConnectSrc().Self();
            policy.AddBaseUri().Self();
            // The form that signs out leads to the identity server.
            policy.AddFormAction().Self().From(new Uri(oidc.Authority).GetLeftPart(UriPartial.Authority));
        }).UseRequestLocalization();
    }

    /// <summary>Maps the pages, their scripts and styles. Needs UseAntiforgery before it.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        // Scripts and styles are anybody's: whose cookie came along is not looked up, so that they are there when the database is not.
        routes.MapStaticAssets().AllowAnonymous().ShortCircuit();
        routes.MapGet(ThemeStyles.Path, async (ThemeStyles theme, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = http.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
            return Results.Text((await theme.Get()).Css, "text/css", Encoding.UTF8);
        }).ServesHead().AllowAnonymous().ExcludeFromDescription().ShortCircuit();
        routes.MapGet("/language/{culture}", ChooseLanguage).ServesHead().AllowAnonymous().ExcludeFromDescription();
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies(typeof(WorkspaceLayout).Assembly)
            .ServesHead()
            .RequireAuthorization("page");
    }

    private static IResult ChooseLanguage(string culture, string? @return, HttpContext http, TimeProvider clock)
    {
        if (Languages.Contains(culture, StringComparer.Ordinal))
        {
            RememberLanguage(http, culture, clock);
        }

        return Results.LocalRedirect(LocalPath.Of(@return));
    }

    /// <summary>In this browser: what the person chose here, or the account's language at a sign-in.</summary>
    internal static void RememberLanguage(HttpContext http, string culture, TimeProvider clock) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(culture))),
        new CookieOptions
        {
            Expires = clock.GetUtcNow().AddYears(1), SameSite = SameSiteMode.Lax, HttpOnly = true,
            Secure = http.Request.IsHttps, IsEssential = true,
        });
}
