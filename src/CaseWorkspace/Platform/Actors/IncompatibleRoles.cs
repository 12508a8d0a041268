namespace CaseWorkspace.Platform.Actors;

/// <summary>Two roles that one person does not hold together.</summary>
/// <param name="Role">The code of one.</param>
/// <param name="Other">The code of the other.</param>
/// <param name="From">First day on which the pair is refused, UTC.</param>
/// <param name="To">Last day; null: still refused.</param>
public sealed record IncompatiblePair(string Role, string Other, DateOnly From, DateOnly? To = null)
{
    /// <summary>Whether both are among the roles on the day.</summary>
    public bool IsHeld(IReadOnlyCollection<string> roles, DateOnly day) =>
        From <= day && !(To < day) && roles.Contains(Role, StringComparer.Ordinal) && roles.Contains(Other, StringComparer.Ordinal);
}

/// <summary>
/// Pairs of roles that one person never holds: the auditor judges what all others do, and the identity administrator makes the accounts of the people who
/// reach files. Each pair is in force from its own day. The identity server refuses them at a change and at sign-in, and the workspace refuses them
/// in the token of any issuer.
/// </summary>
public static class IncompatibleRoles
{
    private const string Auditor = "auditor";
    private const string IdentityAdmin = "identity-admin";
    private static readonly DateOnly Beginning = new(2026, 11, 28);

    /// <summary>The roles that reach files.</summary>
    public static readonly IReadOnlyList<string> OnFiles = ["investigator", "supervisor", "prosecutor", "liaison-officer", "custodian"];

    /// <summary>The pairs.</summary>
    public static readonly IReadOnlyList<IncompatiblePair> Table =
    [
        .. OnFiles.Append(IdentityAdmin).Select(role => new IncompatiblePair(Auditor, role, Beginning)),
        .. OnFiles.Select(role => new IncompatiblePair(IdentityAdmin, role, Beginning)),
    ];

    /// <summary>Whether a pair is among the roles.</summary>
    public static bool AreAmong(IReadOnlyCollection<string> roles, DateTimeOffset now) =>
        Table.Any(pair => pair.IsHeld(roles, DateOnly.FromDateTime(now.UtcDateTime)));
}
