using CaseWorkspace.Identity.Accounts;
using QRCoder;

namespace CaseWorkspace.Identity.Pages;

/// <summary>The key of an authenticator app that is being set up, as the page shows it.</summary>
public sealed class NewAuthenticator
{
    private const string Issuer = "CaseWorkspace";

    private NewAuthenticator(string qr, string spacedKey) => (Qr, SpacedKey) = (qr, spacedKey);

    /// <summary>An SVG image.</summary>
    public string Qr { get; }

    public string SpacedKey { get; }

    public static NewAuthenticator Of(string userName, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var data = QRCodeGenerator.GenerateQrCode(TimedCode.Uri(Issuer, userName, key), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        // Drawn on white with its quiet zone in both themes, or cameras do not read it.
        return new NewAuthenticator(svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute),
            string.Join(' ', key.Chunk(4).Select(part => new string(part))));
    }
}
