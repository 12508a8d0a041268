using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What can be done with a request for information.</summary>
public static class InformationRequestOperations
{
    public static readonly Operation Register = new("request.register", Processing.Collection);
    public static readonly Operation CorrectRegistration = new("request.correct-registration", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Withdraw = new("request.withdraw", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Assign = new("request.assign", Processing.Alteration);
    public static readonly Operation Refuse = new("request.refuse", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Draft = new("request.draft", Processing.Collection);
    public static readonly Operation Revise = new("request.revise", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Submit = new("request.submit", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Authorise = new("request.authorise", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Return = new("request.return", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Answer = new("request.answer", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Release = new("request.release", Processing.Disclosure);
    public static readonly Operation Transmit = new("request.transmit", Processing.Disclosure);
    public static readonly Operation Clarify = new("request.clarify", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Close = new("request.close", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation AddDocument = new("request.add-document", Processing.Collection) { InClosedFile = true };
    public static readonly Operation DownloadDocument = new("request.download-document", Processing.Disclosure);
    public static readonly Operation View = new("request.view", Processing.Consultation);
    public static readonly Operation List = new("request.list", Processing.Consultation);
    public static readonly Operation ListAsOf = new("request.list-as-of", Processing.Consultation);
    public static readonly Operation ListOfFile = new("request.list-of-file", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        // Information requests: an authority abroad asks
        new(Register, LiaisonOfficer, [], "posted to the state that asks"),
        new(CorrectRegistration, LiaisonOfficer, [AddressedLiaisonOfficer], "until the answer is submitted; what is asked only until it is assigned"),
        new(Withdraw, LiaisonOfficer, [AddressedLiaisonOfficer], "a registration that is not assigned"),
        new(Withdraw, Investigator, [Lead, Member], "a draft"),
        new(Assign, Supervisor, [UnitSupervisor], "of the request and of the file; to somebody on the file; an outgoing one that waits for one person, too"),
        new(Refuse, Supervisor, [UnitSupervisor], "writes the refusal; somebody else lets it leave"),
        new(Refuse, Investigator, [Lead, Member], "writes the refusal; a supervisor lets it leave"),
        new(Release, Supervisor, [UnitSupervisor], "an answer, a clarification or a refusal; four eyes: not its author", StepUp: true),
        new(Release, Prosecutor, [SupervisingProsecutor], "where evidence goes along, after the supervisor; four eyes: not the same person", StepUp: true),

        // Information requests: we ask
        new(Draft, Investigator, [Lead, Member]),
        new(Revise, Investigator, [Lead, Member], "a draft"),
        new(Authorise, Supervisor, [UnitSupervisor], "four eyes: not the person who drafted or revised it"),

        // Information requests: both ways
        new(Submit, Investigator, [Lead, Member]),
        new(Return, Supervisor, [UnitSupervisor]),
        new(Return, Prosecutor, [SupervisingProsecutor], "when the release waits for the prosecutor"),
        new(Answer, Investigator, [Lead, Member], "an incoming request"),
        new(Answer, LiaisonOfficer, [AddressedLiaisonOfficer], "an outgoing request: records what came back"),
        new(Transmit, LiaisonOfficer, [AddressedLiaisonOfficer], StepUp: true),
        new(Clarify, Investigator, [Lead, Member], "leaves once a supervisor lets it"),
        new(Clarify, LiaisonOfficer, [AddressedLiaisonOfficer]),
        new(Close, Investigator, [Lead, Member], "an outgoing request"),
        new(Close, Supervisor, [UnitSupervisor], "an outgoing request"),
        new(Close, LiaisonOfficer, [AddressedLiaisonOfficer], "an incoming request"),
        new(AddDocument, LiaisonOfficer, [AddressedLiaisonOfficer]),
        .. OnFileAndAbroad(DownloadDocument),
        .. OnFileAndAbroad(View),
        .. NotByEmergencyAccess(OnFileAndAbroad(List)),
        .. Looking(ListOfFile),
        .. Looking(ListAsOf),
    ];

    /// <summary>People who work on the file, and the liaison officer through whom the request goes.</summary>
    private static IEnumerable<Rule> OnFileAndAbroad(Operation operation) =>
        Looking(operation).Append(new Rule(operation, LiaisonOfficer, [AddressedLiaisonOfficer]));
}
