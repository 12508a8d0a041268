using CaseWorkspace.Platform.Vault;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Vault;

public sealed class ContentFolderTests
{
    [Fact]
    public void A_full_disk_is_told_from_other_faults()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        ContentFolder.IsFull(Should.Throw<IOException>(() => full.WriteByte(1))).ShouldBeTrue();
        ContentFolder.IsFull(new FileNotFoundException()).ShouldBeFalse();
    }
}
