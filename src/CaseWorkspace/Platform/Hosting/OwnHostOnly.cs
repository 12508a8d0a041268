using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// First of all: a request under a host name that is not this host's own is answered 400, plainly, before anything reads the name
/// or repeats it. Health is asked under any name: the people who ask know an address.
/// </summary>
public static class OwnHostOnly
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Lets requests under the public address through, in a demonstration also those under the names of this machine.</summary>
    public static void UseOwnHostOnly(this IApplicationBuilder app, Uri publicAddress, bool demo) => app.Use((context, next) =>
    {
        var asked = context.Request.Host;
        if (Health(context.Request.Path) || IsPublic(asked, publicAddress))
        {
            return next(context);
        }

        if (!demo || !Loopback.Contains(asked.Host, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain";
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsync("No such host here.", context.RequestAborted);
        }

        // Sign-in leads back to the public address: a person who came by another name of this machine is brought there.
        if (asked.Port == publicAddress.Port && HttpMethods.IsGet(context.Request.Method) && !context.WebSockets.IsWebSocketRequest
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(publicAddress.GetLeftPart(UriPartial.Authority) + context.Request.PathBase + context.Request.Path + context.Request.QueryString);
            return Task.CompletedTask;
        }

        return next(context);
    });

    private static bool IsPublic(HostString asked, Uri own) =>
        string.Equals(asked.Host, own.Host, StringComparison.OrdinalIgnoreCase) && (asked.Port ?? (own.IsDefaultPort ? own.Port : 0)) == own.Port;

    // These two alone: any other address below /health is answered as the rest of the host is.
    private static bool Health(PathString path) =>
        string.Equals(path, "/health/live", StringComparison.OrdinalIgnoreCase) || string.Equals(path, "/health/ready", StringComparison.OrdinalIgnoreCase);
}
