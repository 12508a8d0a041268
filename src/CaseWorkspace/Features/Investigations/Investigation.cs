using System.Collections.Immutable;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A case file as it stands.</summary>
public sealed record Investigation(
    Guid Id,
    string Number,
    string Title,
    ImmutableArray<string> OffenceForms,
    ImmutableArray<string> Countries,
    string Summary,
    string Unit,
    string State,
    Guid Lead,
    ImmutableArray<Guid> Members,
    Guid? Prosecutor,
    int Notes,
    DateTimeOffset OpenedAt)
{
    /// <summary>How closely the file is kept: a code of <see cref="Platform.Policy.Level"/>.</summary>
    public string Level { get; init; } = Standard;

    /// <summary>The supervisor named to a restricted file; null while the unit's head supervises it.</summary>
    public Guid? Supervisor { get; init; }

    /// <summary>Whom the lead suggests as supervisor, while nobody has confirmed it; null: nothing is suggested.</summary>
    public Guid? ProposedSupervisor { get; init; }

    /// <summary>Members whose time on the file is limited, and when it ends.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> Until { get; init; } = ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    /// <summary>When the prosecutor's supervision ends by itself; null: not before another is named.</summary>
    public DateTimeOffset? ProsecutorUntil { get; init; }

    public const string Standard = "standard";
    public const string Restricted = "restricted";

    /// <summary>Whether the person works on the file at that time.</summary>
    public bool Has(Guid person, DateTimeOffset now) =>
        Members.Contains(person) && !(Until.TryGetValue(person, out var until) && until <= now);

    /// <summary>Whether the person supervises the file as its prosecutor at that time.</summary>
    public bool IsProsecutedBy(Guid person, DateTimeOffset now) => Prosecutor == person && !(ProsecutorUntil <= now);

    /// <summary>The duties of the person on the file: as the relations say them, and as its events do.</summary>
    public Duties DutiesOf(Colleague person, DateTimeOffset now) => person.Duties
        .With(Duty.Investigates, Has(person.Id, now)).WithPast(Duty.Investigates, Members.Contains(person.Id))
        .With(Duty.Prosecutes, IsProsecutedBy(person.Id, now)).WithPast(Duty.Prosecutes, Prosecutor == person.Id)
        .With(Duty.Supervises, Supervisor == person.Id);

    public static Investigation Create(IEvent<InvestigationOpened> opened) => new(
        opened.StreamId,
        opened.Data.Number,
        opened.Data.Title,
        [.. opened.Data.OffenceForms],
        [.. opened.Data.Countries],
        opened.Data.Summary,
        opened.Data.Unit,
        "under-investigation",
        opened.Data.Lead,
        [opened.Data.Lead],
        null,
        0,
        opened.Data.OpenedAt);

    public Investigation Apply(MemberAdded added) => this with
    {
        Members = Members.Contains(added.Person) ? Members : Members.Add(added.Person),
        // A person who leads does so until the lead is handed over.
        Until = added.Until is { } until && added.Person != Lead ? Until.SetItem(added.Person, until) : Until.Remove(added.Person),
    };

    public Investigation Apply(MemberRemoved removed) => this with
    {
        Members = Members.Remove(removed.Person),
        Until = Until.Remove(removed.Person),
    };

    public Investigation Apply(LeadHandedOver handed) => this with
    {
        Lead = handed.Person,
        Members = [.. Members.Where(member => member != handed.Person && (handed.Stays || member != handed.From)).Prepend(handed.Person)],
        Until = Until.Remove(handed.Person),
    };

    public Investigation Apply(RestrictionProposed proposed) => this with { Level = Restricted, ProposedSupervisor = proposed.Person };

    public Investigation Apply(FileRestricted restricted) =>
        this with { Level = Restricted, Supervisor = restricted.Person, ProposedSupervisor = null };

    public Investigation Apply(RestrictionLifted _) => this with { Level = Standard, Supervisor = null, ProposedSupervisor = null };

    public Investigation Apply(ProsecutorNamed named) => this with { Prosecutor = named.Person, ProsecutorUntil = named.Until };

    public Investigation Apply(NoteAdded _) => this with { Notes = Notes + 1 };
}
