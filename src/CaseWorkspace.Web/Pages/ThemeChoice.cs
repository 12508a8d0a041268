namespace CaseWorkspace.Web.Pages;

/// <summary>Light or dark, when the person chose one; the page's script keeps it in a cookie.</summary>
public static class ThemeChoice
{
    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public static string? Of(HttpContext? http) =>
        http?.Request.Cookies["cw-theme"] is "light" or "dark" ? http.Request.Cookies["cw-theme"] : null;
}
