using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// Tokens whose signature, issuer and audience were found good: until it runs out, the same token need not be taken apart again.
/// It says who asks and nothing of files; what they may see is asked of the database every time.
/// </summary>
internal sealed class SeenTokens(TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>What the handler of tokens asks before it takes one apart, and tells after it found one good.</summary>
    public void Attach(JwtBearerEvents events)
    {
        events.OnMessageReceived = context =>
        {
            if (Key(context.Request) is { } key && _seen.TryGetValue(key, out var seen) && clock.GetUtcNow() < seen.Until)
            {
                context.Principal = seen.Person;
                context.Success();
            }

            return Task.CompletedTask;
        };
        events.OnTokenValidated = context =>
        {
            if (Key(context.Request) is { } key)
            {
                Remember(key, new Seen(context.Principal!, new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero)));
            }

            return Task.CompletedTask;
        };
    }

    private void Remember(string key, Seen seen)
    {
        if (_seen.Count >= Remembered)
        {
            _seen.Clear();
        }

        _seen[key] = seen;
    }

    /// <summary>The token's hash: tokens themselves are not kept.</summary>
    private static string? Key(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..])))
            : null;

    private sealed record Seen(ClaimsPrincipal Person, DateTimeOffset Until);
}
