using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A file that came with the request or its answer.</summary>
public sealed record RequestDocument(Guid Id, string Name, string MediaType, string Sha256, long Length, DateTimeOffset At);

/// <summary>A question about the request, or the reply to one.</summary>
public sealed record Clarification(string Kind, string Text, DateTimeOffset At);

/// <summary>A text that was written at home and waits to be let out: a clarification or a refusal.</summary>
/// <param name="Kind"><c>clarification</c> or <c>refusal</c>.</param>
/// <param name="Ground">Of a refusal: a code of the list <c>refusal-ground</c>.</param>
/// <param name="By">Who wrote it last; all who wrote at it: <see cref="InformationRequest.TextAuthors"/>.</param>
/// <param name="From">The state to which the request goes back when it is returned, and in which it stands for the other side meanwhile.</param>
public sealed record PendingText(string Kind, string? Ground, string Text, Guid By, DateTimeOffset At, string From)
{
    public const string Clarification = "clarification";
    public const string Refusal = "refusal";
}

/// <summary>For whom the request waits, to do what, and until when. The one home of this rule: lists and desk read it from the snapshot.</summary>
/// <param name="Verb">The act that is due, e.g. <c>assign</c>.</param>
/// <param name="Relation">The relation to the request of the person who should act.</param>
/// <param name="Person">The one person who should; null when any in that relation may.</param>
public sealed record Awaits(string Verb, Relation Relation, Guid? Person = null)
{
    /// <summary>People who may not, because four eyes are asked for.</summary>
    public ImmutableArray<Guid> NotBy { get; init; } = [];

    /// <summary>Until when; null: no clock runs. See <see cref="DueOf"/>.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Until when something has to be done: what is answered and only waits to be closed has no deadline any more.</summary>
    /// <param name="dueAt">When the answer is due.</param>
    /// <param name="answeredAt">When it was given.</param>
    public static DateTimeOffset? DueOf(DateTimeOffset? dueAt, DateTimeOffset? answeredAt) => answeredAt is null ? dueAt : null;
}

/// <summary>A request for information as it stands, incoming or outgoing.</summary>
public sealed record InformationRequest(
    Guid Id,
    string Number,
    string Direction,
    string State,
    string Unit,
    RequestContent Content,
    string? Reference,
    Guid? Investigation,
    Guid? Drafter,
    Guid? Assignee,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? DueAt,
    AnswerContent? Answer,
    Guid? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    string? RefusalGround,
    string? Reason,
    ImmutableArray<RequestDocument> Documents,
    ImmutableArray<Clarification> Clarifications,
    Awaits? Awaits)
{
    /// <summary>For whom it waits; null: for nobody any more.</summary>
    public Awaits? Awaits
    {
        get => field is { } awaits ? awaits with { Due = Awaits.DueOf(DueAt, AnsweredAt) } : null;
        init;
    } = Awaits;

    /// <summary>Everybody who wrote at the draft or at the answer; none of them lets it leave.</summary>
    public ImmutableArray<Guid> Authors { get; init; } = [];

    /// <summary>The supervisor who let the answer go to the prosecutor, and so cannot be the prosecutor who lets it leave.</summary>
    public Guid? ReleasedBy { get; init; }

    /// <summary>When the request, the answer or the refusal was let out; nothing is handed over before.</summary>
    public DateTimeOffset? MayLeaveSince { get; init; }

    /// <summary>What waits to be let out, other than a draft or an answer; null: nothing.</summary>
    public PendingText? Pending { get; init; }

    /// <summary>
    /// Everybody who wrote at a clarification or a refusal since one was last let out, also at one that was returned: its words may stand in
    /// the next. None of them lets it leave.
    /// </summary>
    public ImmutableArray<Guid> TextAuthors { get; init; } = [];

    /// <summary>When an outgoing request was first submitted; a return does not give it more time.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    [JsonIgnore]
    public bool Incoming => string.Equals(Direction, Directions.Incoming, StringComparison.Ordinal);

    /// <summary>Where it stands as it is told abroad: that a text is prepared at home is nothing for the other side.</summary>
    [JsonIgnore]
    public string StateAbroad => Pending?.From ?? State;

    /// <summary>Whether nobody has it yet.</summary>
    [JsonIgnore]
    public bool IsReceived => Is(States.Received);

    /// <summary>Whether the answer says something to everything that is asked; only then can it be submitted.</summary>
    [JsonIgnore]
    public bool IsAnsweredInFull => Answer?.Items.Length == Content.Items.Length;

    /// <summary>Whether the request stands in one of the states.</summary>
    public bool Is(params ReadOnlySpan<string> states) => states.Contains(State);

    public static InformationRequest Create(IEvent<RequestRegistered> registered) =>
        Begin(registered.StreamId, registered.Data.Number, Directions.Incoming, States.Received, registered.Data.Unit, registered.Data.Content) with
        {
            Reference = registered.Data.Reference,
            ReceivedAt = registered.Data.ReceivedAt,
            DueAt = registered.Data.DueAt,
            Awaits = new Awaits("assign", Relation.UnitSupervisor),
        };

    public static InformationRequest Create(IEvent<RequestDrafted> drafted) =>
        Begin(drafted.StreamId, drafted.Data.Number, Directions.Outgoing, States.Draft, drafted.Data.Unit, drafted.Data.Content)
            .AsDraftOf(By(drafted)) with { Investigation = drafted.Data.Investigation };

    public InformationRequest Apply(RegistrationCorrected corrected) => this with
    {
        Reference = corrected.Reference,
        ReceivedAt = corrected.ReceivedAt,
        DueAt = corrected.DueAt,
        Content = corrected.Content,
    };

    public InformationRequest Apply(RequestWithdrawn withdrawn) => this with
    {
        State = States.Withdrawn,
        Reason = withdrawn.Reason,
        DueAt = null,
        Pending = null,
        TextAuthors = [],
        Awaits = null,
    };

    /// <summary>An outgoing request stays where it stands; somebody else goes on with it.</summary>
    public InformationRequest Apply(RequestAssigned assigned) => this with
    {
        State = Incoming ? States.Assigned : State,
        Assignee = assigned.Investigator,
        Investigation = assigned.Investigation,
        Awaits = Incoming ? ToAnswer(assigned.Investigator) : Awaits! with { Person = assigned.Investigator },
    };

    public InformationRequest Apply(IEvent<RefusalPrepared> prepared) =>
        AwaitingRelease(States.RefusalPrepared, PendingText.Refusal, prepared.Data.Ground, prepared.Data.Reason, prepared);

    public InformationRequest Apply(RefusalReturned returned) => BackFromRelease(returned.Reason);

    public InformationRequest Apply(IEvent<RequestRefused> refused) => this with
    {
        State = States.Refused,
        Pending = null,
        TextAuthors = [],
        RefusalGround = refused.Data.Ground,
        Reason = refused.Data.Reason,
        MayLeaveSince = refused.Timestamp,

        // What was prepared and never released stays out of what the liaison officer now sees.
        Answer = null,
        AnsweredBy = null,
        Awaits = new Awaits("transmit", Relation.AddressedLiaisonOfficer),
    };

    /// <summary>What is answered in full waits to be submitted; until then the rest waits to be answered.</summary>
    public InformationRequest Apply(IEvent<AnswerPrepared> prepared)
    {
        var now = this with { Answer = prepared.Data.Answer, AnsweredBy = By(prepared), Authors = AuthorsWith(By(prepared)) };
        return now with { Awaits = Awaits! with { Verb = now.IsAnsweredInFull ? "submit" : "answer" } };
    }

    public InformationRequest Apply(AnswerSubmitted _) => this with
    {
        State = States.Prepared,
        Reason = null,
        Awaits = new Awaits("release", Relation.UnitSupervisor) { NotBy = Authors },
    };

    public InformationRequest Apply(AnswerReturned returned) =>
        this with { State = States.Assigned, Reason = returned.Reason, ReleasedBy = null, Awaits = ToAnswer(Assignee) };

    /// <summary>The supervisor's step; the prosecutor's is followed by the release itself.</summary>
    public InformationRequest Apply(IEvent<ReleaseAuthorised> authorised) => Is(States.Prepared) ? this with
    {
        State = States.AwaitingProsecutor,
        ReleasedBy = By(authorised),
        Awaits = new Awaits("release", Relation.SupervisingProsecutor) { NotBy = [.. Authors, By(authorised)] },
    } : this;

    public InformationRequest Apply(IEvent<AnswerReleased> released) => this with
    {
        State = States.Released,
        MayLeaveSince = released.Timestamp,
        Awaits = new Awaits("transmit", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(AnswerTransmitted transmitted) => this with
    {
        State = States.Answered,
        AnsweredAt = transmitted.TransmittedAt,
        Awaits = new Awaits("close", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(IEvent<RequestRevised> revised) =>
        (this with
        {
            Content = revised.Data.Content,
            DueAt = SubmittedAt is { } at ? ResponseClock.Due(revised.Data.Content.Urgency, at) : null,
        }).AsDraftOf(By(revised));

    /// <summary>What is urgent is urgent on its way out too: it has to leave within the time in which it is to be answered.</summary>
    public InformationRequest Apply(IEvent<RequestSubmitted> submitted) => this with
    {
        State = States.Submitted,
        Reason = null,
        SubmittedAt = SubmittedAt ?? submitted.Timestamp,
        DueAt = ResponseClock.Due(Content.Urgency, SubmittedAt ?? submitted.Timestamp),
        Awaits = new Awaits("authorise", Relation.UnitSupervisor) { NotBy = Authors },
    };

    public InformationRequest Apply(RequestReturned returned) =>
        this with { State = States.Draft, Reason = returned.Reason, Awaits = Ours("revise") };

    public InformationRequest Apply(IEvent<RequestAuthorised> authorised) => this with
    {
        State = States.Authorised,
        MayLeaveSince = authorised.Timestamp,
        Awaits = new Awaits("transmit", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(RequestTransmitted transmitted) => this with
    {
        State = States.Transmitted,
        ReceivedAt = transmitted.ReceivedAt,
        DueAt = transmitted.DueAt,
        Awaits = new Awaits("record-answer", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(IEvent<AnswerRecorded> recorded) => this with
    {
        State = States.Answered,
        Pending = null,
        TextAuthors = [],
        Answer = recorded.Data.Answer,
        Reference = recorded.Data.Reference,
        AnsweredBy = By(recorded),
        AnsweredAt = recorded.Timestamp,
        Awaits = Ours("close"),
    };

    public InformationRequest Apply(IEvent<DocumentAdded> added) => this with
    {
        Documents = Documents.Add(new RequestDocument(
            added.Data.Document, added.Data.Name, added.Data.MediaType, added.Data.Sha256, added.Data.Length, added.Timestamp)),
    };

    public InformationRequest Apply(IEvent<ClarificationPrepared> prepared) =>
        AwaitingRelease(States.ClarificationPrepared, PendingText.Clarification, null, prepared.Data.Text, prepared);

    public InformationRequest Apply(ClarificationReturned returned) => BackFromRelease(returned.Reason);

    public InformationRequest Apply(IEvent<ClarificationAsked> asked) => (this with
    {
        Pending = null,
        TextAuthors = LetOut(PendingText.Clarification),
        Clarifications = Clarifications.Add(new Clarification("asked", asked.Data.Text, asked.Timestamp)),
    }).StandingAt(States.ClarificationAsked);

    public InformationRequest Apply(IEvent<ClarificationGiven> given)
    {
        var told = this with { Clarifications = Clarifications.Add(new Clarification("given", given.Data.Text, given.Timestamp)) };

        // A reply from abroad does not decide on the refusal that waits at home.
        return Pending is { Kind: PendingText.Refusal } refusal
            ? told with { Pending = refusal with { From = States.Assigned } }
            : (told with { Pending = null, TextAuthors = LetOut(PendingText.Clarification) }).StandingAt(Incoming ? States.Assigned : States.Transmitted);
    }

    public InformationRequest Apply(RequestClosed _) => this with { State = States.Closed, Awaits = null };

    /// <summary>The text waits for a supervisor who did not write it.</summary>
    private InformationRequest AwaitingRelease(string state, string kind, string? ground, string text, IEvent prepared) => this with
    {
        State = state,
        Reason = null,
        Pending = new PendingText(kind, ground, text, By(prepared), prepared.Timestamp, State),
        TextAuthors = With(TextAuthors, By(prepared)),
        Awaits = new Awaits("release", Relation.UnitSupervisor) { NotBy = With(TextAuthors, By(prepared)) },
    };

    /// <summary>Who wrote is forgotten once what they wrote is let out, not when the other side speaks meanwhile.</summary>
    private ImmutableArray<Guid> LetOut(string kind) =>
        string.Equals(Pending?.Kind, kind, StringComparison.Ordinal) ? [] : TextAuthors;

    private InformationRequest BackFromRelease(string reason) =>
        (this with { Pending = null, Reason = reason }).StandingAt(Pending!.From);

    /// <summary>In the state, waiting for the people who go on from there.</summary>
    private InformationRequest StandingAt(string state) => this with
    {
        State = state,
        Awaits = (state, Incoming) switch
        {
            (States.Received, _) => new Awaits("assign", Relation.UnitSupervisor),
            (States.Assigned, _) => ToAnswer(Assignee),
            (States.Transmitted, _) => new Awaits("record-answer", Relation.AddressedLiaisonOfficer),
            (States.ClarificationAsked, true) => new Awaits("clarify", Relation.AddressedLiaisonOfficer),
            (States.ClarificationAsked, false) => Ours("clarify"),
            _ => throw new InvalidOperationException($"No text is prepared in the state '{state}'."),
        },
    };

    private static Awaits ToAnswer(Guid? assignee) => new("answer", Relation.Member, assignee);

    private static Guid By(IEvent happened) => Guid.TryParse(happened.UserName, out var actor) ? actor : Guid.Empty;

    /// <summary>An outgoing request waits for the person who drafted it, or for whom it was given to since.</summary>
    private Awaits Ours(string verb) => new(verb, Relation.Member, Assignee ?? Drafter);

    private InformationRequest AsDraftOf(Guid drafter) => this with
    {
        Drafter = drafter,
        Assignee = null,
        Authors = AuthorsWith(drafter),
        Awaits = new Awaits("submit", Relation.Member, drafter),
    };

    private ImmutableArray<Guid> AuthorsWith(Guid author) => With(Authors, author);

    private static ImmutableArray<Guid> With(ImmutableArray<Guid> authors, Guid author) => authors.Contains(author) ? authors : authors.Add(author);

    private static InformationRequest Begin(
        Guid id, string number, string direction, string state, string unit, RequestContent content) =>
        new(id, number, direction, state, unit, content, null, null, null, null, null, null, null, null, null, null, null, [], [], null);
}
