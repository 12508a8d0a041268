namespace CaseWorkspace.Identity;

/// <summary>
/// Says once that a request was forwarded by an address which is no trusted proxy: where that is the operator's own proxy, all clients have its network,
/// and one who guesses makes all others wait. Anybody can send the header, so it is no more than a hint, and names nobody.
/// </summary>
public sealed class UnknownProxy(RequestDelegate next, IdentitySettings settings, ILogger<UnknownProxy> log)
{
    private int said;

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") && (address is null || !settings.TrustedProxies.Contains(address)) && Interlocked.Exchange(ref said, 1) == 0)
            log.LogWarning("A request with X-Forwarded-For came from an address that is not in Identity:TrustedProxies. If that is the proxy of this installation, name it there: until then all its clients are one network");
        return next(context);
    }
}
