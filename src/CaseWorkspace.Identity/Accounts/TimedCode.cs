using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The codes of authenticator apps (RFC 6238: SHA-1, 30 s, six digits). The framework's own check does not say which time step
/// matched, and without the step a code seen over a shoulder could be used again.
/// </summary>
public static class TimedCode
{
    private const int KeyBytes = 20;
    private const int Digits = 6;
    private const int StepSeconds = 30;

    public static string NewKey() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes));

    /// <summary>The time step the code belongs to, one step of clock drift allowed either way (RFC 6238, 5.2); none where it does not match.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        var digits = Encoding.ASCII.GetBytes([.. code.Where(char.IsAsciiDigit)]);
        long? matched = null;
        for (var drift = -1; drift <= 1; drift++)
        {
            var time = now.AddSeconds(drift * StepSeconds);
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(key, time)), digits))
                matched = time.ToUnixTimeSeconds() / StepSeconds;
        }
        return matched;
    }

    /// <summary>What the QR code says to the app.</summary>
    public static string Uri(string issuer, string userName, string key) => string.Create(CultureInfo.InvariantCulture,
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(userName)}?secret={key}&issuer={System.Uri.EscapeDataString(issuer)}&digits={Digits}");

    public static string At(string key, DateTimeOffset time) => new Totp(Base32Encoding.ToBytes(key), StepSeconds, OtpHashMode.Sha1, Digits).ComputeTotp(time.UtcDateTime);
}
