using Microsoft.AspNetCore.Identity;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>The public half of a key that a device of the holder keeps and uses only after it has verified the holder.</summary>
public sealed class Passkey
{
    public required byte[] CredentialId { get; init; }
    public Guid AccountId { get; init; }
    public required byte[] PublicKey { get; init; }

    /// <summary>Browser and system where it was set up, from a closed list of words.</summary>
    public required string Device { get; init; }

    /// <summary>The device's count of uses, where it keeps one: one that goes back tells of a copy.</summary>
    public long SignCount { get; init; }

    public bool IsBackupEligible { get; init; }
    public bool IsBackedUp { get; init; }
    public required List<string> Transports { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }

    public static Passkey Of(Guid accountId, UserPasskeyInfo made, string device, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(made);
        return new Passkey
        {
            CredentialId = made.CredentialId, AccountId = accountId, PublicKey = made.PublicKey, Device = device, SignCount = made.SignCount,
            IsBackupEligible = made.IsBackupEligible, IsBackedUp = made.IsBackedUp, Transports = [.. made.Transports ?? []], CreatedAt = now,
        };
    }

    /// <summary>As the framework checks uses of it. What the device said when it was made is not kept: nothing asks for it.</summary>
    public UserPasskeyInfo ToInfo() =>
        new(CredentialId, PublicKey, CreatedAt, (uint)SignCount, [.. Transports], isUserVerified: true, IsBackupEligible, IsBackedUp, [], []);
}

/// <summary>A challenge that was answered: it serves once.</summary>
public sealed class SpentChallenge
{
    /// <summary>SHA-256 of what the challenge was made for, with its random bytes.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset SpentAt { get; init; }
}
