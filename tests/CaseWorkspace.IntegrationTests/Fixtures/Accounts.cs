using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>A demo account.</summary>
public sealed record Account(string Name, Guid Id, Role Role)
{
    public override string ToString() => Name;
}

/// <summary>The demo accounts: one for each role, and a second where two people of one role meet.</summary>
public static class Accounts
{
    public static readonly Account Investigator = new("investigator", Number(0x1), Role.Investigator);
    public static readonly Account OtherInvestigator = new("investigator-2", Number(0x2), Role.Investigator);
    public static readonly Account Supervisor = new("supervisor", Number(0x3), Role.Supervisor);
    public static readonly Account OtherSupervisor = new("supervisor-2", Number(0x4), Role.Supervisor);
    public static readonly Account Prosecutor = new("prosecutor", Number(0x5), Role.Prosecutor);
    public static readonly Account LiaisonFrance = new("liaison-officer-fr", Number(0x6), Role.LiaisonOfficer);
    public static readonly Account LiaisonSpain = new("liaison-officer-es", Number(0x7), Role.LiaisonOfficer);
    public static readonly Account Custodian = new("custodian", Number(0x8), Role.Custodian);
    public static readonly Account Auditor = new("auditor", Number(0x9), Role.Auditor);
    public static readonly Account IdentityAdmin = new("identity-admin", Number(0xa), Role.IdentityAdmin);

    public static IReadOnlyList<Account> All { get; } =
    [
        Investigator, OtherInvestigator, Supervisor, OtherSupervisor, Prosecutor,
        LiaisonFrance, LiaisonSpain, Custodian, Auditor, IdentityAdmin,
    ];

    private static Guid Number(int last) => new($"01980000-0000-7000-8000-{last:x12}");
}
