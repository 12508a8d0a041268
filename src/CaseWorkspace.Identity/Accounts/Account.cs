using Microsoft.AspNetCore.Identity;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>A person who may sign in. Never deleted: an ended account keeps its id, so that what its holder did stays attributable.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The name colleagues see beside what the person did.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The code of the unit the person works in, such as <c>unit-1</c>.</summary>
    public string? UnitCode { get; set; }

    /// <summary>One of <see cref="AccountStatus"/>.</summary>
    public string Status { get; set; } = AccountStatus.Invited;

    /// <summary>Roles held, of <see cref="Accounts.Roles"/>. No role, no entry.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>ISO 3166-1 alpha-2 codes of the states a liaison officer serves.</summary>
    public List<string> Postings { get; set; } = [];

    /// <summary>The culture in which the holder reads, chosen on the own page; none: as the browser prefers.</summary>
    public string? Language { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The authenticator app's secret, encrypted by data protection.</summary>
    public string? ProtectedAuthenticatorKey { get; set; }

    /// <summary>Of each recovery code that is still unused, as <see cref="RecoveryCodes"/> keeps it.</summary>
    public List<string> RecoveryCodeHashes { get; set; } = [];

    /// <summary>The last time step whose code was accepted: a code serves once.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>Since its password or second factor was reset, until the person's head has met the person; none: not restricted.</summary>
    public DateTimeOffset? RestrictedSince { get; set; }

    /// <summary>Whether the account may hold tokens and sessions now.</summary>
    public bool MayEnter => Status == AccountStatus.Active && Roles.Count > 0 && RestrictedSince is null;

    public bool IsActiveAdmin => MayEnter && Roles.Contains(Accounts.Roles.IdentityAdmin);
}

/// <summary>Where an account stands. Ended is final.</summary>
public static class AccountStatus
{
    public const string Invited = "invited";
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Ended = "ended";

    public static readonly IReadOnlyList<string> All = [Invited, Active, Suspended, Ended];
}

/// <summary>The closed list of roles. What each may do with a file is the workspace's to say.</summary>
public static class Roles
{
    public const string IdentityAdmin = "identity-admin";
    public const string LiaisonOfficer = "liaison-officer";
    public const string Auditor = "auditor";
    public const string Supervisor = "supervisor";

    public static readonly IReadOnlyList<string> All =
        ["investigator", Supervisor, "prosecutor", LiaisonOfficer, "custodian", Auditor, IdentityAdmin];
}
