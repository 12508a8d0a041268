using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>A one-time link by which the holder of an account sets its password. Only the hash of the link's secret is kept.</summary>
public sealed class Invitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string SecretHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Makes an invitation and the secret for its link; the secret is nowhere else and cannot be shown again.</summary>
    public static (Invitation Invitation, string Secret) For(Guid accountId, DateTimeOffset now)
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            SecretHash = HashOf(secret),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        return (invitation, secret);
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
