using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// The keys of texts, as this host holds them for a short while: a key that was destroyed opens nothing any more when <see cref="Held"/> is over.
/// </summary>
public sealed partial class TextKeys(KeyStore store, TimeProvider clock, ILogger<TextKeys> log) : IOpensTexts, IDisposable
{
    /// <summary>How long a host holds a key before it asks for it again.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromSeconds(30);

    private const int Most = 50_000;

    private static readonly Meter Meter = new(Readiness.MeterName);
    private static readonly Counter<long> Unopened = Meter.CreateCounter<long>(
        "caseworkspace.texts.unopened", description: "Sealed texts that did not open though their key was not destroyed.");

    private readonly ConcurrentDictionary<Guid, (TextKey? Key, long At)> _held = new();

    /// <summary>Keys of which is known that the synchronous copy has them.</summary>
    private readonly ConcurrentDictionary<Guid, bool> _copied = new();

    /// <summary>Makes it from the settings <c>ConnectionStrings:Keys</c> and <c>TextKeys:Folder</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or unsafe; the message says how to mend it.</exception>
    public static TextKeys Of(IConfiguration settings, TimeProvider clock, ILogger<TextKeys> log)
    {
        CheckSettings(settings);
        return new TextKeys(new KeyStore(settings.GetConnectionString("Keys")!, new TextMasterKeys(settings["TextKeys:Folder"]!)), clock, log);
    }

    /// <summary>Refuses settings by which keys would lie beside what they seal.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or unsafe; the message says how to mend it.</exception>
    public static void CheckSettings(IConfiguration settings)
    {
        if (settings.GetConnectionString("Keys") is not { Length: > 0 } keys)
        {
            throw new InvalidOperationException(
                "The setting ConnectionStrings:Keys is missing: set it to the connection string of role caseworkspace_keys in the key store, a database of its own.");
        }

        if (settings["TextKeys:Folder"] is not { Length: > 0 })
        {
            throw new InvalidOperationException(
                "TextKeys:Folder is missing: set it to a folder that only Web and Worker can read; it holds the master keys of the key store.");
        }

        var (one, other) = (new NpgsqlConnectionStringBuilder(keys), new NpgsqlConnectionStringBuilder(settings.GetConnectionString("Workspace")));
        if (string.Equals(one.Database, other.Database, StringComparison.Ordinal) && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port
            && one.Database is not null)
        {
            throw new InvalidOperationException(
                "ConnectionStrings:Keys names the database of the workspace: keys must lie in a database of their own, or a backup of the one holds both. Make the key store (deploy/postgresql/keys) and name it.");
        }
    }

    /// <summary>The key to seal with. It is on disk, and on the synchronous copy where there is one, when the task ends.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="file">The file with whose keys it is read.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DestroyedKeyException">The key was destroyed: nothing is written under its id any more.</exception>
    public async ValueTask<TextKey> ToSeal(Guid id, Guid file, CancellationToken cancellation)
    {
        if (!TryHeld(id, out var held))
        {
            await Load([id], cancellation);
            if (!TryHeld(id, out held))
            {
                held = await store.Make(id, file, cancellation);
                if (held is null)
                {
                    // Another host was faster.
                    await Load([id], cancellation);
                    held = _held.GetValueOrDefault(id).Key;
                }
                else
                {
                    Hold(id, held);
                    _copied[id] = true;
                }
            }
        }

        if (held is null)
        {
            throw new DestroyedKeyException(id);
        }

        if (!_copied.ContainsKey(id))
        {
            await store.Copied(cancellation);
            _copied[id] = true;
        }

        return held;
    }

    /// <summary>Has the keys at hand, so that opening need not wait.</summary>
    public async Task Load(IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        Guid[] missing = [.. ids.Where(id => !TryHeld(id, out _)).Distinct()];
        if (missing.Length > 0)
        {
            Hold(await store.Read(missing, cancellation));
        }
    }

    /// <summary>Asks for the key anew when it is wanted next: it was destroyed.</summary>
    public void Forget(Guid id) => _held.TryRemove(id, out _);

    /// <summary>The ids of the keys that were destroyed, of all files.</summary>
    public Task<IReadOnlyList<Guid>> Destroyed(CancellationToken cancellation) => store.Destroyed(cancellation);

    /// <summary>What is wrong with the key store, and what mends it; null: nothing is.</summary>
    public Task<string?> Fault(CancellationToken cancellation) => store.Fault(cancellation);

    /// <inheritdoc/>
    public string Open(Guid key, string member, ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> aliases)
    {
        if (!TryHeld(key, out var held))
        {
            Hold(store.Read(key));
            if (!TryHeld(key, out held))
            {
                return NotOpened(key, member);
            }
        }

        return held is null ? SealedText.Erased : held.Open(member, bytes, aliases) ?? NotOpened(key, member);
    }

    /// <inheritdoc cref="OpenedJson.Opened(string, string[])"/>
    public string Opened(string json, params IReadOnlyList<string> aliases) => new OpenedJson(this).Opened(json, [.. aliases]);

    /// <inheritdoc cref="OpenedJson.Opened(byte[], string[])"/>
    public byte[] Opened(byte[] json, params IReadOnlyList<string> aliases) => new OpenedJson(this).Opened(json, [.. aliases]);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private string NotOpened(Guid key, string member)
    {
        Unopened.Add(1);
        DoesNotOpen(log, key, member);
        return SealedText.NotOpened;
    }

    private bool TryHeld(Guid id, out TextKey? key)
    {
        var isHeld = _held.TryGetValue(id, out var held) && clock.GetElapsedTime(held.At) < Held;
        key = held.Key;
        return isHeld;
    }

    private void Hold(IEnumerable<StoredKey> keys)
    {
        foreach (var (id, key) in keys)
        {
            Hold(id, key);
        }
    }

    private void Hold(Guid id, TextKey? key)
    {
        if (_held.Count >= Most)
        {
            _held.Clear();
            _copied.Clear();
        }

        _held[id] = (key, clock.GetTimestamp());
    }

    [LoggerMessage(LogLevel.Error, "A text sealed under key {Key} as '{Member}' does not open: its key is not in the key store, or it stands where it was not written")]
    private static partial void DoesNotOpen(ILogger log, Guid key, string member);
}

/// <summary>Something was to be written under a key that was destroyed.</summary>
public sealed class DestroyedKeyException(Guid key) : InvalidOperationException($"The key {key} was destroyed: nothing is written under it any more.");
