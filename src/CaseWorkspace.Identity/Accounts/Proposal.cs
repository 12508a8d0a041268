using System.Text.Json;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// An act that gives an account something, proposed by one administrator. It is done only when another one confirms it, exactly as it stands
/// here. What was proposed is written once; only the decision is added.
/// </summary>
public sealed class Proposal
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public Guid Id { get; init; }

    /// <summary>One of <see cref="GivingActs"/>.</summary>
    public required string Act { get; init; }

    /// <summary>For an invitation: the id that the account will have.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The <see cref="ProposedDetails"/> as JSON.</summary>
    public required string Details { get; init; }

    /// <summary>The account as it was then: another concurrency stamp there now means that it was changed. None for an invitation.</summary>
    public string? AccountStamp { get; init; }

    public Guid ProposedBy { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>One of <see cref="Decisions"/>; none yet.</summary>
    public string? Decision { get; init; }

    public Guid? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    public ProposedDetails Read() => JsonSerializer.Deserialize<ProposedDetails>(Details)!;
}

/// <summary>What exactly is to be set; what an act does not set is empty.</summary>
public sealed record ProposedDetails(string UserName, string DisplayName, string? Unit, IReadOnlyList<string> Postings, IReadOnlyList<string> Roles)
{
    public static readonly ProposedDetails None = new("", "", null, [], []);

    public static ProposedDetails Of(AccountDetails details, IReadOnlyList<string> roles)
    {
        ArgumentNullException.ThrowIfNull(details);
        return new(details.UserName, details.DisplayName, details.Unit, details.Postings, roles);
    }

    public AccountDetails ToAccountDetails() => new(UserName, DisplayName, Unit, Postings);

    public string Write() => JsonSerializer.Serialize(this);
}

/// <summary>The acts that give an account something, and so take two administrators. Each has its sentence in Resources under <c>Proposal.…</c>.</summary>
public static class GivingActs
{
    public const string Invite = "invite";
    public const string InviteAgain = "invite-again";
    public const string ResetPassword = "reset-password";
    public const string ResetSecondFactor = "reset-second-factor";
    public const string SetRoles = "set-roles";
    public const string SetDetails = "set-details";
    public const string Reactivate = "reactivate";

    public static readonly IReadOnlyList<string> All = [Invite, InviteAgain, ResetPassword, ResetSecondFactor, SetRoles, SetDetails, Reactivate];
}

/// <summary>How a proposal ended.</summary>
public static class Decisions
{
    public const string Confirmed = "confirmed";
    public const string Refused = "refused";

    /// <summary>By the person who proposed it.</summary>
    public const string Withdrawn = "withdrawn";

    public static readonly IReadOnlyList<string> All = [Confirmed, Refused, Withdrawn];
}
