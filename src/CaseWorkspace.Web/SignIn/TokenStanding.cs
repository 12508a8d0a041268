using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Web.SignIn;

/// <summary>What the identity server says of a token that has not run out.</summary>
public enum Standing
{
    /// <summary>It stands.</summary>
    Stands,

    /// <summary>It was taken back, or what it says of its holder is no longer so.</summary>
    Fallen,

    /// <summary>The identity server has not answered for too long: nobody is let in on an old word.</summary>
    Unknown,
}

/// <summary>
/// Asks the identity server whether an access token still stands (RFC 7662) and remembers the answer for some seconds, so that a
/// suspended account or a role taken is refused within half a minute while nearly every request asks nobody. See docs/adr/0010.
/// </summary>
public sealed partial class TokenStanding(
    IOptionsMonitor<OpenIdConnectOptions> oidc, IConfiguration settings, TimeProvider clock, ILogger<TokenStanding> log)
{
    /// <summary>An answer of this age is asked anew, beside the request that met it.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(7);

    /// <summary>An answer of this age is no longer taken without asking.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>While the identity server cannot be reached, a good answer holds until it is this old.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<string, Word> _words = new(StringComparer.Ordinal);
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>How the token stands. Callers with the same token wait for one answer.</summary>
    public ValueTask<Standing> Of(string token, CancellationToken cancellation)
    {
        var word = _words.GetOrAdd(KeyOf(token), _ => new Word());
        var age = word.Age(clock);
        if (age < Ahead)
        {
            return ValueTask.FromResult(word.Says);
        }

        var asking = Ask(word, token);
        return age < Fresh
            ? ValueTask.FromResult(word.Says)
            : new ValueTask<Standing>(asking.WaitAsync(cancellation));
    }

    /// <summary>The identity server has just given the token out: that is its word on it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="asked">When it was asked for: <see cref="TimeProvider.GetTimestamp"/> of then.</param>
    public void Note(string token, long asked) =>
        _words.GetOrAdd(KeyOf(token), _ => new Word()).Heard(Standing.Stands, asked);

    /// <summary>The identity server has told that a session has ended: the tokens of it stand no longer, those of its tickets and those of programs.</summary>
    /// <param name="person">Whose session; null where it was not told.</param>
    /// <param name="session">Which session; null: every one of the person.</param>
    /// <param name="tickets">The sessions of this host that ended with it.</param>
    public void Fell(Guid? person, string? session, IEnumerable<AuthenticationTicket> tickets)
    {
        var now = clock.GetTimestamp();
        foreach (var ticket in tickets)
        {
            _words.GetOrAdd(KeyOf(ticket.Properties.GetTokenValue("access_token") ?? ""), _ => new Word()).Heard(Standing.Fallen, now);
        }

        foreach (var word in _words.Values.Where(word => word.Holder is { } holder
            && (session is null
                ? string.Equals(holder.Principal.FindFirstValue("sub"), person?.ToString(), StringComparison.OrdinalIgnoreCase)
                : string.Equals(holder.Principal.FindFirstValue("sid"), session, StringComparison.Ordinal))))
        {
            word.Heard(Standing.Fallen, now);
        }
    }

    private Task<Standing> Ask(Word word, string token)
    {
        Sweep();
        lock (word)
        {
            // Just tried in vain: the old word, as long as it holds, is answered without asking again.
            if (word.Asking is { } running && (!running.IsCompleted || clock.GetElapsedTime(word.TriedAt) < Pause))
            {
                return running.IsCompleted ? Task.FromResult(Judge(word)) : running;
            }

            word.TriedAt = clock.GetTimestamp();
            return word.Asking = Lookup(word, token);
        }
    }

    /// <summary>Whose token it is, when its signature was checked just now and it has not run out since; otherwise null.</summary>
    public ClaimsPrincipal? Holder(string token) =>
        _words.TryGetValue(KeyOf(token), out var word) && word.Holder is { } holder
        && clock.GetElapsedTime(holder.CheckedAt) < Fresh && clock.GetUtcNow() < holder.Until ? holder.Principal : null;

    /// <summary>The token's signature has just been checked.</summary>
    /// <param name="token">The token.</param>
    /// <param name="principal">What it says of its holder.</param>
    /// <param name="until">When it runs out.</param>
    public void Hold(string token, ClaimsPrincipal principal, DateTimeOffset until) =>
        _words.GetOrAdd(KeyOf(token), _ => new Word()).Holder = new Holding(principal, until, clock.GetTimestamp());

    private async Task<Standing> Lookup(Word word, string token)
    {
        await Task.Yield();
        // The answer is as old as the question: what changes while it travels is not in it.
        var asked = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            if (await Introspect(token, patience.Token) is { } answer)
            {
                word.Heard(answer, asked);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException or JsonException)
        {
            NoAnswer(log, fault.GetType().Name);
        }

        return Judge(word);
    }

    /// <summary>Null when the server's answer is no answer.</summary>
    private async Task<Standing?> Introspect(string token, CancellationToken cancellation)
    {
        var options = oidc.Get(SignInSetup.Oidc);
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        if (string.IsNullOrEmpty(configuration.IntrospectionEndpoint))
        {
            // A production does not start on such a server (IntrospectionCheck), unless it was silent then: nobody is let in.
            return DemoSetting.IsOn(settings) ? Standing.Stands : null;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["token"] = token,
            ["token_type_hint"] = "access_token",
            ["client_id"] = options.ClientId!,
            ["client_secret"] = options.ClientSecret!,
        });
        using var response = await options.Backchannel.PostAsync(new Uri(configuration.IntrospectionEndpoint), form, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            NoAnswer(log, response.StatusCode.ToString());
            return null;
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        return answer.RootElement.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True
            ? Standing.Stands : Standing.Fallen;
    }

    private Standing Judge(Word word) => word.Age(clock) < Grace ? word.Says : Standing.Unknown;

    /// <summary>Forgets what nobody has asked about for longer than any answer holds.</summary>
    private void Sweep()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if ((clock.GetElapsedTime(swept) < TimeSpan.FromMinutes(1) && _words.Count < Remembered)
            || Interlocked.CompareExchange(ref _sweptAt, clock.GetTimestamp(), swept) != swept)
        {
            return;
        }

        foreach (var (key, word) in _words.Where(pair => pair.Value.Age(clock) > Grace && pair.Value.Asking is { IsCompleted: true }))
        {
            _words.TryRemove(KeyValuePair.Create(key, word));
        }
    }

    private static string KeyOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    [LoggerMessage(LogLevel.Warning, "The identity server did not say how a token stands: {Fault}")]
    private static partial void NoAnswer(ILogger log, string fault);

    /// <summary>Whose a token is, as its signature says.</summary>
    private sealed record Holding(ClaimsPrincipal Principal, DateTimeOffset Until, long CheckedAt);

    /// <summary>The last word on one token.</summary>
    private sealed class Word
    {
        private Answer? _last;

        public Task<Standing>? Asking { get; set; }

        public Holding? Holder { get; set; }

        public long TriedAt { get; set; }

        public Standing Says => _last?.Standing ?? Standing.Unknown;

        public TimeSpan Age(TimeProvider clock) => _last is { } last ? clock.GetElapsedTime(last.Asked) : TimeSpan.MaxValue;

        /// <summary>An answer to an older question is no news.</summary>
        public void Heard(Standing standing, long asked)
        {
            if (!(_last is { } last && last.Asked > asked))
            {
                _last = new Answer(standing, asked);
            }
        }

        private sealed record Answer(Standing Standing, long Asked);
    }
}
