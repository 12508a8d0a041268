using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>People as recorded in a file of the tests.</summary>
internal static class PeopleScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Person = Guid.CreateVersion7();
    public static readonly DateTimeOffset Yesterday = Given.Now.AddDays(-1);

    public static readonly PersonDescription Description = new(
        [new PersonName("პირი ერთი", "georgian", "current"), new PersonName("Person One", "latin", "current")], "female", "1990-04", "Rustavi", ["GE"]);

    public static readonly PersonRecorded Recorded = new(CaseFile, "P-001", Description, false, Someone.Investigator.Id, Given.Now);

    public static readonly PersonRecorded Migrant = Recorded with { IsMigrant = true };

    public static readonly PersonFactContent Telephone = new("telephone", "+995 555 000 001", false, null, "A statement.", "B", "2", "H0", null);

    public static readonly QualificationContent Attempt = new("attempt", "344-2", "2", "a", ["group"], "charge", Yesterday, "The prosecutor");

    public static Given<RecordedPerson> Known { get; } = Given.Events<RecordedPerson>(Someone.Investigator, Recorded).By(Someone.Investigator);

    public static Given<RecordedPerson> KnownMigrant { get; } = Given.Events<RecordedPerson>(Someone.Investigator, Migrant).By(Someone.Investigator);

    public static Given<RecordedPerson> InFile() => Given.Nothing<RecordedPerson>().By(Someone.Investigator).In(ThingKind.Investigation, CaseFile, Relation.Lead).Drawing(1);
}
