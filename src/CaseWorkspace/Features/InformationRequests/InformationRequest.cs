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

/// <summary>For whom the request waits, and to do what.</summary>
/// <param name="Verb">The act that is due, e.g. <c>assign</c>.</param>
/// <param name="Relation">How whoever should act stands to the request.</param>
/// <param name="Person">The one person who should; null when any in that relation may.</param>
public sealed record Awaits(string Verb, Relation Relation, Guid? Person = null)
{
    /// <summary>Those who may not, because four eyes are asked for.</summary>
    public ImmutableArray<Guid> NotBy { get; init; } = [];
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
    /// <summary>Everybody who wrote at the draft or at the answer; none of them lets it leave.</summary>
    public ImmutableArray<Guid> Authors { get; init; } = [];

    /// <summary>The supervisor who let the answer go to the prosecutor, and so cannot be the prosecutor who lets it leave.</summary>
    public Guid? ReleasedBy { get; init; }

    /// <summary>When the request, the answer or the refusal was let out; nothing is handed over before.</summary>
    public DateTimeOffset? MayLeaveSince { get; init; }

    [JsonIgnore]
    public bool Incoming => string.Equals(Direction, Directions.Incoming, StringComparison.Ordinal);

    /// <summary>Whether nobody has it yet.</summary>
    [JsonIgnore]
    public bool IsReceived => Is(States.Received);

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

    /// <summary>An outgoing request stays where it stands; somebody else goes on with it.</summary>
    public InformationRequest Apply(RequestAssigned assigned) => this with
    {
        State = Incoming ? States.Assigned : State,
        Assignee = assigned.Investigator,
        Investigation = assigned.Investigation,
        Awaits = Incoming ? ToAnswer(assigned.Investigator) : Awaits! with { Person = assigned.Investigator },
    };

    public InformationRequest Apply(IEvent<RequestRefused> refused) => this with
    {
        State = States.Refused,
        RefusalGround = refused.Data.Ground,
        Reason = refused.Data.Reason,
        MayLeaveSince = refused.Timestamp,

        // What was prepared and never released stays out of what the liaison officer now sees.
        Answer = null,
        AnsweredBy = null,
        Awaits = new Awaits("transmit", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(IEvent<AnswerPrepared> prepared) =>
        this with { Answer = prepared.Data.Answer, AnsweredBy = By(prepared), Authors = AuthorsWith(By(prepared)) };

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
        (this with { Content = revised.Data.Content }).AsDraftOf(By(revised));

    public InformationRequest Apply(RequestSubmitted _) => this with
    {
        State = States.Submitted,
        Reason = null,
        Awaits = new Awaits("authorise", Relation.UnitSupervisor) { NotBy = Authors },
    };

    public InformationRequest Apply(RequestReturned returned) =>
        this with { State = States.Draft, Reason = returned.Reason, Awaits = Ours("submit") };

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

    public InformationRequest Apply(IEvent<ClarificationAsked> asked) => this with
    {
        State = States.ClarificationAsked,
        Clarifications = Clarifications.Add(new Clarification("asked", asked.Data.Text, asked.Timestamp)),
        Awaits = Incoming
            ? new Awaits("clarify", Relation.AddressedLiaisonOfficer)
            : Ours("clarify"),
    };

    public InformationRequest Apply(IEvent<ClarificationGiven> given) => this with
    {
        State = Incoming ? States.Assigned : States.Transmitted,
        Clarifications = Clarifications.Add(new Clarification("given", given.Data.Text, given.Timestamp)),
        Awaits = Incoming ? ToAnswer(Assignee) : new Awaits("record-answer", Relation.AddressedLiaisonOfficer),
    };

    public InformationRequest Apply(RequestClosed _) => this with { State = States.Closed, Awaits = null };

    private static Awaits ToAnswer(Guid? assignee) => new("answer", Relation.Member, assignee);

    private static Guid By(IEvent happened) => Guid.TryParse(happened.UserName, out var actor) ? actor : Guid.Empty;

    /// <summary>An outgoing request waits for whoever drafted it, or for whom it was given to since.</summary>
    private Awaits Ours(string verb) => new(verb, Relation.Member, Assignee ?? Drafter);

    private InformationRequest AsDraftOf(Guid drafter) => this with
    {
        Drafter = drafter,
        Assignee = null,
        Authors = AuthorsWith(drafter),
        Awaits = new Awaits("submit", Relation.Member, drafter),
    };

    private ImmutableArray<Guid> AuthorsWith(Guid author) => Authors.Contains(author) ? Authors : Authors.Add(author);

    private static InformationRequest Begin(
        Guid id, string number, string direction, string state, string unit, RequestContent content) =>
        new(id, number, direction, state, unit, content, null, null, null, null, null, null, null, null, null, null, null, [], [], null);
}

/// <summary>Which way a request goes; codes of the list <c>request-direction</c>.</summary>
public static class Directions
{
    public const string Incoming = "incoming";
    public const string Outgoing = "outgoing";
}

/// <summary>Where a request stands; codes of the list <c>request-state</c>.</summary>
public static class States
{
    public const string Received = "received";
    public const string Assigned = "assigned";
    public const string Prepared = "prepared";
    public const string AwaitingProsecutor = "awaiting-prosecutor";
    public const string Released = "released";
    public const string Refused = "refused";
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string Authorised = "authorised";
    public const string Transmitted = "transmitted";
    public const string ClarificationAsked = "clarification-asked";
    public const string Answered = "answered";
    public const string Closed = "closed";
}
