using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace CaseWorkspace.Identity;

/// <summary>Requests per address: what people type in, token requests, pushed requests, introspections, each with a limit of its own.</summary>
public static class AddressLimits
{
    public static IServiceCollection AddAddressLimits(this IServiceCollection services, RateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => KindOf(context.Request) switch
            {
                "" => RateLimitPartition.GetNoLimiter(""),
                var kind => RateLimitPartition.GetSlidingWindowLimiter($"{kind} {AddressOf(context)}", _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = kind switch
                    {
                        "token" => limits.TokensPerMinute,
                        "pushed" => limits.PushedRequestsPerMinute,
                        "introspection" => limits.IntrospectionsPerMinute,
                        _ => limits.SignInsPerMinute,
                    },
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                }),
            });
            options.OnRejected = async (rejected, cancel) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
                if (rejected.HttpContext.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase))
                {
                    await rejected.HttpContext.Response.WriteAsJsonAsync(
                        new { error = "temporarily_unavailable", error_description = "Too many requests from this address; try again in a minute." }, cancel);
                }
            };
        });
    }

    private static string KindOf(HttpRequest request) => (request.Method, request.Path.Value?.TrimEnd('/').ToUpperInvariant()) switch
    {
        ("POST", "/CONNECT/TOKEN" or "/CONNECT/REVOCATION") => "token",
        ("POST", "/CONNECT/PAR") => "pushed",
        ("POST", "/CONNECT/INTROSPECTION") => "introspection",
        ("POST", "/SIGN-IN" or "/SECOND-FACTOR" or "/RECOVERY-CODE" or "/PASSWORD" or "/AUTHENTICATOR") => "sign-in",
        (_, { } path) when path.StartsWith("/INVITATION/", StringComparison.Ordinal) => "sign-in",
        _ => "",
    };

    /// <summary>An IPv6 subscriber holds a whole /64: its addresses count as one.</summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
