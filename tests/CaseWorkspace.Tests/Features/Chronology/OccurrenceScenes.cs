using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Chronology;

/// <summary>A driver crossed a border three days ago, which a protocol and a message say.</summary>
internal static class OccurrenceScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();
    public static readonly Guid Driver = Guid.CreateVersion7();
    public static readonly Guid Passenger = Guid.CreateVersion7();
    public static readonly Guid Protocol = Guid.CreateVersion7();
    public static readonly Guid Item = Guid.CreateVersion7();
    public static readonly Actor Lead = Someone.Investigator;

    /// <summary>14:05 in Tbilisi.</summary>
    public static readonly DateTimeOffset At = new(2026, 11, 20, 10, 5, 0, TimeSpan.Zero);

    public static readonly OccurrenceContent Crossing = new(
        new ReportedTime("2026-11-20T14:05"), "Crossed the border in a white van", "Sarpi", "GE", [Driver], [Protocol], "Message of the border police", "B", "2", "H1", null);

    public static readonly OccurrenceRecorded Recorded = new(CaseFile, "CH-001", Crossing, At, At, Lead.Id, Given.Now);

    public static Given<Occurrence> Entry { get; } = Given.Events<Occurrence>(Lead, Recorded).ByLead();

    public static Given<Occurrence> InFile => Given.Nothing<Occurrence>().By(Lead).In(ThingKind.Investigation, CaseFile, Relation.Lead).Named().Drawing(1);

    public static Given<Occurrence> ByLead(this Given<Occurrence> given) => given.By(Lead).WithRelations(Relation.Lead).Named();

    /// <summary>What the command names, as the pipeline finds it.</summary>
    private static Given<Occurrence> Named(this Given<Occurrence> given) => given with
    {
        Facts = given.Facts with
        {
            Used = new Dictionary<Guid, CaseScope>
            {
                [Driver] = Thing(Driver, "recorded-person"), [Passenger] = Thing(Passenger, "recorded-person"), [Protocol] = Thing(Protocol, "protocol"),
                [Item] = Thing(Item, "evidence") with { Fenced = true },
            },
        },
    };

    private static CaseScope Thing(Guid id, string kind) => new(id, kind, CaseFile, [Relation.Lead]);
}
