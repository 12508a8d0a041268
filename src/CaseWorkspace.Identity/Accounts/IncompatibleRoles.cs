namespace CaseWorkspace.Identity.Accounts;

/// <summary>Two roles that one person does not hold together, from when, and until when.</summary>
public sealed record IncompatiblePair(string Role, string Other, DateOnly From, DateOnly? To = null)
{
    public bool IsHeld(IReadOnlyCollection<string> roles, DateOnly day) =>
        From <= day && !(To < day) && roles.Contains(Role) && roles.Contains(Other);
}

/// <summary>
/// Pairs of roles that one person never holds: the auditor judges what all others do, and the identity administrator makes the accounts of those who
/// reach files. Each pair is in force from its own day; what is held already is refused with the next change of roles.
/// </summary>
public static class IncompatibleRoles
{
    private static readonly DateOnly Beginning = new(2026, 11, 28);

    /// <summary>The roles that reach files.</summary>
    public static readonly IReadOnlyList<string> OnFiles = ["investigator", "supervisor", "prosecutor", Roles.LiaisonOfficer, "custodian"];

    public static readonly IReadOnlyList<IncompatiblePair> Table =
    [
        .. Roles.All.Where(role => role != Roles.Auditor).Select(role => new IncompatiblePair(Roles.Auditor, role, Beginning)),
        .. OnFiles.Select(role => new IncompatiblePair(Roles.IdentityAdmin, role, Beginning)),
    ];

    public static bool AreAmong(IReadOnlyCollection<string> roles, DateTimeOffset now) =>
        Table.Any(pair => pair.IsHeld(roles, DateOnly.FromDateTime(now.UtcDateTime)));
}
