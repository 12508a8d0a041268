using System.Collections.Immutable;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>The people of the demonstration, with the ids and names that the identity server gives their accounts.</summary>
internal static class DemoActors
{
    public static readonly Actor Investigator = Person(1, "Sample Investigator", Role.Investigator, "unit-1");
    public static readonly Actor Investigator2 = Person(2, "Sample Investigator 2", Role.Investigator, "unit-2");
    public static readonly Actor Supervisor = Person(3, "Sample Supervisor", Role.Supervisor, "unit-1");
    public static readonly Actor Supervisor2 = Person(4, "Sample Supervisor 2", Role.Supervisor, "unit-1");
    public static readonly Actor Prosecutor = Person(5, "Sample Prosecutor", Role.Prosecutor, "prosecution");
    public static readonly Actor LiaisonFrance = Person(6, "Sample Liaison Officer FR", Role.LiaisonOfficer, "liaison", "FR");
    public static readonly Actor LiaisonSpain = Person(7, "Sample Liaison Officer ES", Role.LiaisonOfficer, "liaison", "ES");
    public static readonly Actor Custodian = Person(8, "Sample Custodian", Role.Custodian, "custody");
    public static readonly Actor Auditor = Person(9, "Sample Auditor", Role.Auditor, "oversight");

    public static readonly ImmutableArray<Actor> All =
        [Investigator, Investigator2, Supervisor, Supervisor2, Prosecutor, LiaisonFrance, LiaisonSpain, Custodian, Auditor];

    private static Actor Person(byte number, string name, Role role, string unit, params string[] postings) =>
        new(Guid.Parse($"01980000-0000-7000-8000-0000000000{number:x2}"), name, [role], unit, [.. postings], "sample-data")
        {
            Correlation = "sample-data",
            Purpose = "investigation",
        };
}
