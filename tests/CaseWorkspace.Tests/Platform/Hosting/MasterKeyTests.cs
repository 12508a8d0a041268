using System.Security.Cryptography;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

/// <summary>What the master key seals opens whole, in its own place, or not at all.</summary>
public sealed class MasterKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("caseworkspace-master-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_is_never_sealed_twice_under_one_nonce()
    {
        var key = MasterKey.FromFolder(folder, "test.key");
        var nonces = Enumerable.Range(0, 5000).Select(_ => Convert.ToHexString(key.Encrypt([1, 2, 3], [4])[..12])).ToList();
        nonces.ShouldBeUnique();
    }

    [Fact]
    public void A_changed_byte_another_place_and_another_key_open_nothing()
    {
        var key = MasterKey.FromFolder(folder, "test.key");
        var closed = key.Encrypt([1, 2, 3], [4]);
        key.Decrypt(closed, [4]).ShouldBe([1, 2, 3]);
        for (var at = 0; at < closed.Length; at++)
        {
            var changed = closed.ToArray();
            changed[at] ^= 1;
            Should.Throw<CryptographicException>(() => key.Decrypt(changed, [4]));
        }
        Should.Throw<CryptographicException>(() => key.Decrypt(closed, [5]));
        Should.Throw<CryptographicException>(() => key.Decrypt(closed.AsSpan(0, 27), [4]));
        Should.Throw<CryptographicException>(() => MasterKey.FromFolder(folder, "other.key").Decrypt(closed, [4]));
    }

    [Fact]
    public void The_file_is_made_once_and_read_by_its_owner_alone()
    {
        var first = MasterKey.FromFolder(folder, "test.key").Derive("use", 32);
        MasterKey.FromFolder(folder, "test.key").Derive("use", 32).ShouldBe(first);
        MasterKey.FromFolder(folder, "test.key").Derive("another use", 32).ShouldNotBe(first);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, "test.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
