namespace CaseWorkspace.Platform.Vault;

/// <summary>The reader lost access while content was on its way out.</summary>
public sealed class AccessEndedException() : IOException("Access to the content ended while it was sent.");

/// <summary>
/// A stream on the way to a reader, who is asked about again while it runs: every few seconds, and every few megabytes however fast.
/// A person who was taken off a file does not get the rest.
/// </summary>
/// <param name="destination">Where it goes.</param>
/// <param name="isOpen">Whether the reader still has access.</param>
/// <param name="clock">The clock.</param>
internal sealed class WatchedStream(Stream destination, Func<CancellationToken, Task<bool>> isOpen, TimeProvider clock) : Stream
{
    /// <summary>How long access is taken for granted.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>How many bytes go out meanwhile at the most.</summary>
    public const long EveryBytes = 8L * 1024 * 1024;

    private long _asked = clock.GetTimestamp();
    private long _since;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_since + buffer.Length > EveryBytes || clock.GetElapsedTime(_asked) >= Every)
        {
            if (!await isOpen(cancellationToken))
            {
                throw new AccessEndedException();
            }

            (_asked, _since) = (clock.GetTimestamp(), 0);
        }

        await destination.WriteAsync(buffer, cancellationToken);
        _since += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
