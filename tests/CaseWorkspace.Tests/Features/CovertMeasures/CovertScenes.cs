using CaseWorkspace.Features.CovertMeasures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.CovertMeasures;

/// <summary>A telephone is listened to since ten days, by a ruling for thirty; another by a decree since this morning.</summary>
internal static class CovertScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Part = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();
    public static readonly Guid Suspect = Guid.CreateVersion7();
    public static readonly DateTimeOffset From = Given.Now.AddDays(-10);
    public static readonly DateTimeOffset Until = Given.Now.AddDays(20);
    public static readonly Actor Keeper = Someone.Investigator;
    public static readonly Actor Prosecutor = Someone.Prosecutor;

    public static readonly CovertRuling Ruling = new("court-ruling", "Tbilisi City Court", "11/55", Given.Now.AddDays(-11));
    public static readonly CovertRuling Second = new("court-ruling", "Tbilisi City Court", "11/90", Given.Now.AddDays(-1));
    public static readonly CovertRuling Decree = new("prosecutor-decree", "Prosecutor T. Gelashvili", null, Given.Now.AddDays(-1));

    public static readonly CovertContent Content = new("telephone", null, Ruling, Suspect, null, "+995 555 00 00 01", From, Until);
    public static readonly CovertContent Urgent = Content with { Ruling = Decree, Person = null, Whom = "Unknown user of the number", From = Given.Now.AddHours(-6) };

    public static readonly CovertMeasureRecorded Recorded = new(CaseFile, "S-1/CM-001", Content, null, Keeper.Id, Given.Now, Part);

    public static readonly ExtendMeasure Extend = new(Id, null, Second, Until.AddDays(30));
    public static readonly EndMeasure End = new(Id, null, "aim-reached", Given.Now.AddDays(-1), " All was heard. ");
    public static readonly PostponeNotification Postpone = new(Id, null, Decree, Given.Now.AddDays(-1).AddMonths(12));
    public static readonly ServeNotification Serve = new(Id, null, Given.Now.AddMinutes(-10), "in-person", " Nino Lomidze ");
    public static readonly SettleMaterial Destroy = new(Id, null, "destroyed", Given.Now.AddMinutes(-5), "Custodian G.", "Of no worth for the case.");

    public static Given<CovertMeasure> Running { get; } = Given.Events<CovertMeasure>(Keeper, Recorded).ByKeeper();

    public static Given<CovertMeasure> UrgentOne { get; } =
        Given.Events<CovertMeasure>(Keeper, Recorded with { Content = Urgent, ControlDue = Urgent.From.AddHours(24) }).ByKeeper();

    public static Given<CovertMeasure> Over { get; } = Running.When(End).And;

    public static Given<CovertMeasure> InPart(Actor by, Relation relation)
    {
        var given = Given.Nothing<CovertMeasure>().By(by).Using("recorded-person", CaseFile, Suspect).Drawing(1);
        return given with { Facts = given.Facts with { Scope = new CaseScope(Part, ThingKind.SubFile, CaseFile, [relation]) { Holder = Part, Number = "S-1" } } };
    }

    public static Given<CovertMeasure> ByKeeper(this Given<CovertMeasure> given) => given.By(Keeper).Inside(Part, CaseFile, Relation.Lead).Using("recorded-person", CaseFile, Suspect);
}
