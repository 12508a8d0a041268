using CaseWorkspace.Web.SignIn;

namespace CaseWorkspace.Web.Pages;

/// <summary>
/// What every answer says to the browser. Scripts and style sheets come from this host alone, none inline; only style
/// attributes are open, because MudBlazor places its menus and dialogs with them.
/// </summary>
public sealed class SecurityHeaders
{
    private readonly RequestDelegate _next;
    private readonly string _identity;
    private readonly bool _https;

    /// <param name="next">What follows.</param>
    /// <param name="configuration">Names the identity server, to which the form that signs out leads.</param>
    public SecurityHeaders(RequestDelegate next, IConfiguration configuration)
    {
        var oidc = configuration.GetSection("Oidc").Get<OidcSettings>() ?? new OidcSettings();
        _next = next;
        _https = oidc.IsHttps;
        _identity = Uri.TryCreate(oidc.Authority, UriKind.Absolute, out var authority) ? authority.GetLeftPart(UriPartial.Authority) : "";
    }

    /// <summary>Sets the headers and goes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var socket = $"{(_https ? "wss" : "ws")}://{context.Request.Host}";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; " +
            $"img-src 'self' data:; font-src 'self'; connect-src 'self' {socket}; base-uri 'self'; object-src 'none'; " +
            $"form-action 'self' {_identity}; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (_https)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return _next(context);
    }
}
