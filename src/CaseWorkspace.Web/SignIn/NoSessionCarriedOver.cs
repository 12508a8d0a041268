using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Signing in always begins a session of its own: on the way back from the identity server the cookie that the browser
/// already holds is not looked at. Otherwise the person who planted a cookie would share the session signed in with it.
/// </summary>
public sealed class NoSessionCarriedOver : ICookieManager
{
    /// <summary>Where the identity server sends the browser back to.</summary>
    public const string CallbackPath = "/signin-oidc";

    private readonly ChunkingCookieManager _cookies = new();

    /// <inheritdoc/>
    public string? GetRequestCookie(HttpContext context, string key) =>
        context.Request.Path == CallbackPath ? null : _cookies.GetRequestCookie(context, key);

    /// <inheritdoc/>
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, key, value, options);

    /// <inheritdoc/>
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, key, options);
}
