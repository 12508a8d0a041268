using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// How the holder of an account gets in: by a letter with a one-time link and by a handover code, which two different people see. Each is made
/// at the moment it is shown, once, and kept only as a hash; without both the link opens nothing.
/// </summary>
public sealed class Invitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    /// <summary>Wrong handover codes after which the letter is worth nothing.</summary>
    public const int CodeAttempts = 5;

    /// <summary>Small letters and digits that cannot be taken for one another on paper (Crockford's base 32).</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const int SecretLength = 25;
    private const int CodeLength = 8;

    public Guid Id { get; init; }
    public Guid AccountId { get; init; }

    /// <summary>Who proposed it; none where the machine's operator made it.</summary>
    public Guid? ProposedBy { get; init; }

    /// <summary>Who confirmed it, and alone may open the letter.</summary>
    public Guid? ConfirmedBy { get; init; }

    public string? SecretHash { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
    public DateTimeOffset? LetterOpenedAt { get; set; }
    public Guid? LetterOpenedBy { get; set; }

    /// <summary>The code's hash, slow as a password's: a code is short.</summary>
    public string? CodeHash { get; set; }

    public DateTimeOffset? CodeShownAt { get; set; }
    public Guid? CodeShownTo { get; set; }

    /// <summary>Codes tried since the last right one.</summary>
    public int CodesTried { get; set; }

    public static Invitation For(Guid accountId, Guid? proposedBy, Guid? confirmedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(), AccountId = accountId, ProposedBy = proposedBy, ConfirmedBy = confirmedBy, CreatedAt = now, ExpiresAt = now + Lifetime,
    };

    /// <summary>For the link on paper: 125 random bits in five groups.</summary>
    public static string NewSecret() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, SecretLength).Chunk(5).Select(group => new string(group)));

    public static string NewCode() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, CodeLength).Chunk(4).Select(group => new string(group)));

    /// <summary>As it was made, however it was typed from paper.</summary>
    public static string Plain(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return new string([.. typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'o' => '0', 'i' or 'l' => '1', _ => letter })]);
    }

    public static string HashOfSecret(string typed) => HashOf(Plain(typed));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
