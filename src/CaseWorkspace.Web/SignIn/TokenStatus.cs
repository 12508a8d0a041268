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
using Microsoft.IdentityModel.JsonWebTokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>What the identity server says of a token that has not run out.</summary>
public enum TokenState
{
    /// <summary>It is valid.</summary>
    Active,

    /// <summary>It was taken back, or what it says of its holder is no longer so.</summary>
    Revoked,

    /// <summary>The identity server has not answered for too long: an old answer lets nobody in.</summary>
    Unknown,
}

/// <summary>
/// Asks the identity server whether an access token is still active (RFC 7662) and remembers the answer for some seconds, so that a
/// suspended account or a role taken is refused within half a minute while nearly every request asks nobody. See docs/adr/0010.
/// </summary>
public sealed partial class TokenStatus(
    IOptionsMonitor<OpenIdConnectOptions> oidc, OidcSettings own, ClientProof proof, IConfiguration settings, TimeProvider clock, ILogger<TokenStatus> log)
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

    private readonly ConcurrentDictionary<string, KnownToken> _known = new(StringComparer.Ordinal);
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>The token's state. Callers with the same token wait for one answer.</summary>
    public ValueTask<TokenState> Of(string token, CancellationToken cancellation)
    {
        var known = _known.GetOrAdd(KeyOf(token), _ => new KnownToken());
        var age = known.Age(clock);
        if (age < Ahead)
        {
            return ValueTask.FromResult(known.State);
        }

        var asking = Ask(known, token);
        return age < Fresh
            ? ValueTask.FromResult(known.State)
            : new ValueTask<TokenState>(asking.WaitAsync(cancellation));
    }

    /// <summary>The identity server has just given the token out: so it is active.</summary>
    /// <param name="token">The token.</param>
    /// <param name="asked">When it was asked for: <see cref="TimeProvider.GetTimestamp"/> of then.</param>
    public void Note(string token, long asked) =>
        _known.GetOrAdd(KeyOf(token), _ => new KnownToken()).Answered(TokenState.Active, asked);

    /// <summary>The identity server has told that a session has ended: its tokens are revoked, those of its tickets and those of programs.</summary>
    /// <param name="person">Whose session; null where it was not told.</param>
    /// <param name="session">Which session; null: every one of the person.</param>
    /// <param name="tickets">The sessions of this host that ended with it.</param>
    public void Revoke(Guid? person, string? session, IEnumerable<AuthenticationTicket> tickets)
    {
        var now = clock.GetTimestamp();
        foreach (var ticket in tickets)
        {
            _known.GetOrAdd(KeyOf(ticket.Properties.GetTokenValue("access_token") ?? ""), _ => new KnownToken()).Answered(TokenState.Revoked, now);
        }

        foreach (var known in _known.Values.Where(known => known.Holder is { } holder
            && (session is null
                ? string.Equals(holder.Principal.FindFirstValue("sub"), person?.ToString(), StringComparison.OrdinalIgnoreCase)
                : string.Equals(holder.Principal.FindFirstValue("sid"), session, StringComparison.Ordinal))))
        {
            known.Answered(TokenState.Revoked, now);
        }
    }

    private Task<TokenState> Ask(KnownToken known, string token)
    {
        Sweep();
        lock (known)
        {
            // Just tried in vain: the old answer, as long as it holds, is given without asking again.
            if (known.Asking is { } running && (!running.IsCompleted || clock.GetElapsedTime(known.TriedAt) < Pause))
            {
                return running.IsCompleted ? Task.FromResult(Judge(known)) : running;
            }

            known.TriedAt = clock.GetTimestamp();
            return known.Asking = Lookup(known, token);
        }
    }

    /// <summary>The token as it was read, and its holder, when its signature was checked just now and it has not run out since; otherwise null.</summary>
    public (JsonWebToken Token, ClaimsPrincipal Holder)? Known(string token) =>
        _known.TryGetValue(KeyOf(token), out var known) && known.Holder is { } holder
        && clock.GetElapsedTime(holder.CheckedAt) < Fresh && clock.GetUtcNow() < new DateTimeOffset(holder.Token.ValidTo) ? (holder.Token, holder.Principal) : null;

    /// <summary>The token's signature has just been checked.</summary>
    /// <param name="token">The token.</param>
    /// <param name="principal">What it says of its holder.</param>
    public void Hold(JsonWebToken token, ClaimsPrincipal principal) =>
        _known.GetOrAdd(KeyOf(token.EncodedToken), _ => new KnownToken()).Holder = new Holding(principal, token, clock.GetTimestamp());

    private async Task<TokenState> Lookup(KnownToken known, string token)
    {
        await Task.Yield();
        // The answer is as old as the question: what changes while it travels is not in it.
        var asked = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            if (await Introspect(known, token, patience.Token) is { } answer)
            {
                known.Answered(answer, asked);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException or JsonException)
        {
            NoAnswer(log, fault.GetType().Name);
        }

        return Judge(known);
    }

    /// <summary>Null when the server's answer is no answer.</summary>
    private async Task<TokenState?> Introspect(KnownToken known, string token, CancellationToken cancellation)
    {
        var options = oidc.Get(SignInSetup.Oidc);
        if (own.WithoutIntrospection)
        {
            // What a logout notice has ended stays ended; a session's token and a program's are too old after some minutes anyway.
            return known.State == TokenState.Revoked ? TokenState.Revoked : TokenState.Active;
        }

        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        if (string.IsNullOrEmpty(configuration.IntrospectionEndpoint))
        {
            // A production does not start on such a server (IntrospectionCheck), unless it was silent then: nobody is let in.
            return DemoSetting.IsOn(settings) ? TokenState.Active : null;
        }

        using var form = new FormUrlEncodedContent(
        [
            .. await proof.Of(options, cancellation),
            KeyValuePair.Create("token", token),
            KeyValuePair.Create("token_type_hint", "access_token"),
        ]);
        using var response = await options.Backchannel.PostAsync(new Uri(configuration.IntrospectionEndpoint), form, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            NoAnswer(log, response.StatusCode.ToString());
            return null;
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        return answer.RootElement.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True
            ? TokenState.Active : TokenState.Revoked;
    }

    private TokenState Judge(KnownToken known) => known.Age(clock) < Grace ? known.State : TokenState.Unknown;

    /// <summary>Forgets what nobody has asked about for longer than any answer holds.</summary>
    private void Sweep()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if ((clock.GetElapsedTime(swept) < TimeSpan.FromMinutes(1) && _known.Count < Remembered)
            || Interlocked.CompareExchange(ref _sweptAt, clock.GetTimestamp(), swept) != swept)
        {
            return;
        }

        foreach (var (key, known) in _known.Where(pair => pair.Value.Age(clock) > Grace && pair.Value.Asking is not { IsCompleted: false }))
        {
            _known.TryRemove(KeyValuePair.Create(key, known));
        }
    }

    private static string KeyOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    [LoggerMessage(LogLevel.Warning, "The identity server did not say whether a token is active: {Fault}")]
    private static partial void NoAnswer(ILogger log, string fault);

    /// <summary>The holder of a token whose signature was checked.</summary>
    private sealed record Holding(ClaimsPrincipal Principal, JsonWebToken Token, long CheckedAt);

    /// <summary>What is known of one token.</summary>
    private sealed class KnownToken
    {
        private Answer? _last;

        public Task<TokenState>? Asking { get; set; }

        public Holding? Holder { get; set; }

        public long TriedAt { get; set; }

        public TokenState State => _last?.State ?? TokenState.Unknown;

        public TimeSpan Age(TimeProvider clock) => _last is { } last ? clock.GetElapsedTime(last.Asked) : TimeSpan.MaxValue;

        /// <summary>An answer to an older question is no news.</summary>
        public void Answered(TokenState state, long asked)
        {
            if (!(_last is { } last && last.Asked > asked))
            {
                _last = new Answer(state, asked);
            }
        }

        private sealed record Answer(TokenState State, long Asked);
    }
}
