using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A device with one passkey (WebAuthn, ES256), written apart from the host's so that one checks the other; lies on request.</summary>
public sealed partial class SoftKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string user = "";

    /// <summary>Whether the device says that it has verified the person.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Where the browser says that it is; null: where it is.</summary>
    public string? Origin { get; set; }

    /// <summary>The name that the key is used for; null: the one that is asked.</summary>
    public string? Domain { get; set; }

    public uint Count { get; set; } = 1;

    /// <summary>What the page's script asks the browser.</summary>
    public static JsonNode AskedBy(Sheet page) => JsonNode.Parse(WebUtility.HtmlDecode(OptionsPattern().Match(page.Html).Groups[1].Value))!;

    /// <summary>The same page with the challenge of another: as one who sends what they took elsewhere.</summary>
    public static Sheet WithStateOf(Sheet page, Sheet other) =>
        page with { Html = page.Html.Replace(StatePattern().Match(page.Html).Value, StatePattern().Match(other.Html).Value, StringComparison.Ordinal) };

    /// <summary>Answers the page, and sends its form.</summary>
    public Task<Sheet> SetUpAsync(Visitor visitor, Sheet page) => visitor.SubmitAsync(page, "handler=Passkey", ("Credential", Made(page, visitor.Address)));

    /// <inheritdoc cref="SetUpAsync"/>
    public Task<Sheet> UseAsync(Visitor visitor, Sheet page) => visitor.SubmitAsync(page, "handler=Passkey", ("Credential", Used(page, visitor.Address)));

    public string Made(Sheet page, string origin)
    {
        var asked = AskedBy(page);
        user = (string)asked["user"]!["id"]!;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Head((string)asked["rp"]!["id"]!, attested: true), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Client("webauthn.create", asked, origin), ["attestationObject"] = Oidc.Url(attestation), ["transports"] = new JsonArray("internal"),
        });
    }

    public string Used(Sheet page, string origin)
    {
        var asked = AskedBy(page);
        var data = Head((string)asked["rpId"]!, attested: false);
        var client = Client("webauthn.get", asked, origin);
        var signature = key.SignData([.. data, .. SHA256.HashData(Bytes(client))], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = client, ["authenticatorData"] = Oidc.Url(data), ["signature"] = Oidc.Url(signature), ["userHandle"] = user,
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] Head(string domain, bool attested)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count++);
        var flags = 0x01 | (Verifies ? 0x04 : 0) | (attested ? 0x40 : 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain ?? domain)), (byte)flags, .. count];
    }

    private string Client(string type, JsonNode asked, string origin) => Oidc.Url(JsonSerializer.SerializeToUtf8Bytes(new
    {
        type, challenge = (string)asked["challenge"]!, origin = Origin ?? origin, crossOrigin = false,
    }));

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Oidc.Url(id), ["rawId"] = Oidc.Url(id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    }.ToJsonString();

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    [GeneratedRegex("data-options=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex OptionsPattern();

    [GeneratedRegex("name=\"State\" value=\"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex StatePattern();
}
