namespace CaseWorkspace.Features.InformationRequests;

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
    public const string RefusalPrepared = "refusal-prepared";
    public const string Refused = "refused";
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string Authorised = "authorised";
    public const string Transmitted = "transmitted";
    public const string ClarificationPrepared = "clarification-prepared";
    public const string ClarificationAsked = "clarification-asked";
    public const string Answered = "answered";
    public const string Closed = "closed";
    public const string Withdrawn = "withdrawn";
}
