using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The codes that let somebody in without the second factor, each once. A code's first letter says which of the set it is, so that one slow hash
/// is worked out for a try and not ten; the other fourteen are the secret.
/// </summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>
    /// PBKDF2 with SHA-512. Fewer than for passwords: people choose those, while a code's secret is 65 random bits, beyond any search.
    /// </summary>
    public const int Iterations = 20_000;

    private const string Letters = "23456789BCDFGHJKMNPQRTVWXY";
    private const int SecretLetters = 14;

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>A new set, as it is shown, in groups of five letters.</summary>
    public static IReadOnlyList<string> NewSet() =>
        [.. Letters[..Count].Select(first => first + RandomNumberGenerator.GetString(Letters, SecretLetters)).Select(code => $"{code[..5]}-{code[5..10]}-{code[10..]}")];

    /// <summary>What is kept of a code: its first letter, and the salted hash of the whole.</summary>
    public static string Kept(Account account, string code)
    {
        var plain = Plain(code);
        return $"{plain[0]}:{Hasher.HashPassword(account, plain)}";
    }

    /// <summary>The kept entry that the typed code belongs to; null: none.</summary>
    public static string? EntryOf(Account account, string typed)
    {
        ArgumentNullException.ThrowIfNull(account);
        var plain = Plain(typed);
        return plain.Length == 1 + SecretLetters && account.RecoveryCodeHashes.FirstOrDefault(kept => kept[0] == plain[0] && kept[1] == ':') is { } entry
            && Hasher.VerifyHashedPassword(account, entry[2..], plain) != PasswordVerificationResult.Failed ? entry : null;
    }

    private static string Plain(string code) => new([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
}
