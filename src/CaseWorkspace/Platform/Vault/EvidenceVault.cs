using System.Buffers;
using System.Security.Cryptography;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Holds content, named by its SHA-256, each once. Streams of any size pass through two buffers: while one is being filled,
/// the other is hashed and written. What <see cref="Ingest"/> acknowledges is on disk; what <see cref="Deliver"/> completes
/// is, byte for byte, what came in.
/// </summary>
/// <remarks>It asks nobody's permission: reach it only behind a pipeline, as the features do that own what it holds.</remarks>
public sealed class EvidenceVault(IOptions<VaultSettings> settings)
{
    internal const int BufferSize = 256 * 1024;

    /// <summary>Written bytes are handed to the disk this often, so that the last sync has little left to do.</summary>
    private const long FlushEvery = 256L * 1024 * 1024;

    /// <summary>Free space is looked at again after this many bytes: others write to the same disk.</summary>
    private const long AskForRoomEvery = 16L * 1024 * 1024;

    /// <summary>How many contents are asked about at once.</summary>
    private const int BatchSize = 1000;

    private readonly Lazy<ContentFolder> _folder = new(() => new ContentFolder(settings.Value.Folder));

    /// <summary>The largest content taken in, in bytes.</summary>
    public long MaximumBytes => settings.Value.MaximumBytes;

    /// <summary>How many bytes can still be taken in before <see cref="VaultSettings.MinimumFreeBytes"/> is reached; 0 when the vault is full.</summary>
    /// <exception cref="IOException">The folder is not there or cannot be asked.</exception>
    public long Room => Math.Max(0, _folder.Value.FreeBytes - settings.Value.MinimumFreeBytes);

    /// <summary>Takes in a stream; when it fails or is refused, nothing of it stays.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="claims">What the sender says of it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>
    /// The content, durable; or the refusal <c>content-too-large</c>, <c>vault-full</c>, <c>digest-mismatch</c>, <c>empty-content</c> or
    /// <c>content-envelope</c>.
    /// </returns>
    public async Task<Answer<VaultContent>> Ingest(Stream source, ContentClaims claims, CancellationToken cancellation)
    {
        try
        {
            return (claims.Length ?? 1) > Room ? new Answer<VaultContent>(null, Full) : await TakeIn(source, claims, cancellation);
        }
        catch (IOException fault) when (ContentFolder.IsFull(fault))
        {
            return new Answer<VaultContent>(null, Full);
        }
    }

    private async Task<Answer<VaultContent>> TakeIn(Stream source, ContentClaims claims, CancellationToken cancellation)
    {
        using var incoming = _folder.Value.Begin();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (length, refused) = await Receive(source, claims.AsIs, incoming, hash, cancellation);
        if (refused is not null)
        {
            return new Answer<VaultContent>(null, refused);
        }

        var sha256 = hash.GetCurrentHash();
        if (claims.Sha256 is { } expected && !CryptographicOperations.FixedTimeEquals(sha256, expected))
        {
            return new Answer<VaultContent>(null, DigestMismatch);
        }

        var content = new VaultContent(Convert.ToHexStringLower(sha256), length);
        await Task.Run(() => incoming.Keep(content.Sha256), cancellation);
        return new Answer<VaultContent>(content, null);
    }

    /// <summary>Reads content again from end to end.</summary>
    public Task<ContentCheck> Check(VaultContent content, CancellationToken cancellation) => Read(content, null, cancellation);

    /// <summary>
    /// Sends content, hashing it on the way; the last part leaves only when the whole is what was sealed.
    /// When it is not, the receiver has an incomplete answer, and the caller must break it off.
    /// </summary>
    public Task<ContentCheck> Deliver(VaultContent content, Stream destination, CancellationToken cancellation) =>
        Read(content, destination, cancellation);

    /// <summary>How many bytes can still be written.</summary>
    public long FreeBytes => _folder.Value.FreeBytes;

    /// <summary>Writes and removes a byte.</summary>
    /// <exception cref="IOException">The vault is read-only, full or not there.</exception>
    public void TryWriting() => _folder.Value.TryWriting();

    /// <summary>Removes what uploads left behind whose host died.</summary>
    public int Sweep(DateTimeOffset now) => _folder.Value.Sweep(now);

    /// <summary>
    /// Removes content that nothing names and that was written before the time. What comes in again while it is being decided on
    /// is written anew, and so stays: a person who names content has just had it taken in.
    /// </summary>
    /// <param name="writtenBefore">Long enough ago that no upload of then still waits to be sealed.</param>
    /// <param name="named">Those of some contents that something names; asked before each is looked at once more.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> RemoveUnnamed(
        DateTimeOffset writtenBefore, Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> named,
        CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var some in _folder.Value.WrittenBefore(writtenBefore).Chunk(BatchSize))
        {
            var stays = await named(some, cancellation);
            removed += some.Count(one => !stays.Contains(one) && _folder.Value.Remove(one, writtenBefore));
        }

        return removed;
    }

    private static Refusal TooLarge { get; } = new(RefusalKind.TooLarge, "content-too-large", []);

    private static Refusal Full { get; } = new(RefusalKind.NoRoom, "vault-full", []);

    private static Refusal DigestMismatch { get; } =
        new(RefusalKind.Rule, "digest-mismatch", [new Fault(ReprDigest.Field, "digest-mismatch")]);

    /// <returns>The length, or why no more of it was read.</returns>
    private async Task<(long Length, Refusal? Refused)> Receive(
        Stream source, bool asIs, ContentFolder.Incoming incoming, IncrementalHash hash, CancellationToken cancellation)
    {
        using var buffers = new BufferPair();
        var (length, flushed, asked) = (0L, 0L, 0L);
        var (storing, flushing) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            while (true)
            {
                var read = await source.ReadAtLeastAsync(buffers.Current, BufferSize, throwOnEndOfStream: false, cancellation);
                await storing;
                if (length + read > MaximumBytes)
                {
                    return (0, TooLarge);
                }

                if (length == 0 && !asIs && LooksMistaken.Refuse(buffers.Current.Span[..read]) is { } mistaken)
                {
                    return (0, mistaken);
                }

                if (length - asked >= AskForRoomEvery)
                {
                    asked = length;
                    if (Room == 0)
                    {
                        return (0, Full);
                    }
                }

                storing = Store(incoming, hash, buffers.Current[..read], length);
                length += read;
                if (read < BufferSize)
                {
                    await storing;
                    await flushing;
                    return (length, null);
                }

                if (length - flushed >= FlushEvery && flushing.IsCompleted)
                {
                    await flushing;
                    flushing = Task.Run(incoming.Flush, CancellationToken.None);
                    flushed = length;
                }

                buffers.Swap();
            }
        }
        finally
        {
            // Buffers, hash and file are in use until both have ended.
            await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task Store(ContentFolder.Incoming incoming, IncrementalHash hash, ReadOnlyMemory<byte> bytes, long position) =>
        Task.WhenAll(
            Task.Run(() => hash.AppendData(bytes.Span), CancellationToken.None),
            incoming.Write(bytes, position).AsTask());

    private async Task<ContentCheck> Read(VaultContent content, Stream? destination, CancellationToken cancellation)
    {
        try
        {
            using var file = _folder.Value.Open(content.Sha256);
            if (file is null)
            {
                return new ContentCheck(ContentFault.Missing, null, 0);
            }

            var length = RandomAccess.GetLength(file);
            return length == content.Length
                ? await Read(file, content, destination, cancellation)
                : new ContentCheck(ContentFault.Length, null, length);
        }
        catch (UnreadableException)
        {
            return new ContentCheck(ContentFault.Unreadable, null, 0);
        }
    }

    private static async Task<ContentCheck> Read(
        SafeFileHandle file, VaultContent content, Stream? destination, CancellationToken cancellation)
    {
        using var buffers = new BufferPair();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var position = 0L;
        var next = Fill(file, buffers.Current, content.Length);
        try
        {
            while (true)
            {
                var bytes = buffers.Current[..await next];
                position += bytes.Length;
                if (bytes.IsEmpty && position < content.Length)
                {
                    return new ContentCheck(ContentFault.Length, null, position);
                }

                buffers.Swap();
                var last = position == content.Length;
                next = last ? Task.FromResult(0) : Fill(file, buffers.Current, content.Length - position, position);
                var hashing = Task.Run(() => hash.AppendData(bytes.Span), CancellationToken.None);
                try
                {
                    if (destination is not null && !last)
                    {
                        await destination.WriteAsync(bytes, cancellation);
                    }
                }
                finally
                {
                    await hashing;
                }

                cancellation.ThrowIfCancellationRequested();
                if (last)
                {
                    var check = ContentCheck.Of(content, hash);
                    if (check.Sound && destination is not null)
                    {
                        await destination.WriteAsync(bytes, cancellation);
                    }

                    return check;
                }
            }
        }
        finally
        {
            // Its buffer is in use until it has ended.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Fills the buffer from the position as far as the content goes.</summary>
    private static async Task<int> Fill(SafeFileHandle file, Memory<byte> buffer, long remaining, long position = 0)
    {
        var wanted = (int)Math.Min(buffer.Length, remaining);
        var filled = 0;
        try
        {
            while (filled < wanted)
            {
                var read = await RandomAccess.ReadAsync(file, buffer[filled..wanted], position + filled);
                if (read == 0)
                {
                    break;
                }

                filled += read;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(fault);
        }

        return filled;
    }

    /// <summary>Two buffers that change places.</summary>
    private sealed class BufferPair : IDisposable
    {
        private byte[] _current = ArrayPool<byte>.Shared.Rent(BufferSize);
        private byte[] _other = ArrayPool<byte>.Shared.Rent(BufferSize);

        public Memory<byte> Current => _current.AsMemory(0, BufferSize);

        public void Swap() => (_current, _other) = (_other, _current);

        public void Dispose()
        {
            // Evidence does not stay behind for the person who rents the buffers next.
            ArrayPool<byte>.Shared.Return(_current, clearArray: true);
            ArrayPool<byte>.Shared.Return(_other, clearArray: true);
        }
    }

    /// <summary>The store, not the receiver, failed.</summary>
    private sealed class UnreadableException(Exception inner) : Exception("Content cannot be read.", inner);
}
