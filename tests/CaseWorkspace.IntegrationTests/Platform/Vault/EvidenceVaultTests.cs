using System.Security.Cryptography;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Vault;

/// <summary>The vault on a real disk.</summary>
public sealed class EvidenceVaultTests : IDisposable
{
    private const int Buffer = 256 * 1024;
    private const long Maximum = 3 * Buffer;

    private readonly string _folder = PostgreSqlFixture.NewDataFolder();
    private readonly EvidenceVault _vault;

    public EvidenceVaultTests() =>
        _vault = new EvidenceVault(Options.Create(new VaultSettings { Folder = _folder, MaximumBytes = Maximum }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Buffer - 1)]
    [InlineData(Buffer)]
    [InlineData(Buffer + 1)]
    [InlineData(2 * Buffer)]
    [InlineData((2 * Buffer) + 7)]
    [InlineData(3 * Buffer)]
    public async Task What_comes_in_comes_out_byte_for_byte(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        var content = (await _vault.Ingest(new Dripping(bytes), new ContentClaims("application/octet-stream", null, SHA256.HashData(bytes), AsIs: true), Cancel)).Value.ShouldNotBeNull();

        content.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        content.Length.ShouldBe(length);
        (await Delivered(content)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await _vault.Check(content, Cancel)).Sound.ShouldBeTrue();
        Files().ShouldBe([Path.Combine(content.Sha256[..2], content.Sha256[2..4], content.Sha256)]);
    }

    [Fact]
    public async Task Identical_content_is_stored_once_and_only_for_reading()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        var first = await Kept(bytes);
        var second = await Kept(bytes);

        second.ShouldBe(first);
        Files().Length.ShouldBe(1);
        File.GetUnixFileMode(PathOf(first)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task A_damaged_copy_is_healed_when_the_same_content_comes_in_again()
    {
        var bytes = RandomNumberGenerator.GetBytes(Buffer + 10);
        var content = await Kept(bytes);
        Overwrite(content, 3);
        await Kept(bytes);

        (await _vault.Check(content, Cancel)).Sound.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(40L * 1024 * 1024)]
    public async Task An_upload_that_would_fill_the_disk_is_refused_and_leaves_nothing(long? announced)
    {
        const long room = 8L * 1024 * 1024;
        var settings = new VaultSettings { Folder = _folder, MinimumFreeBytes = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace - room };
        var vault = new EvidenceVault(Options.Create(settings));
        var source = new MemoryStream(new byte[40 * 1024 * 1024]);

        var answer = await vault.Ingest(source, new ContentClaims("application/octet-stream", null, null, AsIs: true, announced), Cancel);

        answer.Refusal!.Code.ShouldBe("vault-full");
        Files().ShouldBeEmpty();
        // What was announced is refused before a byte is read.
        if (announced is not null)
            source.Position.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Buffer + 10)]
    public async Task A_broken_upload_leaves_nothing(int after)
    {
        await Should.ThrowAsync<IOException>(() => _vault.Ingest(new Dripping(new byte[after], breaks: true), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        using var source = new CancellationTokenSource();
        var upload = _vault.Ingest(new Dripping(new byte[Buffer + 1], stalls: true), new ContentClaims("application/octet-stream", null, null, AsIs: true), source.Token);
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => upload);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_of_another_hash_than_promised_leaves_nothing()
    {
        var answer = await _vault.Ingest(new MemoryStream(new byte[10]), new ContentClaims("application/octet-stream", null, new byte[32], AsIs: true), Cancel);

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe("digest-mismatch");
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_is_taken_in_leaves_nothing()
    {
        var answer = await _vault.Ingest(new Dripping(new byte[Maximum + 1]), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel);

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe("content-too-large");
        Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(Buffer, Buffer - 1)]
    [InlineData((2 * Buffer) + 5, 100)]
    [InlineData((2 * Buffer) + 5, (2 * Buffer) + 4)]
    public async Task Content_with_one_bit_changed_is_never_delivered_whole(int length, int position)
    {
        var content = await Kept(RandomNumberGenerator.GetBytes(length));
        Overwrite(content, position);

        using var received = new MemoryStream();
        var check = await _vault.Deliver(content, received, Cancel);

        check.Fault.ShouldBe(ContentFault.Differs);
        check.FoundSha256.ShouldNotBe(content.Sha256);
        received.Length.ShouldBeLessThan(length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Content_of_another_length_is_not_delivered_at_all(int change)
    {
        var content = await Kept(RandomNumberGenerator.GetBytes(Buffer + 100));
        using (var file = Writable(content))
        {
            file.SetLength(content.Length + change);
        }

        using var received = new MemoryStream();
        var check = await _vault.Deliver(content, received, Cancel);

        check.ShouldBe(new ContentCheck(ContentFault.Length, null, content.Length + change));
        received.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Content_that_is_gone_is_missing()
    {
        var content = await Kept([1, 2, 3]);
        File.Delete(PathOf(content));

        (await _vault.Check(content, Cancel)).Fault.ShouldBe(ContentFault.Missing);
    }

    [Fact]
    public async Task A_store_that_is_gone_as_a_whole_is_no_damage_to_what_it_holds()
    {
        var content = await Kept([1, 2, 3]);
        Directory.Move(_folder, _folder + "-away");
        await Should.ThrowAsync<IOException>(() => _vault.Check(content, Cancel));
        Directory.Move(_folder + "-away", _folder);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public async Task Only_a_hash_is_a_name(string name) =>
        await Should.ThrowAsync<ArgumentException>(() => _vault.Check(new VaultContent(name, 1), Cancel));

    [Fact]
    public async Task Uploads_whose_host_died_are_swept_and_running_ones_are_spared()
    {
        var (now, old) = (TimeProvider.System.GetUtcNow(), Path.Combine(_folder, "incoming", "old.part"));
        using var source = new CancellationTokenSource();
        var running = _vault.Ingest(new Dripping(new byte[10], stalls: true), new ContentClaims("application/octet-stream", null, null, AsIs: true), source.Token);
        await File.WriteAllBytesAsync(old, new byte[10], Cancel);

        _vault.Sweep(now).ShouldBe(0);
        _vault.Sweep(now.AddHours(2)).ShouldBe(1);
        File.Exists(old).ShouldBeFalse();
        Files().Length.ShouldBe(1);

        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        Files().ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<VaultContent> Kept(byte[] bytes) => (await _vault.Ingest(new MemoryStream(bytes), new ContentClaims("application/octet-stream", null, null, AsIs: true), Cancel)).Value!;

    private async Task<byte[]> Delivered(VaultContent content)
    {
        using var received = new MemoryStream();
        (await _vault.Deliver(content, received, Cancel)).Sound.ShouldBeTrue();
        return received.ToArray();
    }

    private string PathOf(VaultContent content) =>
        Path.Combine(_folder, content.Sha256[..2], content.Sha256[2..4], content.Sha256);

    private FileStream Writable(VaultContent content)
    {
        File.SetUnixFileMode(PathOf(content), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new FileStream(PathOf(content), FileMode.Open, FileAccess.ReadWrite);
    }

    private void Overwrite(VaultContent content, int position)
    {
        using var file = Writable(content);
        file.Position = position;
        var old = file.ReadByte();
        file.Position = position;
        file.WriteByte((byte)(old ^ 1));
    }

    private string[] Files() =>
        [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file))
            .Where(file => !file.StartsWith("turns", StringComparison.Ordinal))];

    /// <summary>Bytes that come in uneven pieces, as from a network, and may break off or never end.</summary>
    private sealed class Dripping(byte[] bytes, bool breaks = false, bool stalls = false) : Stream
    {
        private int _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var count = Math.Min(Math.Min(buffer.Length, 10_007), bytes.Length - _position);
            if (count == 0 && breaks)
            {
                throw new IOException("The sender is gone.");
            }

            if (count == 0 && stalls)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
