using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>Information requests in the states that tests begin with; an investigator drafts and answers, a supervisor authorises.</summary>
internal static class Requests
{
    public static readonly Guid File = new("01980000-0000-7000-8000-0000000f11e0");
    public static readonly Guid OtherFile = new("01980000-0000-7000-8000-0000000f11e1");
    public static readonly Guid Item = new("01980000-0000-7000-8000-00000000e001");
    public static readonly Guid Document = new("01980000-0000-7000-8000-00000000d001");

    private static readonly Actor Investigator = Someone.Investigator;

    public static RequestContent Content { get; } = new(
        "FR", "OCRIEST", "Flat in Lyon", "investigation", "police-cooperation", "ordinary", null, "Twelve people share a flat.",
        ["Who rents the flat?", "Who paid the deposit?"], null);

    /// <summary>Both items answered in words.</summary>
    public static AnswerContent Answer { get; } = new(
        [new ItemAnswer(1, "given", null, "A company.", []), new ItemAnswer(2, "nothing-held", null, null, [])],
        null, "H1", null, "B", "2", []);

    /// <summary>An item of evidence goes along.</summary>
    public static AnswerContent AnswerWithEvidence { get; } = Answer with
    {
        Items = [new ItemAnswer(1, "given", null, null, [Item]), new ItemAnswer(2, "refused", "third-party-origin", null, [])],
    };

    /// <summary>The item's content as it is sealed, and as a release fixes it.</summary>
    public static FixedContent Content1 { get; } = new(Item, new string('a', 64), 4711);

    /// <summary>The item, sealed and sound.</summary>
    public static GoingAlong Sealed { get; } = new(Item, "evidence", Content1.Sha256, Content1.Length, false, null);

    /// <summary>The document, as it came in.</summary>
    public static GoingAlong DocumentAlong { get; } = new(Document, "document", new string('d', 64), 500, false, null);

    // Incoming: an authority abroad asks
    public static Given<InformationRequest> IncomingRequest { get; } = Given.Events<InformationRequest>(
        Someone.LiaisonFr,
        new RequestRegistered("R-2026-000001", "unit-1", "OCRIEST-77", Given.Now.AddHours(-1), Given.Now.AddDays(7).AddHours(-1), Content));

    public static Given<InformationRequest> IncomingRequestAssigned { get; } =
        IncomingRequest.And(Someone.Supervisor, new RequestAssigned(Investigator.Id, File));

    public static Given<InformationRequest> IncomingRequestWithAnswer { get; } =
        IncomingRequestAssigned.And(Investigator, new AnswerPrepared(Answer));

    public static Given<InformationRequest> IncomingRequestWithEvidence { get; } =
        IncomingRequestAssigned.And(Investigator, new AnswerPrepared(AnswerWithEvidence));

    public static Given<InformationRequest> AnswerAwaitingRelease { get; } =
        IncomingRequestWithAnswer.And(Investigator, new AnswerSubmitted());

    public static Given<InformationRequest> EvidenceAwaitingRelease { get; } =
        IncomingRequestWithEvidence.And(Investigator, new AnswerSubmitted());

    public static Given<InformationRequest> EvidenceAwaitingProsecutor { get; } =
        EvidenceAwaitingRelease.And(Someone.Supervisor, new ReleaseAuthorised([Content1]));

    public static Given<InformationRequest> AnswerReleased { get; } =
        AnswerAwaitingRelease.And(Someone.Supervisor, new AnswerReleased("FR", [], [], []));

    public static Given<InformationRequest> IncomingRequestRefused { get; } =
        IncomingRequest.And(Someone.Supervisor, new RequestRefused("sovereignty", "Not ours to give."));

    public static Given<InformationRequest> IncomingRequestUnclear { get; } =
        IncomingRequestAssigned.And(Investigator, new ClarificationAsked("Which flat?"));

    public static Given<InformationRequest> AnswerTransmitted { get; } =
        AnswerReleased.And(Someone.LiaisonFr, new AnswerTransmitted("siena", Given.Now));

    public static Given<InformationRequest> IncomingRequestClosed { get; } =
        AnswerTransmitted.And(Someone.LiaisonFr, new RequestClosed());

    public static Given<InformationRequest> RegistrationWithdrawn { get; } =
        IncomingRequest.And(Someone.LiaisonFr, new RequestWithdrawn("Registered twice."));

    /// <summary>A supervisor wrote the refusal.</summary>
    public static Given<InformationRequest> RefusalAwaitingRelease { get; } =
        IncomingRequest.And(Someone.Supervisor, new RefusalPrepared("sovereignty", "Not ours to give."));

    public static Given<InformationRequest> QuestionAwaitingRelease { get; } =
        IncomingRequestAssigned.And(Investigator, new ClarificationPrepared("Which flat?"));

    // Outgoing: we ask
    public static Given<InformationRequest> Draft { get; } =
        Given.Events<InformationRequest>(Investigator, new RequestDrafted("R-2026-000002", File, "unit-1", Content));

    public static Given<InformationRequest> DraftWithdrawn { get; } = Draft.And(Investigator, new RequestWithdrawn("Asked otherwise."));

    public static Given<InformationRequest> DraftSubmitted { get; } = Draft.And(Investigator, new RequestSubmitted());

    public static Given<InformationRequest> RequestAuthorised { get; } =
        DraftSubmitted.And(Someone.Supervisor, new RequestAuthorised("FR"));

    public static Given<InformationRequest> RequestTransmitted { get; } =
        RequestAuthorised.And(Someone.LiaisonFr, new RequestTransmitted("liaison-officer", Given.Now, Given.Now.AddDays(7)));

    public static Given<InformationRequest> OutgoingRequestUnclear { get; } =
        RequestTransmitted.And(Someone.LiaisonFr, new ClarificationAsked("Which flat?"));

    public static Given<InformationRequest> ReplyAwaitingRelease { get; } =
        OutgoingRequestUnclear.And(Investigator, new ClarificationPrepared("The first."));

    public static Given<InformationRequest> AnswerFromAbroad { get; } =
        RequestTransmitted.And(Someone.LiaisonFr, new AnswerRecorded(Answer, "OCRIEST-78"));

    public static Given<InformationRequest> OutgoingRequestClosed { get; } =
        AnswerFromAbroad.And(Investigator, new RequestClosed());

    /// <summary>One history for each state, in both directions, by name.</summary>
    public static IReadOnlyDictionary<string, Given<InformationRequest>> All { get; } = new Dictionary<string, Given<InformationRequest>>
    {
        [nameof(IncomingRequest)] = IncomingRequest,
        [nameof(IncomingRequestAssigned)] = IncomingRequestAssigned,
        [nameof(IncomingRequestUnclear)] = IncomingRequestUnclear,
        [nameof(IncomingRequestRefused)] = IncomingRequestRefused,
        [nameof(QuestionAwaitingRelease)] = QuestionAwaitingRelease,
        [nameof(RefusalAwaitingRelease)] = RefusalAwaitingRelease,
        [nameof(AnswerAwaitingRelease)] = AnswerAwaitingRelease,
        [nameof(EvidenceAwaitingProsecutor)] = EvidenceAwaitingProsecutor,
        [nameof(AnswerReleased)] = AnswerReleased,
        [nameof(AnswerTransmitted)] = AnswerTransmitted,
        [nameof(IncomingRequestClosed)] = IncomingRequestClosed,
        [nameof(RegistrationWithdrawn)] = RegistrationWithdrawn,
        [nameof(Draft)] = Draft,
        [nameof(DraftWithdrawn)] = DraftWithdrawn,
        [nameof(DraftSubmitted)] = DraftSubmitted,
        [nameof(RequestAuthorised)] = RequestAuthorised,
        [nameof(RequestTransmitted)] = RequestTransmitted,
        [nameof(OutgoingRequestUnclear)] = OutgoingRequestUnclear,
        [nameof(ReplyAwaitingRelease)] = ReplyAwaitingRelease,
        [nameof(AnswerFromAbroad)] = AnswerFromAbroad,
        [nameof(OutgoingRequestClosed)] = OutgoingRequestClosed,
    };

    /// <summary>The names of all but these, for theories: in every other state the command is refused.</summary>
    public static IEnumerable<string> Except(params string[] names) => All.Keys.Except(names);
}
