using CaseWorkspace.Features.Deadlines;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Deadlines;

/// <summary>Somebody was arrested an hour ago; a pre-trial hearing is in ten days.</summary>
internal static class ClockScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();
    public static readonly Guid Suspect = Guid.CreateVersion7();
    public static readonly DateTimeOffset Arrested = Given.Now.AddHours(-1);
    public static readonly DateTimeOffset Hearing = Given.Now.AddDays(10);
    public static readonly Actor Lead = Someone.Investigator;
    public static readonly Actor Prosecutor = Someone.Prosecutor;

    /// <summary>Written by hand, from the law.</summary>
    public static readonly SetLimit[] LimitsOfArrest =
    [
        new("before-court", Arrested.AddHours(48)), new("court-decides", Arrested.AddHours(72)), new("pre-trial-in-custody", Arrested.AddDays(60)),
        new("custody-in-all", Arrested.AddMonths(9)),
    ];

    public static readonly ClockStarted OfArrest = new(CaseFile, "C-001", "arrest", Suspect, Arrested, "The patrol", LimitsOfArrest, Lead.Id, Given.Now);

    public static readonly ClockStarted OfHearing = new(
        CaseFile, "C-001", "pre-trial-hearing", null, Hearing, null, [new("exchange-of-evidence", Hearing.AddDays(-5)), new("pre-trial-hearing", Hearing)], Lead.Id, Given.Now);

    public static Given<CaseClock> Arrest { get; } = Given.Events<CaseClock>(Lead, OfArrest).ByLead();

    public static Given<CaseClock> PreTrial { get; } = Given.Events<CaseClock>(Lead, OfHearing).ByLead();

    public static Given<CaseClock> InFile(Actor by, Relation relation) => Given.Nothing<CaseClock>().By(by).In(ThingKind.Investigation, CaseFile, relation).Using("recorded-person", CaseFile, Suspect);

    public static Given<CaseClock> ByLead(this Given<CaseClock> given) => given.By(Lead).WithRelations(Relation.Lead);
}
