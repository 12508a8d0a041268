namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What was done to an account, by whom, when. The database role of this host may insert and read these rows,
/// and neither change nor delete them.
/// </summary>
public sealed class AccountAct
{
    public Guid Id { get; init; }

    /// <summary>On which account; none where there is none (a name that nobody has, an invitation that is only proposed).</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Who acted, or proposed what another confirmed; none where the machine's operator did (first administrator, demo accounts).</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The other administrator, where an act takes two.</summary>
    public Guid? ConfirmedBy { get; init; }

    /// <summary>One of <see cref="Acts"/>.</summary>
    public required string Act { get; init; }

    /// <summary>What was given, taken or set: codes, never free text.</summary>
    public string? Detail { get; init; }

    /// <summary>By the database's clock: no entry can be dated back.</summary>
    public DateTimeOffset At { get; private init; }
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

    /// <summary>Failures have made the next attempts wait; the detail says which, and where from.</summary>
    public const string LockedOut = "locked-out";

    /// <summary>The right password or code, refused because of a wait.</summary>
    public const string RightButWaiting = "right-but-waiting";

    public const string NewDevice = "new-device";
    public const string SessionEnded = "session-ended";

    /// <summary>Written with the row of the session (identity-grants.sql), as are the two that follow.</summary>
    public const string SignedIn = "signed-in";
    public const string SecondFactorUsed = "second-factor-used";

    /// <summary>
    /// The first of the wrong passwords, codes or recovery codes that are counted together; without an account: a name that nobody has, which is not kept.
    /// </summary>
    public const string SignInFailed = "sign-in-failed";

    public const string Proposed = "proposed";
    public const string ProposalRefused = "proposal-refused";
    public const string ProposalWithdrawn = "proposal-withdrawn";
    public const string LetterOpened = "letter-opened";
    public const string HandoverCodeShown = "handover-code-shown";
    public const string HandoverCodeWrong = "handover-code-wrong";

    /// <summary>The head has met the person: the account is not restricted any more.</summary>
    public const string MetInPerson = "met-in-person";

    public static readonly IReadOnlyList<string> All =
    [
        Invited, InvitationRenewed, InvitationAccepted, RoleGiven, RoleTaken, UnitSet, PostingsSet, DisplayNameSet,
        Suspended, Reactivated, Ended, PasswordReset, PasswordChanged, SecondFactorSet, PasskeyAdded, PasskeyRemoved, SecondFactorReset,
        RecoveryCodesRenewed, RecoveryCodeUsed, LockedOut, RightButWaiting, NewDevice, SessionEnded,
        SignedIn, SecondFactorUsed, SignInFailed, Proposed, ProposalRefused, ProposalWithdrawn, LetterOpened, HandoverCodeShown, HandoverCodeWrong, MetInPerson,
    ];
}
