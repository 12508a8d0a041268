using System.Security.Cryptography;
using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// A person's leave for one request of a program on their own machine. Such a program keeps no key that would tell it from another one, so that it
/// is asked every time, by a press on a page, and nothing is remembered (RFC 8252, 8.6). The leave is a protected cookie, for this session and
/// this pushed request, which serves once (docs/adr/0039).
/// </summary>
public sealed class Consent(IDataProtectionProvider protection, IdentitySettings settings)
{
    private const string Parameter = "request_uri";
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(5);

    private string Cookie => SessionCookies.NameOf("cw-identity.consent", settings);

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("consent").ToTimeLimitedDataProtector();

    private CookieOptions CookieOptions => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = !settings.OverHttp, Path = "/" };

    /// <summary>Whether the address leads back to a pushed request, for which alone leave can be given.</summary>
    public static bool IsAskedFor(string? address) => RequestOf(address) is not null;

    /// <summary>The person has pressed the button, at the page that leads on to the address.</summary>
    public void Give(HttpContext context, string address)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Cookies.Append(Cookie, Protector.Protect(Text(context, RequestOf(address)!), Holds), CookieOptions);
    }

    /// <summary>Whether the person has, for this very request; the leave is then gone.</summary>
    public bool Take(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Request.Cookies[Cookie] is not { } given)
            return false;
        context.Response.Cookies.Delete(Cookie, CookieOptions);
        try
        {
            return context.Request.Query[Parameter] is [{ } request] && Protector.Unprotect(given) == Text(context, request);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string? RequestOf(string? address) =>
        address is not null && address.StartsWith("/connect/authorize?", StringComparison.Ordinal)
        && QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]).TryGetValue(Parameter, out var request) && request is [{ Length: > 0 } one] ? one : null;

    private static string Text(HttpContext context, string request) => $"{context.SignedInSession()!.Id} {request}";
}
