namespace CaseWorkspace.Identity;

public static class SecureHeaders
{
    /// <summary>
    /// No script at all. Forms may lead back to the web host and, for programs on the user's own machine, to its loopback:
    /// browsers apply form-action to the redirects that follow a form.
    /// </summary>
    public static void UseSecureHeaders(this IApplicationBuilder app, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self' {settings.WebOrigin.GetLeftPart(UriPartial.Authority)} http://127.0.0.1:*";
        app.Use(async (context, next) =>
        {
            // When the answer starts, because an error page clears the headers set before it.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (headers.CacheControl.Count == 0)
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            });
            await next(context);
        });
    }
}
