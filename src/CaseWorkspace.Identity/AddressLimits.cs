using System.Globalization;
using System.Threading.RateLimiting;
using CaseWorkspace.Identity.Protocol;
using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.Identity;

/// <summary>
/// Requests per address: what people type in, authorization requests, token requests, pushed requests, introspections, logouts, each with a limit
/// of its own. The web host asks for everybody: it signs what it asks, and has an allowance that no stranger can spend.
/// </summary>
public static class AddressLimits
{
    private const string WebClient = "web";
    private static readonly object Proven = new();

    /// <summary>In its own window for each address: an assertion that the web host did not sign.</summary>
    private sealed class FailedAssertions(RateLimits limits) : IDisposable
    {
        private readonly PartitionedRateLimiter<HttpContext> limiter =
            PartitionedRateLimiter.Create<HttpContext, string>(context => Window(ClientNetwork.Of(context), limits.FailedAssertionsPerMinute));

        public bool MayFail(HttpContext context)
        {
            using var lease = limiter.AttemptAcquire(context);
            return lease.IsAcquired;
        }

        public void Dispose() => limiter.Dispose();
    }

    public static IServiceCollection AddAddressLimits(this IServiceCollection services, RateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return services.AddRefusedByLimit().AddSingleton(new FailedAssertions(limits)).AddRateLimiter(options =>
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
            options.OnRejected = async (rejected, _) =>
            {
                var http = rejected.HttpContext;
                http.RequestServices.GetRequiredService<RefusedByLimit>().Count();
                http.Response.Headers.RetryAfter = "60";
                if (http.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase) && KindOf(http.Request) is not ("authorization" or "logout"))
                {
                    await NotNowAsync(http, StatusCodes.Status429TooManyRequests, 60, "Too many requests from this address; try again in a minute.");
                }
            };
        });
    }

    /// <summary>
    /// Before the limits: what the web host has signed is the web host's. The engine checks it once more, as it does everybody's. What somebody else
    /// signed is counted for the address, and soon goes no further; the web host's own goes on, also from that address.
    /// </summary>
    public static void UseAddressLimits(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                if (KindOf(context.Request) is "token" or "pushed" or "introspection" && await AssertionAsync(context.Request) is { } shown)
                {
                    if (await context.RequestServices.GetRequiredService<ClientAssertions>().IsByWebAsync(shown, context.RequestAborted))
                        context.Items[Proven] = true;
                    else if (await IsOverAsync(context))
                        return;
                }
                await next(context);
            }
            // Also thrown inside the engine's own step, where the keys went away since they were read here.
            catch (WebKeysAwayException) when (!context.Response.HasStarted)
            {
                // Nobody can tell whose it is, so it counts like one that is none: no limit after this one would count it.
                if (context.Items.ContainsKey(Proven) || !await IsOverAsync(context))
                    await NotNowAsync(context, StatusCodes.Status503ServiceUnavailable, 2, "The web host's keys cannot be read now; try again.");
            }
        });
        app.UseRateLimiter();
    }

    /// <summary>Whether the address has shown too many assertions that are none; says so then.</summary>
    private static async Task<bool> IsOverAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<FailedAssertions>().MayFail(context))
            return false;
        context.RequestServices.GetRequiredService<RefusedByLimit>().Count();
        await NotNowAsync(context, StatusCodes.Status429TooManyRequests, 60, "Too many client assertions from this address that are none; try again in a minute.");
        return true;
    }

    private static async Task<string?> AssertionAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType && (await request.ReadFormAsync(request.HttpContext.RequestAborted))["client_assertion"] is [{ Length: > 0 and <= ClientAssertions.Longest } shown]
                ? shown : null;
        }
        catch (InvalidDataException)
        {
            // Not a form that could be read: the engine says so.
            return null;
        }
    }

    private static Task NotNowAsync(HttpContext context, int status, int seconds, string why)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { error = "temporarily_unavailable", error_description = why }, context.RequestAborted);
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
