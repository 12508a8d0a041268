extern alias IdentityProgram;

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IdentityProgram::CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>How long the keys are, how slow the hashes, and how hard to guess what people are given. docs/inventory.md lists them.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class CryptographyTests(IdentityHost host)
{
    [Fact]
    public void A_session_is_named_by_32_random_bytes()
    {
        var protection = new EphemeralDataProtectionProvider();
        var cookies = new SessionCookies(settings: null!, protection);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 100; i++)
        {
            var handle = protection.CreateProtector("session cookie").Unprotect(Base64Url.DecodeFromChars(cookies.NewHandle()));
            handle.Length.ShouldBe(32);
            // No part of them is a counter, a time or a name.
            for (var place = 0; place < handle.Length; place += 8)
                names.Add(Convert.ToHexString(handle.AsSpan(place, 8))).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_password_is_kept_by_pbkdf2_with_sha_512_and_two_hundred_and_ten_thousand_rounds()
    {
        using var administrator = await Administrator.SignInAsync(host.Address);
        await administrator.CreateAsync("slow-hash", "investigator");
        var hash = Convert.FromBase64String((await host.ScalarAsync<string>("select password_hash from identity.accounts where user_name = 'slow-hash'"))!);
        hash[0].ShouldBe((byte)1);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2, "HMAC with SHA-512");
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(9)).ShouldBeGreaterThanOrEqualTo(16, "bytes of salt");
        (hash.Length - 13 - 16).ShouldBe(32);
        var other = Convert.FromBase64String((await host.ScalarAsync<string>("select password_hash from identity.accounts where user_name = 'investigator'"))!);
        other.AsSpan(13, 16).SequenceEqual(hash.AsSpan(13, 16)).ShouldBeFalse("each has a salt of its own");
    }

    /// <summary>128 bits of security: RSA of 3072 bits, curves of 256 (NIST SP 800-57, part 1).</summary>
    [Fact]
    public async Task Keys_that_sign_have_three_thousand_bits_or_lie_on_a_curve_of_two_hundred_and_fifty_six()
    {
        using var http = new HttpClient();
        foreach (var published in new[] { host.Address + "/.well-known/jwks", WebKey.Address + "/.well-known/jwks.json" })
        {
            var keys = (await http.GetFromJsonAsync<JsonNode>(new Uri(published), TestContext.Current.CancellationToken))!["keys"]!.AsArray();
            keys.Count.ShouldBeGreaterThan(0);
            foreach (var key in keys)
            {
                if ((string)key!["kty"]! == "EC")
                {
                    ((string)key["crv"]!).ShouldBe("P-256");
                    continue;
                }
                var modulus = Base64Url.DecodeFromChars((string)key["n"]!);
                (modulus.Length * 8).ShouldBeGreaterThanOrEqualTo(3072);
                modulus[0].ShouldBeGreaterThan((byte)127);
                ((string)key["e"]!).ShouldBe("AQAB");
                key["d"].ShouldBeNull();
            }
        }
    }

    /// <summary>Each letter at each place as likely as any other: what is shown to a person cannot be guessed.</summary>
    [Fact]
    public void What_people_are_given_is_drawn_from_all_letters_at_every_place()
    {
        // Recovery codes: the first letter names the place in the set, fourteen are the secret.
        ShouldBeDrawn([.. Enumerable.Range(0, 100).SelectMany(_ => RecoveryCodes.NewSet()).Select(code => code.Replace("-", "", StringComparison.Ordinal)[1..])], letters: 26, atLeastBits: 60);
        ShouldBeDrawn([.. Enumerable.Range(0, 1000).Select(_ => Invitation.NewSecret().Replace("-", "", StringComparison.Ordinal))], letters: 0, atLeastBits: 100);
        // A handover code opens a letter that its finder also has, five tries in all.
        ShouldBeDrawn([.. Enumerable.Range(0, 1000).Select(_ => Invitation.NewCode().Replace("-", "", StringComparison.Ordinal))], letters: 0, atLeastBits: 40);
        ShouldBeDrawn([.. Enumerable.Range(0, 1000).Select(_ => TimedCode.NewKey())], letters: 32, atLeastBits: 160);
    }

    private static void ShouldBeDrawn(List<string> drawn, int letters, double atLeastBits)
    {
        drawn.ShouldBeUnique();
        var length = drawn[0].Length;
        drawn.ShouldAllBe(one => one.Length == length);
        var alphabet = drawn.SelectMany(one => one).ToHashSet();
        if (letters > 0)
            alphabet.Count.ShouldBe(letters);
        (length * Math.Log2(alphabet.Count)).ShouldBeGreaterThanOrEqualTo(atLeastBits);
        for (var place = 0; place < length; place++)
        {
            var counts = drawn.CountBy(one => one[place]).ToDictionary();
            // A thousand draws of some thirty letters: none is missing, none comes three times as often as it should.
            counts.Count.ShouldBe(alphabet.Count, $"at place {place}");
            counts.Values.Max().ShouldBeLessThan(3 * drawn.Count / alphabet.Count, $"at place {place}");
        }
    }
}
