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

/// <param name="SubFile">The sealed sub-file in which it lies from now on; null: open in the file.</param>
public sealed record RequestAssigned(Guid Investigator, Guid Investigation, Guid? SubFile = null);

public sealed record RequestRefused(string Ground, [property: FreeText] string Reason);

public sealed record AnswerPrepared(AnswerContent Answer);

public sealed record AnswerSubmitted;

public sealed record AnswerReturned([property: FreeText] string Reason);

public sealed record ReleaseAuthorised;

public sealed record AnswerReleased(string Country, Guid[] Evidence);

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

public sealed record ClarificationAsked([property: FreeText] string Text);

public sealed record ClarificationGiven([property: FreeText] string Text);

public sealed record RequestClosed;
