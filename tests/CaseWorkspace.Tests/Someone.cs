using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests;

/// <summary>The people of the tests: the demonstration accounts, and some who hold more than one role.</summary>
internal static class Someone
{
    public static readonly Actor Investigator = Person(1, "investigator", "unit-1", Role.Investigator);
    public static readonly Actor Investigator2 = Person(2, "investigator-2", "unit-2", Role.Investigator);
    public static readonly Actor Supervisor = Person(3, "supervisor", "unit-1", Role.Supervisor);
    public static readonly Actor Supervisor2 = Person(4, "supervisor-2", "unit-1", Role.Supervisor);
    public static readonly Actor Prosecutor = Person(5, "prosecutor", "prosecution", Role.Prosecutor);
    public static readonly Actor LiaisonFr = Posted(6, "liaison-officer-fr", "liaison", "FR", Role.LiaisonOfficer);
    public static readonly Actor LiaisonEs = Posted(7, "liaison-officer-es", "liaison", "ES", Role.LiaisonOfficer);
    public static readonly Actor Custodian = Person(8, "custodian", "custody", Role.Custodian);
    public static readonly Actor Auditor = Person(9, "auditor", "oversight", Role.Auditor);
    public static readonly Actor IdentityAdmin = Person(10, "identity-admin", "oversight", Role.IdentityAdmin);
    public static readonly Actor Investigator3 = Person(11, "investigator-3", "unit-1", Role.Investigator);

    /// <summary>Works on some files and supervises others as their prosecutor: never both of one.</summary>
    public static readonly Actor InvestigatorAndProsecutor = Person(19, "investigator-and-prosecutor", "unit-1", Role.Investigator, Role.Prosecutor);

    /// <summary>Works on files and heads the unit: four eyes are asked of this person most of all.</summary>
    public static readonly Actor WorkingSupervisor = Person(12, "working-supervisor", "unit-1", Role.Investigator, Role.Supervisor);

    /// <summary>Was a prosecutor elsewhere and heads the unit: the roles do not lend each other their relations.</summary>
    public static readonly Actor SupervisorAndProsecutor = Person(13, "supervisor-and-prosecutor", "unit-1", Role.Supervisor, Role.Prosecutor);

    /// <summary>Works on files and is posted to Spain.</summary>
    public static readonly Actor InvestigatorAndLiaison =
        Posted(14, "investigator-and-liaison", "unit-1", "ES", Role.Investigator, Role.LiaisonOfficer);

    public static readonly IReadOnlyList<Actor> Everybody =
    [
        Investigator, Investigator2, Investigator3, Supervisor, Supervisor2, Prosecutor, LiaisonFr, LiaisonEs, Custodian, Auditor,
        IdentityAdmin, WorkingSupervisor, SupervisorAndProsecutor, InvestigatorAndLiaison, InvestigatorAndProsecutor,
    ];

    /// <summary>A person who holds nothing but the role.</summary>
    public static Actor In(Role role) => Person(100 + (int)role, role.Code(), "unit-1", role);

    /// <summary>The person as the workspace knows colleagues, standing in these relations to what a command names.</summary>
    public static Colleague AsColleague(this Actor person, params Relation[] relations) =>
        new(person.Id, person.Name, person.Roles, person.Unit, person.Postings) 
        {
            Relations = relations,
            Here = relations,
            Duties = DutiesOf(relations),
        };

    /// <summary>The duties that come with the relations.</summary>
    public static Duties DutiesOf(params Relation[] relations) => new([.. relations.Select(SeparationOfDuties.Of).OfType<Duty>().Distinct()], []);

    private static Actor Person(int number, string name, string unit, params Role[] roles) =>
        new(Id(number), name, [.. roles], unit, [], "session");

    private static Actor Posted(int number, string name, string unit, string state, params Role[] roles) =>
        new(Id(number), name, [.. roles], unit, [state], "session");

    private static Guid Id(int number) => new($"01980000-0000-7000-8000-{number:x12}");
}
