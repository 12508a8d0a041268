using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>The web host's keys cannot be read now: nothing is said of the assertion, and the web host tries again.</summary>
public sealed class WebKeysAwayException(Exception? fault) : Exception("The web host's keys cannot be read.", fault);

/// <summary>
/// The public keys by which the web host proves itself, read from the web host itself over its pinned address: when they are first needed, every
/// ten minutes from then on, and when an assertion names one that is unknown. What was read holds while the web host is away, for a day (docs/adr/0037).
/// </summary>
public sealed class WebKeys(IdentitySettings settings, TimeProvider clock, ILogger<WebKeys> log) : IDisposable
{
    public static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(10);

    /// <summary>What was read holds no longer: a key that the web host took back must not serve for ever because it cannot be asked.</summary>
    public static readonly TimeSpan HoldsFor = TimeSpan.FromDays(1);

    /// <summary>Assertions that name made-up keys make this host ask no oftener.</summary>
    public static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(2);

    private const int LongestSet = 16 * 1024;
    private const int MostKeys = 10;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(2), MaxResponseContentBufferSize = LongestSet,
    };

    private readonly Lock turn = new();
    private KeysRead? last;
    private Task<KeysRead>? asking;
    private long askedAt;

    /// <summary>All that are published, the named one among them where there is such a one.</summary>
    /// <exception cref="WebKeysAwayException">The named key is unknown, or was read too long ago, and the web host does not answer.</exception>
    public async Task<IReadOnlyList<SecurityKey>> OfAsync(string? name, CancellationToken cancel)
    {
        var known = Volatile.Read(ref last);
        if (known is not null && clock.GetElapsedTime(known.At) is var age && age < HoldsFor && known.Keys.Any(key => key.KeyId == name))
        {
            if (age > ReadEvery)
                _ = AskAsync();
            return known.Keys;
        }
        return (await AskAsync().WaitAsync(cancel)).Keys;
    }

    public void Dispose() => http.Dispose();

    private Task<KeysRead> AskAsync()
    {
        lock (turn)
        {
            if (asking is { } running && (!running.IsCompleted || clock.GetElapsedTime(askedAt) < AskedAgainAfter))
                return running;
            askedAt = clock.GetTimestamp();
            asking = ReadAsync();
            // Nobody may be waiting for it.
            _ = asking.ContinueWith(static (done, state) => ((ILogger)state!).LogWarning(done.Exception!.InnerException, "The web host's keys could not be read"),
                log, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return asking;
        }
    }

    private async Task<KeysRead> ReadAsync()
    {
        await Task.Yield();
        try
        {
            var set = new JsonWebKeySet(await http.GetStringAsync(settings.WebKeysAddress));
            var keys = set.Keys.Where(IsSound).Take(MostKeys).Select(Import).ToList<SecurityKey>();
            if (keys.Count == 0)
                throw new InvalidDataException("No key among them is of use.");
            var read = new KeysRead(keys, clock.GetTimestamp());
            Volatile.Write(ref last, read);
            return read;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or ArgumentException or InvalidDataException or CryptographicException or FormatException)
        {
            throw new WebKeysAwayException(fault);
        }
    }

    private static bool IsSound(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256, Use: null or "sig", KeyId.Length: > 0 and <= 100, HasPrivateKey: false };

    private static ECDsaSecurityKey Import(JsonWebKey key) => new(ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
    })) { KeyId = key.KeyId };

    private sealed record KeysRead(IReadOnlyList<SecurityKey> Keys, long At);
}
