namespace CaseWorkspace.Identity.Accounts;

/// <summary>What served as second factor.</summary>
public enum SecondFactor
{
    /// <summary>A code of the authenticator app, or a recovery code.</summary>
    Code,

    /// <summary>A passkey after the password.</summary>
    Passkey,

    /// <summary>A passkey alone: the device has it, and has verified the person, which makes two.</summary>
    PasskeyAlone,
}

/// <summary>How somebody proved who they are, in the words of RFC 8176: a password, a one-time code, possession of a key, verification by the device, more than one factor.</summary>
public static class SignInMethods
{
    private static readonly string[] Passkey = ["pop", "user", "mfa"];

    public static List<string> Of(SecondFactor? factor) => factor switch
    {
        null => ["pwd"],
        SecondFactor.Code => ["pwd", "otp", "mfa"],
        SecondFactor.Passkey => ["pwd", .. Passkey],
        _ => [.. Passkey],
    };

    /// <summary>Of a session in which a second factor is used once more.</summary>
    public static List<string> With(IEnumerable<string> earlier, SecondFactor factor) => [.. earlier.Concat(Of(factor).Where(method => method != "pwd")).Distinct(StringComparer.Ordinal)];
}
