namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What was done to an account, by whom, when. The database role of this host may insert and read these rows,
/// and neither change nor delete them.
/// </summary>
public sealed class AccountAct
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }

    /// <summary>Who acted; none where the machine's operator did (first administrator, demo accounts).</summary>
    public Guid? ActorId { get; init; }

    /// <summary>One of <see cref="Acts"/>.</summary>
    public required string Act { get; init; }

    /// <summary>What was given, taken or set: codes, never free text.</summary>
    public string? Detail { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>The acts on an account. Each has its sentence in Resources under <c>Act.…</c>.</summary>
public static class Acts
{
    public const string Invited = "invited";
    public const string InvitationRenewed = "invitation-renewed";
    public const string InvitationAccepted = "invitation-accepted";
    public const string RoleGiven = "role-given";
    public const string RoleTaken = "role-taken";
    public const string UnitSet = "unit-set";
    public const string PostingsSet = "postings-set";
    public const string DisplayNameSet = "display-name-set";
    public const string Suspended = "suspended";
    public const string Reactivated = "reactivated";
    public const string Ended = "ended";
    public const string PasswordReset = "password-reset";
    public const string PasswordChanged = "password-changed";
    public const string SecondFactorSet = "second-factor-set";
    public const string PasskeyAdded = "passkey-added";
    public const string PasskeyRemoved = "passkey-removed";
    public const string SecondFactorReset = "second-factor-reset";
    public const string RecoveryCodesRenewed = "recovery-codes-renewed";
    public const string RecoveryCodeUsed = "recovery-code-used";
    public const string LockedOut = "locked-out";
    public const string NewDevice = "new-device";
    public const string SessionEnded = "session-ended";

    public static readonly IReadOnlyList<string> All =
    [
        Invited, InvitationRenewed, InvitationAccepted, RoleGiven, RoleTaken, UnitSet, PostingsSet, DisplayNameSet,
        Suspended, Reactivated, Ended, PasswordReset, PasswordChanged, SecondFactorSet, PasskeyAdded, PasskeyRemoved, SecondFactorReset,
        RecoveryCodesRenewed, RecoveryCodeUsed, LockedOut, NewDevice, SessionEnded,
    ];
}
