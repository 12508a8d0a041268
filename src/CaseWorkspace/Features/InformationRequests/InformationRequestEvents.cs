namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What a request says, in either direction (the contents that Directive (EU) 2023/977, art. 4(3), asks for).</summary>
public sealed record RequestContent(
    string Country,
    [property: FreeText] string Authority,
    [property: FreeText] string Subject,
    string Purpose,
    string LegalBasis,
    string Urgency,
    [property: FreeText] string? UrgencyReason,
    [property: FreeText] string Facts,
    [property: FreeText] string[] Items,
    [property: FreeText] string? UseRestrictions);

/// <summary>The answer to one item asked; items are counted from 1.</summary>
public sealed record ItemAnswer(
    int Item, string Result, string? Ground, [property: FreeText] string? Text, Guid[] Evidence);

/// <summary>An answer, with the conditions and grades that travel with it.</summary>
public sealed record AnswerContent(
    ItemAnswer[] Items,
    [property: FreeText] string? Text,
    string HandlingCode,
    [property: FreeText] string? Restriction,
    string SourceGrade,
    string InformationGrade,
    Guid[] Documents);

// Incoming: an authority abroad asks
public sealed record RequestRegistered(
    string Number, string Unit, [property: FreeText] string Reference, DateTimeOffset ReceivedAt, DateTimeOffset DueAt,
    RequestContent Content);

/// <summary>What was registered of an incoming request was put right; the deadline was counted anew.</summary>
public sealed record RegistrationCorrected(
    [property: FreeText] string Reference, DateTimeOffset ReceivedAt, DateTimeOffset DueAt, RequestContent Content, [property: FreeText] string Reason);

/// <summary>A draft that never left, or a registration that nobody had yet, was given up.</summary>
public sealed record RequestWithdrawn([property: FreeText] string Reason);

/// <param name="SubFile">The sealed sub-file in which it lies from now on; null: open in the file.</param>
public sealed record RequestAssigned(Guid Investigator, Guid Investigation, Guid? SubFile = null);

/// <summary>Somebody wrote a refusal, which waits for somebody else to let it leave.</summary>
public sealed record RefusalPrepared(string Ground, [property: FreeText] string Reason);

/// <summary>The refusal was given back: the request stands where it stood before.</summary>
public sealed record RefusalReturned([property: FreeText] string Reason);

/// <summary>The refusal was let out.</summary>
public sealed record RequestRefused(string Ground, [property: FreeText] string Reason);

public sealed record AnswerPrepared(AnswerContent Answer);

public sealed record AnswerSubmitted;

public sealed record AnswerReturned([property: FreeText] string Reason);

/// <summary>Content that goes along with an answer, as it is fixed by the release.</summary>
/// <param name="Id">The item of evidence, or the document.</param>
public sealed record FixedContent(Guid Id, string Sha256, long Length);

/// <param name="Released">The evidence that goes along; null in events from before it was fixed.</param>
public sealed record ReleaseAuthorised(FixedContent[]? Released = null);

/// <param name="Evidence">The items that go along, in the order of their labels.</param>
/// <param name="Released">Their content; null in events from before it was fixed.</param>
/// <param name="Documents">The documents that go along; null in events from before they were fixed.</param>
public sealed record AnswerReleased(
    string Country, Guid[] Evidence, FixedContent[]? Released = null, FixedContent[]? Documents = null);

public sealed record AnswerTransmitted(string Channel, DateTimeOffset TransmittedAt);

// Outgoing: we ask
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
public sealed record RequestDrafted(string Number, Guid Investigation, string Unit, RequestContent Content, Guid? SubFile = null);

public sealed record RequestRevised(RequestContent Content);

public sealed record RequestSubmitted;

public sealed record RequestReturned([property: FreeText] string Reason);

public sealed record RequestAuthorised(string Country);

public sealed record RequestTransmitted(string Channel, DateTimeOffset ReceivedAt, DateTimeOffset DueAt);

public sealed record AnswerRecorded(AnswerContent Answer, [property: FreeText] string? Reference);

// Both
public sealed record DocumentAdded(
    Guid Document, [property: FreeText] string Name, string MediaType, string Sha256, long Length);

/// <summary>Somebody of the file wrote a question or a reply, which waits for a supervisor to let it leave.</summary>
public sealed record ClarificationPrepared([property: FreeText] string Text);

/// <summary>The question or the reply was given back: the request stands where it stood before.</summary>
public sealed record ClarificationReturned([property: FreeText] string Reason);

/// <summary>The question went to the other side.</summary>
public sealed record ClarificationAsked([property: FreeText] string Text);

/// <summary>The reply went to the other side.</summary>
public sealed record ClarificationGiven([property: FreeText] string Text);

public sealed record RequestClosed;
