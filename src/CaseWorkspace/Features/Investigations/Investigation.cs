using System.Collections.Immutable;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A number that another authority gave the case.</summary>
/// <param name="Entry">Names it in the file.</param>
/// <param name="Until">Until when it held; null: it holds.</param>
public sealed record OfficialNumber(Guid Entry, string Authority, string Number, DateTimeOffset Since, DateTimeOffset? Until = null);

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

    /// <summary>Why it was opened: a code of the list <c>opening-ground</c>; null: opened before grounds were recorded.</summary>
    public string? Ground { get; init; }

    /// <summary>Its numbers at other authorities, those too that hold no longer.</summary>
    public ImmutableArray<OfficialNumber> OfficialNumbers { get; init; } = [];

    /// <summary>Why the investigation ended without a trial: a code of the list <c>termination-ground</c>; null: it did not.</summary>
    public string? TerminationGround { get; init; }

    /// <summary>The court to which the case went, or that decided last; null: none yet.</summary>
    public string? Court { get; init; }

    /// <summary>When the case went to court; null: it did not.</summary>
    public DateTimeOffset? ReferredAt { get; init; }

    /// <summary>How the court decided last: a code of the list <c>court-verdict</c>; null: it did not yet.</summary>
    public string? Verdict { get; init; }

    /// <summary>When the court decided last.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Things that were owed when the file was closed; none: nothing was, or it is open.</summary>
    public ImmutableArray<OwedThings> Left { get; init; } = [];

    public const string UnderInvestigation = "under-investigation";
    public const string Suspended = "suspended";
    public const string Terminated = "terminated";
    public const string InCourt = "in-court";
    public const string Decided = "decided";
    public const string Closed = "closed";

    public const string Standard = "standard";
    public const string Restricted = "restricted";

    /// <summary>Whether the person works on the file at that time.</summary>
    public bool Has(Guid person, DateTimeOffset now) =>
        Members.Contains(person) && !(Until.TryGetValue(person, out var until) && until <= now);

    /// <summary>Whether the person supervises the file as its prosecutor at that time.</summary>
    public bool IsProsecutedBy(Guid person, DateTimeOffset now) => Prosecutor == person && !(ProsecutorUntil <= now);

    /// <summary>Why what is done in these states alone cannot be done; null: the file is in one of them.</summary>
    public Refusal? WhyNotIn(params ReadOnlySpan<string> states) => states.Contains(State) ? null : Refusal.Rule("not-in-this-state-of-file");

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
        UnderInvestigation,
        opened.Data.Lead,
        [opened.Data.Lead],
        null,
        0,
        opened.Data.OpenedAt)
    {
        Ground = opened.Data.Ground,
    };

    public Investigation Apply(InvestigationCorrected corrected) => this with
    {
        Title = corrected.Content.Title,
        OffenceForms = [.. corrected.Content.OffenceForms],
        Countries = [.. corrected.Content.Countries],
        Summary = corrected.Content.Summary,
        Ground = corrected.Content.Ground,
    };

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

    public Investigation Apply(OfficialNumberRecorded recorded) =>
        this with { OfficialNumbers = OfficialNumbers.Add(new OfficialNumber(recorded.Entry, recorded.Authority, recorded.Number, recorded.Since)) };

    public Investigation Apply(OfficialNumberEnded ended) =>
        this with { OfficialNumbers = [.. OfficialNumbers.Select(one => one.Entry == ended.Entry ? one with { Until = ended.Until } : one)] };

    public Investigation Apply(InvestigationSuspended _) => this with { State = Suspended };

    public Investigation Apply(InvestigationResumed _) => this with { State = UnderInvestigation };

    public Investigation Apply(InvestigationTerminated terminated) => this with { State = Terminated, TerminationGround = terminated.Ground };

    public Investigation Apply(CaseReferredToCourt referred) =>
        this with { State = InCourt, Court = referred.Court, ReferredAt = referred.ReferredAt, Verdict = null, DecidedAt = null };

    public Investigation Apply(VerdictRecorded recorded) =>
        this with { State = Decided, Court = recorded.Court, Verdict = recorded.Verdict, DecidedAt = recorded.DecidedAt };

    public Investigation Apply(FileClosed closed) => this with { State = Closed, Left = [.. closed.Left] };

    public Investigation Apply(FileReopened _) => this with { State = UnderInvestigation, TerminationGround = null, Left = [] };

    public Investigation Apply(NoteAdded _) => this with { Notes = Notes + 1 };
}
