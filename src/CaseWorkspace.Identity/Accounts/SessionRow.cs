namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// A session as the server keeps it. The browser's cookie holds a random handle, this row the handle's SHA-256: what is read here
/// opens no session, and a session that has ended here has ended, also for a person who holds a copy of the cookie.
/// </summary>
public sealed class SessionRow
{
    /// <summary>The <c>sid</c> in every token of the session.</summary>
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of the handle in the cookie; changes with each sign-in and each second factor.</summary>
    public required string HandleHash { get; init; }

    /// <summary>The sign-in it rests on: another one of the same person in the same browser goes on with the session.</summary>
    public Guid SignInId { get; init; }

    /// <summary>The account's security stamp at the sign-in; another one there now means that the session has ended.</summary>
    public required string Stamp { get; init; }

    public DateTimeOffset AuthenticatedAt { get; init; }
    public DateTimeOffset? SecondFactorAt { get; init; }

    /// <summary>How the holder proved who they are, in the words of RFC 8176; empty in a row that is older than this column.</summary>
    public List<string> Methods { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastUsedAt { get; init; }

    /// <summary>The absolute limit: it ends then, however much it is used.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Browser and system in two words, or nothing where the program did not say.</summary>
    public required string Device { get; init; }

    /// <summary>SHA-256 of the browser's own mark, by which it is known again.</summary>
    public required string DeviceHash { get; init; }

    /// <summary>The network of the address, not the address.</summary>
    public required string Network { get; init; }

    /// <summary>Whether the account had not been signed in to from this device before.</summary>
    public bool IsNewDevice { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The account of the person who ended it; none where a limit or the machine's operator did.</summary>
    public Guid? EndedBy { get; init; }

    /// <summary>One of <see cref="SessionEnds"/>.</summary>
    public string? EndReason { get; init; }

    /// <summary>When the clients are next told that it has ended; none when there is nothing to tell.</summary>
    public DateTimeOffset? TellAt { get; init; }

    public int TellAttempts { get; init; }

    /// <summary>What the row proves: who signed in, when and how.</summary>
    public Session ToSession() => new(AccountId, Id.ToString(), SignInId.ToString(), Stamp, AuthenticatedAt, SecondFactorAt) { Methods = Methods.Count > 0 ? Methods : SignInMethods.Of(SecondFactorAt is null ? null : SecondFactor.Code) };
}

/// <summary>Why a session ended.</summary>
public static class SessionEnds
{
    public const string SignedOut = "signed-out";

    /// <summary>From the page of the holder's sessions, on another device.</summary>
    public const string EndedByHolder = "ended-by-holder";

    /// <summary>Another person signed in with the same browser.</summary>
    public const string Replaced = "replaced";

    /// <summary>The holder changed the password or set up the second factor in another session.</summary>
    public const string CredentialsChanged = "credentials-changed";

    /// <summary>Suspended, ended, reset or left without a role.</summary>
    public const string AccountChanged = "account-changed";

    public const string Idle = "idle";
    public const string Absolute = "absolute";

    /// <summary>The machine's operator ended every session.</summary>
    public const string Operator = "operator";

    /// <summary>A browser whose session ended so is no known device by it: the holder disowned it, or left it signed in to somebody else.</summary>
    public static readonly string[] MakeUnknown = [EndedByHolder, Replaced];

    public static readonly IReadOnlyList<string> All =
        [SignedOut, EndedByHolder, Replaced, CredentialsChanged, AccountChanged, Idle, Absolute, Operator];
}
