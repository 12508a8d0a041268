using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>An account: one of the demo's, or one that a test made.</summary>
public sealed record Account(string Name, Guid Id, Role Role)
{
    /// <summary>The unit it belongs to.</summary>
    public string Unit { get; init; } = "unit-1";

    /// <summary>The state a liaison officer is posted to; null: none.</summary>
    public string? Posting { get; init; }

    /// <summary>Somebody of the tests' own, in the unit.</summary>
    public static Account Somebody(Role role, string name, string unit = "unit-1") => new($"{name} {Guid.CreateVersion7():N}", Guid.CreateVersion7(), role) { Unit = unit };

    public override string ToString() => Name;
}

/// <summary>The demo accounts: one for each role, and a second where two people of one role meet.</summary>
public static class Accounts
{
    public static readonly Account Investigator = new("investigator", Number(0x1), Role.Investigator);
    public static readonly Account OtherInvestigator = new("investigator-2", Number(0x2), Role.Investigator) { Unit = "unit-2" };
    public static readonly Account Supervisor = new("supervisor", Number(0x3), Role.Supervisor);
    public static readonly Account OtherSupervisor = new("supervisor-2", Number(0x4), Role.Supervisor);
    public static readonly Account Prosecutor = new("prosecutor", Number(0x5), Role.Prosecutor) { Unit = "prosecution" };
    public static readonly Account LiaisonFrance = new("liaison-officer-fr", Number(0x6), Role.LiaisonOfficer) { Unit = "liaison", Posting = "FR" };
    public static readonly Account LiaisonSpain = new("liaison-officer-es", Number(0x7), Role.LiaisonOfficer) { Unit = "liaison", Posting = "ES" };
    public static readonly Account Custodian = new("custodian", Number(0x8), Role.Custodian) { Unit = "custody" };
    public static readonly Account Auditor = new("auditor", Number(0x9), Role.Auditor) { Unit = "oversight" };
    public static readonly Account IdentityAdmin = new("identity-admin", Number(0xa), Role.IdentityAdmin) { Unit = "oversight" };
    public static readonly Account OtherIdentityAdmin = new(SecondAdministrator.Name, Number(0xb), Role.IdentityAdmin) { Unit = "oversight" };

    public static IReadOnlyList<Account> All { get; } =
    [
        Investigator, OtherInvestigator, Supervisor, OtherSupervisor, Prosecutor,
        LiaisonFrance, LiaisonSpain, Custodian, Auditor, IdentityAdmin, OtherIdentityAdmin,
    ];

    private static Guid Number(int last) => new($"01980000-0000-7000-8000-{last:x12}");
}
