using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The cookies of this host. The session's holds a random handle and nothing else, protected, so that one that was not made here is told
/// apart without reading the database; the device's a random mark by which a browser is known
/// again, for the accounts alone that have signed in there (<see cref="Attempts"/>); the pending one, between password and second factor, says only whose password was right. Over https each has the prefix
/// <c>__Host-</c>: no other host, no other path and no plain connection can set it.
/// </summary>
public sealed class SessionCookies(IdentitySettings settings, IDataProtectionProvider protection)
{
    public const string PendingScheme = "cw-identity.pending";

    private const string DeviceCookie = "cw-identity.device";
    private const int SecretBytes = 32;
    private const int LongestHandle = 500;
    private static readonly TimeSpan DeviceKept = TimeSpan.FromDays(400);
    private readonly IDataProtector protector = protection.CreateProtector("session cookie");

    /// <summary>The prefix needs https; plain names are for the http of a demonstration alone.</summary>
    public static string NameOf(string cookie, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.OverHttp ? cookie : "__Host-" + cookie;
    }

    public static void Add(IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddScoped<Sessions>().AddSingleton<SessionCookies>();
        services.AddAuthentication(Session.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(Session.Scheme, null)
            .AddCookie(PendingScheme, options =>
            {
                options.Cookie.Name = NameOf("cw-identity.pending", settings);
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = settings.OverHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                options.Cookie.IsEssential = true;
                options.SlidingExpiration = false;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
                // The page that signs in says where it leads. The handler would set the address as it came, which no header takes beyond ASCII.
                options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
            });
    }

    /// <summary>A handle that nobody had before.</summary>
    public string NewHandle() => Base64Url.EncodeToString(protector.Protect(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>The handle that the browser shows, where it was made here.</summary>
    public string? HandleOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Cookies[NameOf("cw-identity.session", settings)] is not { Length: <= LongestHandle } handle || !Base64Url.IsValid(handle))
            return null;
        try
        {
            return protector.Unprotect(Base64Url.DecodeFromChars(handle)).Length == SecretBytes ? handle : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Keep(HttpContext context, string handle)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Cookies.Append(NameOf("cw-identity.session", settings), handle, Form());
    }

    public void Forget(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Cookies.Delete(NameOf("cw-identity.session", settings), Form());
    }

    /// <summary>The browser that signs in, with a new mark in place of the one that it shows: a copy of that one is worth nothing from then on.</summary>
    public SignInDevice NewDeviceOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (mark, before) = (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)), OriginOf(context));
        return new SignInDevice(SignInDevice.NameOf(context.Request.Headers.UserAgent.ToString()), Invitation.HashOf(mark), before.Network, before.DeviceHash, mark);
    }

    /// <summary>The browser keeps its new mark, which is in the database.</summary>
    public void Keep(HttpContext context, SignInDevice device)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(device);
        context.Response.Cookies.Append(NameOf(DeviceCookie, settings), device.Mark, Form(DeviceKept));
    }

    /// <summary>Where an attempt to sign in comes from; with the open session where its holder is asked once more.</summary>
    public AttemptOrigin OriginOf(HttpContext context, bool inSession = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new AttemptOrigin(Secret(context.Request, DeviceCookie) is { } mark ? Invitation.HashOf(mark) : "",
            SignInDevice.NetworkOf(context.Connection.RemoteIpAddress), inSession ? context.SignedInSession()!.Id : null);
    }

    private string? Secret(HttpRequest request, string cookie)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[NameOf(cookie, settings)] is { } value && Base64Url.IsValid(value, out var length) && length == SecretBytes ? value : null;
    }

    private CookieOptions Form(TimeSpan? kept = null) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = !settings.OverHttp, Path = "/", IsEssential = true, MaxAge = kept,
    };
}
