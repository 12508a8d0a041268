using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What is guessed. Passwords, codes and recovery codes are counted apart.</summary>
public enum AttemptKind { Password, Code, RecoveryCode }

/// <summary>Whose attempts are counted together.</summary>
public static class AttemptScopes
{
    /// <summary>One account on one device in which it has signed in whole.</summary>
    public const string Device = "device";

    /// <summary>One account from one network, by devices not seen before.</summary>
    public const string AccountNetwork = "account-network";

    /// <summary>One account, by all devices not seen before.</summary>
    public const string Account = "account";

    /// <summary>One network, over all accounts.</summary>
    public const string Network = "network";

    /// <summary>One open session, in which its holder is asked once more.</summary>
    public const string Session = "session";
}

/// <summary>Where an attempt comes from.</summary>
/// <param name="DeviceHash">SHA-256 of the mark that the browser shows, by which it may be known; empty: it shows none.</param>
/// <param name="Network">The network of its address, as sessions show it.</param>
/// <param name="Session">The open session in which the holder is asked once more; none: somebody signs in.</param>
public sealed record AttemptOrigin(string DeviceHash, string Network, Guid? Session = null);

/// <summary>An attempt, right or wrong.</summary>
/// <param name="Kind">What is guessed.</param>
/// <param name="AccountId">Of whom; none: a name that nobody has.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="Name">The normalized name, where nobody has it.</param>
public sealed record Attempt(AttemptKind Kind, Guid? AccountId, AttemptOrigin From, string Name = "")
{
    /// <summary>
    /// A name that nobody has is counted as if it were an account. It may be a password typed into the wrong field: it is kept as a keyed hash, whose key
    /// is nowhere written, so that what is read here gives nothing to try, and nobody finds two names that are counted together.
    /// </summary>
    private static readonly byte[] NobodysKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whose attempts are counted together: the account's, or those of a name that nobody has.</summary>
    public string Whose => AccountId?.ToString() ?? "nobody-" + Convert.ToHexStringLower(HMACSHA256.HashData(NobodysKey, Encoding.UTF8.GetBytes(Name)).AsSpan(0, 8));

    /// <summary>In the order of the kinds.</summary>
    public static readonly string[] KindNames = ["password", "code", "recovery-code"];

    public string KindName => KindNames[(int)Kind];

    /// <summary>The counter of the scope in which it is counted.</summary>
    public string KeyOf(string scope) => $"{KindName} {scope} " + scope switch
    {
        AttemptScopes.Device => $"{Whose} {From.DeviceHash}",
        AttemptScopes.AccountNetwork => $"{Whose} {From.Network}",
        AttemptScopes.Account => Whose,
        AttemptScopes.Session => $"{From.Session}",
        _ => From.Network,
    };

    /// <summary>For an act: codes, and the network.</summary>
    public string DetailOf(string scope) => scope == AttemptScopes.Account ? $"{KindName} {scope}" : $"{KindName} {scope} {From.Network}";
}

/// <summary>A row of failures that are counted together, and what the holder is told of them.</summary>
public sealed class AttemptCounter
{
    /// <summary>Kind, scope and whose: one row for each.</summary>
    public required string Key { get; init; }

    /// <summary>In small letters, as in the acts.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="AttemptScopes"/>.</summary>
    public required string Scope { get; init; }

    /// <summary>None: a network over all accounts, or a name that nobody has.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Where they came from, the networks of a device or a session in a row; empty for an account over all networks.</summary>
    public required string Network { get; init; }

    /// <summary>Those that are remembered, of <see cref="AttemptState"/>, with the two that follow.</summary>
    public int Failures { get; init; }
    public DateTimeOffset CountedAt { get; init; }
    public DateTimeOffset OpenAt { get; init; }

    /// <summary>All of them, for the holder to see.</summary>
    public int Total { get; init; }

    /// <summary>Those that the holder was not told at a sign-in.</summary>
    public int Untold { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When the right password was last refused here because of a wait.</summary>
    public DateTimeOffset? RightRefusedAt { get; init; }

    /// <summary>The end of the name of the words that say what failed.</summary>
    public string Word => Kind + (RightRefusedAt is not null ? ".waited" : Scope == AttemptScopes.Session ? ".session" : "");

    /// <summary>Then all of it is forgotten and told, and the row goes.</summary>
    public DateTimeOffset KeptUntil { get; init; }
}
