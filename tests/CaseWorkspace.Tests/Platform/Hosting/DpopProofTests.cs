using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

public sealed class DpopProofTests
{
    private const string Address = "https://cases.example.org/api/investigations";
    private const string Token = "a.token.x";
    private static readonly ProofKey Key = new();
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public void A_sound_proof_names_its_key()
    {
        var proof = Read(Key.Proof("GET", Address, Token));
        proof.ShouldNotBeNull();
        proof.Thumbprint.ShouldBe(Key.Thumbprint);
    }

    [Theory]
    [InlineData("https://CASES.example.org/api/investigations")]
    [InlineData("HTTPS://cases.example.org:443/api/investigations")]
    [InlineData("https://cases.example.org/api/investigations?mine=true")]
    [InlineData("https://cases.example.org/api/investigations#x")]
    public void Host_and_port_are_compared_as_such_and_query_and_fragment_are_no_part_of_the_address(string address) =>
        Read(Key.Proof("GET", address, Token)).ShouldNotBeNull();

    [Theory]
    [InlineData("https://cases.example.org/api/Investigations")]
    [InlineData("https://cases.example.org/api/investigations/")]
    [InlineData("https://cases.example.org/api//investigations")]
    [InlineData("https://cases.example.org/api/investigations%2F1")]
    [InlineData("https://cases.example.org/api/ინვესტიგაცია")]
    [InlineData("https://cases.example.org/")]
    [InlineData("https://cases.example.org:444/api/investigations")]
    [InlineData("http://cases.example.org/api/investigations")]
    [InlineData("https://somebody@cases.example.org/api/investigations")]
    [InlineData("https://cases.example.org.example.com/api/investigations")]
    [InlineData("https://cаses.example.org/api/investigations")]
    [InlineData("/api/investigations")]
    [InlineData("")]
    public void A_proof_for_another_address_is_none(string address) => Read(Key.Proof("GET", address, Token)).ShouldBeNull();

    private static readonly Dictionary<string, Func<string>> Wrong = new(StringComparer.Ordinal)
    {
        ["for another method"] = () => Key.Proof("POST", Address, Token),
        ["for the method in small letters"] = () => Key.Proof("get", Address, Token),
        ["for another token"] = () => Key.Proof("GET", Address, "another"),
        ["for no token"] = () => Key.Proof("GET", Address),
        ["a minute old and more"] = () => Key.Proof("GET", Address, Token, claims => claims["iat"] = Now.ToUnixTimeSeconds() - 62),
        ["of the future"] = () => Key.Proof("GET", Address, Token, claims => claims["iat"] = Now.ToUnixTimeSeconds() + 62),
        ["of no time"] = () => Key.Proof("GET", Address, Token, claims => claims.Remove("iat")),
        ["of a time as a text"] = () => Key.Proof("GET", Address, Token, claims => claims["iat"] = $"{Now.ToUnixTimeSeconds()}"),
        ["of a time beyond numbers"] = () => Key.Compose(Head(), Claims().Replace("\"iat\":", "\"iat\":1e999,\"was\":", StringComparison.Ordinal)),
        ["without a name"] = () => Key.Proof("GET", Address, Token, claims => claims.Remove("jti")),
        ["with a name as long as a book"] = () => Key.Proof("GET", Address, Token, claims => claims["jti"] = new string('x', 300)),
        ["of another type"] = () => Key.Proof("GET", Address, Token, header: head => head["typ"] = "JWT"),
        ["of no type"] = () => Key.Proof("GET", Address, Token, header: head => head.Remove("typ")),
        ["with a private key"] = () => Key.Proof("GET", Address, Token, header: head => head["jwk"]!["d"] = Key.PrivatePart),
        ["with a shared key"] = () => Key.Proof("GET", Address, Token, header: head => { head["alg"] = "HS256"; head["jwk"] = new JsonObject { ["kty"] = "oct", ["k"] = "AAAA" }; }, sign: content => HMACSHA256.HashData(new byte[3], content)),
        ["unsigned"] = () => Key.Proof("GET", Address, Token, header: head => head["alg"] = "none", sign: _ => []),
        ["by an algorithm that is not listed"] = () => Key.Proof("GET", Address, Token, header: head => head["alg"] = "RS256"),
        ["by a name of another algorithm than its key's"] = () => Key.Proof("GET", Address, Token, header: head => head["alg"] = "PS256"),
        ["with another key than signed it"] = () => Key.Proof("GET", Address, Token, header: head => head["jwk"] = new ProofKey().Jwk),
        ["without a key"] = () => Key.Proof("GET", Address, Token, header: head => head.Remove("jwk")),
        ["with the address of a key"] = () => Key.Proof("GET", Address, Token, header: head => { head.Remove("jwk"); head["jku"] = "https://example.org/key"; }),
        ["with a key that is no point of the curve"] = () => Key.Proof("GET", Address, Token, header: head => head["jwk"]!["x"] = new string('A', 43)),
        ["with a key of another curve"] = () => Key.Proof("GET", Address, Token, header: head => head["jwk"]!["crv"] = "P-384"),
        ["with a huge key"] = () => Key.Proof("GET", Address, Token, header: head => { head["alg"] = "PS256"; head["jwk"] = new JsonObject { ["kty"] = "RSA", ["e"] = "AQAB", ["n"] = new string('A', 2000) }; }),
        ["with a small RSA key"] = () => Rsa(1024),
        ["with the signature changed"] = () => Key.Proof("GET", Address, Token)[..^4] + "AAAA",
        ["with a critical extension"] = () => Key.Proof("GET", Address, Token, header: head => head["crit"] = new JsonArray("b64")),
        ["with a member twice"] = () => Key.Compose(Head(), Claims().Replace("\"htm\":", "\"htm\":\"POST\",\"htm\":", StringComparison.Ordinal)),
        ["of two parts"] = () => "x.y",
        ["of four parts"] = () => Key.Proof("GET", Address, Token) + ".x",
        ["of nothing"] = () => "",
        ["of dots"] = () => "..",
        ["of no JSON"] = () => Key.Compose("x", "y"),
        ["of a list"] = () => Key.Compose("[]", "[]"),
        ["nested without end"] = () => Key.Compose(string.Concat(Enumerable.Repeat("{\"jwk\":", 200)) + "1" + new string('}', 200), Claims()),
        ["with its key in a list"] = () => Key.Proof("GET", Address, Token, header: head => head["jwk"] = new JsonArray(Key.Jwk)),
        ["larger than any"] = () => Key.Proof("GET", Address, Token, claims => claims["more"] = new string('x', 5000)),
        ["padded"] = () => Key.Proof("GET", Address, Token) + "==",
    };

    public static TheoryData<string> Faults => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_proof_is_none(string fault)
    {
        DpopProof.Read(Wrong[fault](), "GET", new Uri(Address), Token, Now, out var said).ShouldBeNull();
        said.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void An_rsa_key_of_decent_size_serves_too() => Read(Rsa(2048)).ShouldNotBeNull();

    [Fact]
    public void A_proof_with_any_byte_changed_is_none_and_nothing_breaks()
    {
        var proof = Key.Proof("GET", Address, Token);
        // The very last character has bits to spare.
        for (var at = 0; at < proof.Length - 1; at++)
            Read(proof[..at] + (proof[at] == 'A' ? 'B' : 'A') + proof[(at + 1)..]).ShouldBeNull();
    }

    [Fact]
    public void One_header_field_is_wanted_and_what_a_proxy_says_of_the_host_does_not_count()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.Host = new HostString("another.example.org:8080");
        http.Request.Path = "/api/investigations";
        http.Request.Headers["X-Forwarded-Host"] = "third.example.org";
        DpopProof.Read(http, new Uri("https://cases.example.org/"), Token, Now, out _).ShouldBeNull();
        http.Request.Headers["DPoP"] = Key.Proof("GET", Address, Token);
        DpopProof.Read(http, new Uri("https://cases.example.org/"), Token, Now, out _).ShouldNotBeNull();
        http.Request.Headers["DPoP"] = new[] { Key.Proof("GET", Address, Token), Key.Proof("GET", Address, Token) };
        DpopProof.Read(http, new Uri("https://cases.example.org/"), Token, Now, out _).ShouldBeNull();
    }

    private static DpopProof? Read(string proof) => DpopProof.Read(proof, "GET", new Uri(Address), Token, Now, out _);

    private static string Head() => new JsonObject { ["typ"] = "dpop+jwt", ["alg"] = "ES256", ["jwk"] = Key.Jwk }.ToJsonString();

    private static string Claims() => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Key.Proof("GET", Address, Token).Split('.')[1]));

    private static string Rsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return Key.Proof("GET", Address, Token, header: head =>
        {
            head["alg"] = "PS256";
            head["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) };
        }, sign: content => rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }
}
