using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.People;

/// <summary>A status in the proceedings, or a category of the analysis, with its reason.</summary>
/// <param name="Code">Of the list <c>procedural-status</c> or <c>analytic-category</c>.</param>
public sealed record StatedPlace(string Code, DateTimeOffset Since, string Reason, Guid By);

/// <summary>What is known or thought of the person.</summary>
public sealed record PersonFact(Guid Id, PersonFactContent Content, Guid By, DateTimeOffset At);

/// <summary>A qualification that holds.</summary>
public sealed record Qualification(Guid Id, QualificationContent Content, string Reason, Guid By, DateTimeOffset At);

/// <summary>Where the screening for trafficking stands.</summary>
/// <param name="State">A code of the list <c>screening-state</c>.</param>
/// <param name="Verdict">A code of the list <c>screening-decision</c>; null: none yet.</param>
public sealed record Screening(
    string State, DateTimeOffset? InterviewedAt = null, IReadOnlyList<string>? Indicators = null, string? Note = null, string? Verdict = null,
    string? Reason = null, Guid? By = null)
{
    public const string Owed = "owed";
    public const string ToDecide = "to-decide";
    public const string Decided = "decided";
    public const string NothingFound = "nothing-found";
}

/// <summary>Somebody who acts for the person.</summary>
public sealed record Representative(Guid Id, RepresentativeContent Content, Guid By, DateTimeOffset At);

/// <summary>Somebody bound to secrecy.</summary>
public sealed record SecrecyBond(Guid Id, SecrecyContent Content, Guid By, DateTimeOffset At);

/// <summary>When it is reviewed whether the record is still needed, and what was decided last.</summary>
/// <param name="State">A code of the list <c>record-review-state</c>.</param>
/// <param name="Due">Until when; null: it is to be erased.</param>
/// <param name="Reason">Of the last review; null: there was none yet.</param>
public sealed record RecordReview(string State, DateTimeOffset? Due, string? Reason = null, Guid? By = null, DateTimeOffset? At = null)
{
    public const string Scheduled = "scheduled";
    public const string ErasureAsked = "erasure-asked";
}

/// <summary>Who the person is, is kept apart: the record shows an alias, and nothing that was written of the person before.</summary>
/// <param name="Identity">The <see cref="ProtectedIdentity"/>, which is open to those alone who are named where it lies.</param>
public sealed record Protection(Guid Identity, Guid By, DateTimeOffset At);

/// <summary>Where the erasing of the record stands.</summary>
/// <param name="State">A code of the list <c>erasure-state</c>.</param>
/// <param name="Ground">A code of the list <c>erasure-ground</c>; null: see <see cref="PersonErased"/>.</param>
/// <param name="Reason">Of the proposal; null once it is erased: it stands in the history.</param>
/// <param name="By">Who proposed it, and once it is erased, who decided.</param>
/// <param name="CompletedAt">When the keys were destroyed; null: they are not yet.</param>
public sealed record RecordErasure(string State, string? Ground, string? Reason, Guid By, DateTimeOffset At, DateTimeOffset? CompletedAt = null)
{
    public const string Proposed = "proposed";
    public const string Erasing = "erasing";
    public const string Erased = "erased";
}

/// <summary>That the record is restricted, and why.</summary>
/// <param name="Ground">A code of the list <c>record-restriction-ground</c>.</param>
/// <param name="Reason">Null: not shown to the reader.</param>
public sealed record RecordRestriction(string Ground, string? Reason, Guid By, DateTimeOffset At);

/// <summary>
/// A person as recorded in one file. That the same human being stands in another file is no part of the record: a link between records
/// is somebody's decision and can be undone.
/// </summary>
/// <param name="Status">In the proceedings; null: none.</param>
/// <param name="Category">In the analysis; null: none was decided. A migrant who was moved is no suspect unless somebody decides so.</param>
/// <param name="Screening">Null: none is owed.</param>
/// <param name="Review">Null: no category was set, or the table of terms says nothing of it.</param>
/// <param name="Representatives">Counsel, interpreters, legal guardians, those too whose time is over. What counsel and the person share is privileged: none of it is searched or exchanged.</param>
/// <param name="Bonds">Who is bound to secrecy (Criminal Procedure Code, art. 104).</param>
/// <param name="Protection">Null: who the person is stands in the record.</param>
/// <param name="Erasure">Null: nobody proposed it.</param>
/// <param name="Restriction">Null: the record is open.</param>
public sealed record RecordedPerson(
    Guid Id,
    Guid File,
    string Number,
    PersonDescription Description,
    bool IsMigrant,
    Guid RecordedBy,
    DateTimeOffset RecordedAt,
    StatedPlace? Status,
    StatedPlace? Category,
    IReadOnlyList<PersonFact> Facts,
    IReadOnlyList<Qualification> Qualifications,
    Screening? Screening,
    Protection? Protection = null,
    RecordReview? Review = null,
    IReadOnlyList<Representative>? Representatives = null,
    IReadOnlyList<SecrecyBond>? Bonds = null,
    RecordErasure? Erasure = null,
    RecordRestriction? Restriction = null)
{
    /// <summary>An act on the record: while that is restricted, and once it is erased, nothing changes in it.</summary>
    internal static Act<RecordedPerson> Act(string verb, Operation operation, Func<RecordedPerson, ActContext, Refusal?> whyNot) =>
        new(verb, operation, (person, who) => WhyFrozen(person) ?? whyNot(person, who));

    /// <summary>Why nothing changes in the record; null: it is open.</summary>
    public static Refusal? WhyFrozen(RecordedPerson person) =>
        person.Erasure is { State: not RecordErasure.Proposed } ? Refusal.Erased : person.Restriction is not null ? Refusal.Rule("record-restricted") : null;

    public static RecordedPerson Create(IEvent<PersonRecorded> recorded) => new(
        recorded.StreamId,
        recorded.Data.File,
        recorded.Data.Number,
        recorded.Data.Description,
        recorded.Data.IsMigrant,
        recorded.Data.RecordedBy,
        recorded.Data.RecordedAt,
        null,
        null,
        [],
        [],
        Owes(null, recorded.Data.IsMigrant));

    public RecordedPerson Apply(PersonDescriptionCorrected corrected) => this with
    {
        Description = corrected.Description,
        IsMigrant = corrected.IsMigrant,
        Screening = Owes(Screening, corrected.IsMigrant),
    };

    public RecordedPerson Apply(ProceduralStatusSet set) => this with { Status = new StatedPlace(set.Status, set.Since, set.Reason, set.By) };

    public RecordedPerson Apply(AnalyticCategorySet set) => this with
    {
        Category = new StatedPlace(set.Category, set.Since, set.Reason, set.By),
        // What is to be erased stays so: another category is no review.
        Review = Review is { State: RecordReview.ErasureAsked } || set.ReviewDue is null ? Review : new RecordReview(RecordReview.Scheduled, set.ReviewDue),
    };

    public RecordedPerson Apply(RecordReviewed reviewed) => this with
    {
        Review = new RecordReview(reviewed.NextDue is null ? RecordReview.ErasureAsked : RecordReview.Scheduled, reviewed.NextDue, reviewed.Reason, reviewed.By, reviewed.At),
    };

    public RecordedPerson Apply(PersonFactRecorded fact) => this with { Facts = [.. Facts, new PersonFact(fact.Fact, fact.Content, fact.By, fact.At)] };

    public RecordedPerson Apply(PersonFactWithdrawn withdrawn) => this with { Facts = [.. Facts.Where(fact => fact.Id != withdrawn.Fact)] };

    public RecordedPerson Apply(ConductQualified qualified) => this with
    {
        Qualifications = [.. Qualifications, new Qualification(qualified.Qualification, qualified.Content, qualified.Reason, qualified.By, qualified.At)],
    };

    public RecordedPerson Apply(QualificationWithdrawn withdrawn) =>
        this with { Qualifications = [.. Qualifications.Where(one => one.Id != withdrawn.Qualification)] };

    public RecordedPerson Apply(RepresentativeNamed named) => this with
    {
        Representatives = [.. Representatives ?? [], new Representative(named.Representative, named.Content, named.By, named.At)],
    };

    public RecordedPerson Apply(RepresentativeEnded ended) => this with
    {
        Representatives = [.. (Representatives ?? []).Select(one => one.Id == ended.Representative ? one with { Content = one.Content with { Until = ended.Until } } : one)],
    };

    public RecordedPerson Apply(SecrecyBound bound) => this with { Bonds = [.. Bonds ?? [], new SecrecyBond(bound.Bond, bound.Content, bound.By, bound.At)] };

    public RecordedPerson Apply(ScreeningRecorded screened) => this with
    {
        Screening = new Screening(
            screened.Indicators.Length > 0 ? Screening.ToDecide : Screening.NothingFound, screened.InterviewedAt, screened.Indicators, screened.Note, By: screened.By),
    };

    public RecordedPerson Apply(ScreeningDecided decided) =>
        this with { Screening = Screening! with { State = Screening.Decided, Verdict = decided.Verdict, Reason = decided.Reason, By = decided.By } };

    public RecordedPerson Apply(IdentityProtected kept) => WithoutTexts(kept.Alias) with { Protection = new Protection(kept.Identity, kept.By, kept.At) };

    public RecordedPerson Apply(IdentityRestored restored) => this with
    {
        Description = restored.Description,
        Facts = [.. restored.Facts.Select(fact => new PersonFact(fact.Fact, fact.Content, fact.By, fact.At)), .. Facts],
        Representatives = [.. (restored.Representatives ?? []).Select(one => new Representative(one.Representative, one.Content, one.By, one.At)), .. Representatives ?? []],
        Bonds = [.. (restored.Bonds ?? []).Select(one => new SecrecyBond(one.Bond, one.Content, one.By, one.At)), .. Bonds ?? []],
        Protection = null,
    };

    public RecordedPerson Apply(PersonErasureProposed proposed) => this with
    {
        Erasure = new RecordErasure(RecordErasure.Proposed, proposed.Ground, proposed.Reason, proposed.By, proposed.At),
    };

    public RecordedPerson Apply(PersonErasureRefused refused) => this with { Erasure = null };

    public RecordedPerson Apply(PersonErasureAgreed agreed) => this;

    public RecordedPerson Apply(PersonErased erased) => WithoutTexts(Description.Names[0] with { Text = SealedText.Erased }) with
    {
        Review = null,
        Protection = null,
        Restriction = null,
        Erasure = new RecordErasure(RecordErasure.Erasing, erased.Ground, null, erased.By, erased.At),
    };

    public RecordedPerson Apply(PersonErasureCompleted completed) => this with
    {
        Erasure = Erasure! with { State = RecordErasure.Erased, CompletedAt = completed.At },
    };

    public RecordedPerson Apply(PersonRestricted restricted) => this with
    {
        Restriction = new RecordRestriction(restricted.Ground, restricted.Reason, restricted.By, restricted.At),
    };

    public RecordedPerson Apply(PersonRestrictionLifted lifted) => this with { Restriction = null };

    /// <summary>What anybody wrote of the person may name them: it goes with the name. Codes and times stay.</summary>
    private RecordedPerson WithoutTexts(PersonName name) => this with
    {
        Description = new PersonDescription([name], null, null, null, []),
        Facts = [],
        Status = Status is null ? null : Status with { Reason = "" },
        Category = Category is null ? null : Category with { Reason = "" },
        Qualifications = [.. Qualifications.Select(one => one with { Reason = "", Content = one.Content with { Authority = "" } })],
        Screening = Screening is null ? null : Screening with { Note = null, Reason = null },
        Review = Review is null ? null : Review with { Reason = null },
        // Who acts for somebody tells who that is.
        Representatives = [],
        Bonds = [],
    };

    // What was screened already stays; what is owed and not yet done goes where the person turns out to be no migrant.
    private static Screening? Owes(Screening? before, bool isMigrant) =>
        before is { State: not Screening.Owed } ? before : isMigrant ? new Screening(Screening.Owed) : null;
}
