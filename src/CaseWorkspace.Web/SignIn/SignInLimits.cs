using System.Globalization;
using System.Threading.RateLimiting;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// How often one address may begin a sign-in or come back from one, and one person a step-up or a page's connection. Each costs the
/// identity server a call from this host: what one asks for in excess is refused here, and takes nothing from anybody else.
/// </summary>
public sealed class SignInLimits(IConfiguration settings, RefusedByLimit refused) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = Limiter(settings.GetValue("Limits:SignInsPerMinute", 120));

    // The identity server tells of all sessions from one address, and comes again where it is told too often.
    private readonly PartitionedRateLimiter<string> _logouts = Limiter(settings.GetValue("Limits:LogoutsPerMinute", 1200));

    /// <summary>Whether the request, of this kind and on behalf of this person or address, may go on.</summary>
    public bool Allows(string kind, string? person, HttpContext http) => Allows(_limiter, $"{kind} {person ?? ClientNetwork.Of(http)}");

    /// <summary>Whether the address may tell of a logout.</summary>
    public bool AllowsLogout(HttpContext http) => Allows(_logouts, ClientNetwork.Of(http));

    private bool Allows(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            refused.Count();
        }

        return lease.IsAcquired;
    }

    /// <summary>The page of a person who has to wait.</summary>
    public static Task Refuse(HttpContext http)
    {
        http.Response.Headers.RetryAfter = 10.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<PlainPage>(new { Words = "frame.too-many-sign-ins" }) { StatusCode = StatusCodes.Status429TooManyRequests }.ExecuteAsync(http);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limiter.Dispose();
        _logouts.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int perMinute) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));
}
