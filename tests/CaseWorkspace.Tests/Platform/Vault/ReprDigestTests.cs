using System.Security.Cryptography;
using CaseWorkspace.Platform.Vault;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Vault;

public sealed class ReprDigestTests
{
    private static readonly byte[] Hash = SHA256.HashData("hello"u8);
    private static readonly string Base64 = Convert.ToBase64String(Hash);

    [Theory]
    [InlineData("sha-256=:{0}:")]
    [InlineData("  sha-256=:{0}:  ")]
    [InlineData("sha-512=:AAAA:, sha-256=:{0}:")]
    [InlineData("sha-256=:{0}:, unixsum=:AA==:")]
    [InlineData("sha-256=:{0}:;q=1")]
    [InlineData("sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:,sha-256=:{0}:")]
    public void A_sha_256_is_read(string field)
    {
        ReprDigest.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, field, Base64), out var hash).ShouldBeNull();
        hash.ShouldBe(Hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha-512=:AAAA:")]
    [InlineData("*custom=:AAAA:, md5=::")]
    public void Without_a_sha_256_there_is_nothing_to_compare(string? field)
    {
        ReprDigest.Read(field, out var hash).ShouldBeNull();
        hash.ShouldBeNull();
    }

    [Theory]
    [InlineData("sha-256")]
    [InlineData("sha-256=")]
    [InlineData("sha-256=::")]
    [InlineData("sha-256=:AAAA:")]
    [InlineData("sha-256=:not base64!:")]
    [InlineData("sha-256=:AA AA:")]
    [InlineData("sha-256=:=AAA:")]
    [InlineData("SHA-256=:AAAA:")]
    [InlineData("sha-256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")]
    [InlineData("sha-256=:AAAA")]
    [InlineData("sha-512=:AAAA:x")]
    [InlineData(",")]
    [InlineData("=:AAAA:")]
    public void What_cannot_be_read_is_refused(string field) =>
        ReprDigest.Read(field, out _).ShouldNotBeNull().Code.ShouldBe("digest-malformed");

    [Fact]
    public void An_endless_field_is_refused() =>
        ReprDigest.Read("sha-512=:" + new string('A', 100_000) + ":", out _).ShouldNotBeNull();

    [Fact]
    public void What_is_written_can_be_read()
    {
        ReprDigest.Read(ReprDigest.Write(Hash), out var hash).ShouldBeNull();
        hash.ShouldBe(Hash);
    }
}
