using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Binds a sign-in to the browser that began it by one cookie for all its tabs. The framework sets a cookie for each attempt, and ninety
/// that were begun and left make the next one's headers too long. The cookie holds a random key, the protected state its hash; the first
/// sign-in that comes back spends it, and another tab's then goes round once more (<see cref="RoundAgain"/>). An attempt comes back once at
/// each node, and within an hour: each time costs the identity server a call, so that a stranger's cost no more of them than they began.
/// </summary>
public sealed class BoundSignIn(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logs, HtmlEncoder html, UrlEncoder url, ComeBack comeBack) : OpenIdConnectHandler(options, logs, html, url)
{
    private const string Binding = "browser";
    private const string Attempt = "attempt";
    private const int KeyBytes = 32;

    private string Cookie => Options.CorrelationCookie.SecurePolicy == CookieSecurePolicy.Always ? "__Host-cw-sign-in" : "cw-sign-in";

    private CookieOptions Form => new()
    {
        HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Lax,
        Secure = Options.CorrelationCookie.SecurePolicy == CookieSecurePolicy.Always,
    };

    /// <inheritdoc/>
    protected override void GenerateCorrelationId(AuthenticationProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var key = Request.Cookies[Cookie] is { } kept && Base64Url.IsValid(kept, out var length) && length == KeyBytes
            ? kept : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        properties.Items[Binding] = HashOf(key);
        properties.Items[Attempt] = comeBack.Begin();
        Response.Cookies.Append(Cookie, key, Form);
    }

    /// <inheritdoc/>
    protected override bool ValidateCorrelationId(AuthenticationProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (!properties.Items.Remove(Binding, out var expected) || expected is null || Request.Cookies[Cookie] is not { } key
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(HashOf(key)))
            || !properties.Items.Remove(Attempt, out var attempt) || !comeBack.First(attempt))
        {
            return false;
        }

        Response.Cookies.Delete(Cookie, Form);
        return true;
    }

    private static string HashOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
