using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.Identity;

/// <summary>
/// Requests per address: what people type in, authorization requests, token requests, pushed requests, introspections, logouts, each with a limit
/// of its own. The web host asks for everybody: it shows its secret, and has an allowance that no stranger can spend.
/// </summary>
public static class AddressLimits
{
    private const string WebClient = "web";
    private static readonly object Proven = new();

    public static IServiceCollection AddAddressLimits(this IServiceCollection services, RateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return services.AddRefusedByLimit().AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => (KindOf(context.Request), context.Items.ContainsKey(Proven)) switch
            {
                ("", _) => RateLimitPartition.GetNoLimiter(""),
                (var kind, true) => Window($"{kind} by {WebClient}", limits.WebClientPerMinute),
                (var kind, _) => Window($"{kind} {ClientNetwork.Of(context)}", kind switch
                {
                    "token" => limits.TokensPerMinute,
                    "pushed" => limits.PushedRequestsPerMinute,
                    "authorization" => limits.AuthorizationsPerMinute,
                    "introspection" => limits.IntrospectionsPerMinute,
                    "logout" => limits.LogoutsPerMinute,
                    _ => limits.SignInsPerMinute,
                }),
            });
            options.OnRejected = async (rejected, cancel) =>
            {
                var http = rejected.HttpContext;
                http.RequestServices.GetRequiredService<RefusedByLimit>().Count();
                http.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
                if (http.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase) && KindOf(http.Request) is not ("authorization" or "logout"))
                {
                    await http.Response.WriteAsJsonAsync(
                        new { error = "temporarily_unavailable", error_description = "Too many requests from this address; try again in a minute." }, cancel);
                }
            };
        });
    }

    /// <summary>Before the limits: who asks by the web host's secret is the web host. The engine checks it once more, as it does everybody's.</summary>
    public static void UseAddressLimits(this IApplicationBuilder app, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var secret = SHA256.HashData(Encoding.UTF8.GetBytes(settings.WebClientSecret));
        app.Use(async (context, next) =>
        {
            if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && KindOf(context.Request) is "token" or "pushed" or "introspection"
                && await CredentialsAsync(context.Request) is (WebClient, { } shown)
                && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), secret))
            {
                context.Items[Proven] = true;
            }
            await next(context);
        });
        app.UseRateLimiter();
    }

    private static async Task<(string? Client, string? Secret)> CredentialsAsync(HttpRequest request)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header is { Scheme: "Basic", Parameter: { } encoded })
        {
            var bytes = new byte[encoded.Length];
            return Convert.TryFromBase64String(encoded, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var client, var shown]
                ? (Uri.UnescapeDataString(client), Uri.UnescapeDataString(shown)) : (null, null);
        }
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return (form["client_id"], form["client_secret"]);
        }
        catch (InvalidDataException)
        {
            // Not a form that could be read: the engine says so.
            return (null, null);
        }
    }

    private static RateLimitPartition<string> Window(string key, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = perMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
    });

    private static string KindOf(HttpRequest request) => (request.Method, request.Path.Value?.TrimEnd('/').ToUpperInvariant()) switch
    {
        ("POST", "/CONNECT/TOKEN" or "/CONNECT/REVOCATION") => "token",
        ("POST", "/CONNECT/PAR") => "pushed",
        ("POST", "/CONNECT/INTROSPECTION") => "introspection",
        (_, "/CONNECT/AUTHORIZE" or "/CONNECT/USERINFO") => "authorization",
        (_, "/CONNECT/END-SESSION") or ("POST", "/SIGN-OUT") => "logout",
        ("POST", "/SIGN-IN" or "/SECOND-FACTOR" or "/RECOVERY-CODE" or "/PASSWORD" or "/AUTHENTICATOR") => "sign-in",
        (_, { } path) when path.StartsWith("/INVITATION/", StringComparison.Ordinal) => "sign-in",
        _ => "",
    };
}
