using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Recovery codes on the page that shows them, this once. They are kept nowhere else; the file that the page offers is what it shows, encrypted in its form.</summary>
/// <param name="Codes">As they are typed.</param>
/// <param name="Protected">The file, for the way through the form.</param>
public sealed record ShownCodes(IReadOnlyList<string> Codes, string Protected)
{
    private const string Purpose = "recovery-codes";

    public static ShownCodes Of(IDataProtectionProvider protection, string userName, IReadOnlyList<string> codes) => new(codes,
        protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Protect($"CaseWorkspace, {userName}\r\n\r\n{string.Join("\r\n", codes)}\r\n", TimeSpan.FromMinutes(30)));

    /// <summary>The codes as a file; null when the form holds none.</summary>
    public static FileContentResult? File(IDataProtectionProvider protection, string? text)
    {
        try
        {
            return text is null ? null : new FileContentResult(
                Encoding.UTF8.GetBytes(protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Unprotect(text)), "text/plain; charset=utf-8")
            {
                FileDownloadName = "caseworkspace-recovery-codes.txt",
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
