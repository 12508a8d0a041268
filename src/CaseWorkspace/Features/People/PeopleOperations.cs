using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.People;

/// <summary>What can be done with people recorded in files.</summary>
public static class PeopleOperations
{
    public static readonly Operation Record = new("person.record", Processing.Collection);
    public static readonly Operation Correct = new("person.correct", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation SetStatus = new("person.set-status", Processing.Alteration);
    public static readonly Operation SetCategory = new("person.set-category", Processing.Alteration);
    public static readonly Operation RecordFact = new("person.record-fact", Processing.Collection);
    public static readonly Operation WithdrawFact = new("person.withdraw-fact", Processing.Alteration);
    public static readonly Operation Qualify = new("person.qualify", Processing.Alteration);
    public static readonly Operation WithdrawQualification = new("person.withdraw-qualification", Processing.Alteration);
    public static readonly Operation Screen = new("person.screen", Processing.Collection) { InClosedFile = true };
    public static readonly Operation DecideScreening = new("person.decide-screening", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation View = new("person.view", Processing.Consultation);
    public static readonly Operation ListOfFile = new("person.list-of-file", Processing.Consultation);
    public static readonly Operation ListAsOf = new("person.list-as-of", Processing.Consultation);
    public static readonly Operation List = new("person.list", Processing.Consultation);

    /// <summary>The people whose screening is owed, or the decision on it.</summary>
    public static readonly Operation ListToScreen = new("person.list-to-screen", Processing.Consultation);

    public static readonly Operation ReviewRecord = new("person.review-record", Processing.Alteration) { InClosedFile = true };

    /// <summary>The people of whom it is due to review whether their record is still needed.</summary>
    public static readonly Operation ListToReview = new("person.list-to-review", Processing.Consultation);

    public static readonly Operation NameRepresentative = new("person.name-representative", Processing.Collection);
    public static readonly Operation EndRepresentative = new("person.end-representative", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation BindToSecrecy = new("person.bind-to-secrecy", Processing.Collection);

    /// <summary>Whom something of the person was passed to.</summary>
    public static readonly Operation ListRecipients = new("person.list-recipients", Processing.Consultation);

    public static readonly Operation Restrict = new("person.restrict", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation LiftRestriction = new("person.lift-restriction", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ProposeErasure = new("person.propose-erasure", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation DecideOnErasure = new("person.decide-on-erasure", Processing.Erasure);

    /// <summary>Records whose erasure somebody proposed, for the people who decide.</summary>
    public static readonly Operation ListErasuresToDecide = new("person.list-erasures-to-decide", Processing.Consultation);

    /// <summary>The workspace itself, once the keys are destroyed.</summary>
    public static readonly Operation CompleteErasure = new("person.complete-erasure", Processing.Erasure);

    // Protected identities
    public static readonly Operation ProtectIdentity = new("person.protect-identity", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ViewIdentity = new("protected-identity.view", Processing.Consultation);
    public static readonly Operation ListIdentities = new("protected-identity.list", Processing.Consultation);
    public static readonly Operation CorrectIdentity = new("protected-identity.correct", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation RecordIdentityFact = new("protected-identity.record-fact", Processing.Collection);
    public static readonly Operation WithdrawIdentityFact = new("protected-identity.withdraw-fact", Processing.Alteration);
    public static readonly Operation AskToReleaseIdentity = new("protected-identity.ask-to-release", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation DecideOnIdentity = new("protected-identity.decide", Processing.Alteration) { InClosedFile = true };

    /// <summary>The identities on which somebody has to decide who did not ask.</summary>
    public static readonly Operation ListIdentitiesToDecide = new("protected-identity.list-to-decide", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        .. Investigating(Record),
        .. Investigating(Correct),
        .. OnFile(SetStatus),
        .. Investigating(SetCategory),
        .. Investigating(RecordFact),
        .. Investigating(WithdrawFact),
        .. OnFile(Qualify),
        .. OnFile(WithdrawQualification),
        .. Investigating(Screen),
        .. OnFile(DecideScreening),
        .. Looking(View),
        .. Looking(ListOfFile),
        .. Looking(ListAsOf),
        .. OnFile(List),
        .. Investigating(ListToScreen),
        .. Investigating(ReviewRecord),
        .. OnFile(NameRepresentative),
        .. OnFile(EndRepresentative),
        .. OnFile(BindToSecrecy),
        .. Investigating(ListToReview),

        .. OnFile(ListRecipients),
        new(Restrict, Investigator, [Lead]),
        new(Restrict, Supervisor, [UnitSupervisor, Lead]),
        new(Restrict, Prosecutor, [SupervisingProsecutor]),
        new(LiftRestriction, Supervisor, [UnitSupervisor]),
        new(LiftRestriction, Prosecutor, [SupervisingProsecutor]),
        new(ProposeErasure, Investigator, [Lead]),
        new(ProposeErasure, Supervisor, [UnitSupervisor, Lead]),
        new(DecideOnErasure, Supervisor, [UnitSupervisor], "four eyes: not what they proposed", StepUp: true),
        new(DecideOnErasure, Prosecutor, [SupervisingProsecutor], "four eyes: not what they proposed", StepUp: true),
        new(ListErasuresToDecide, Supervisor, [UnitSupervisor]),
        new(ListErasuresToDecide, Prosecutor, [SupervisingProsecutor]),
        new(CompleteErasure, Platform.Actors.Role.System, []),

        // Protected identities: the relations are those to the sealed sub-file in which they are kept, held by name alone
        .. OnFile(ProtectIdentity, "on the file, and named in the sealed sub-file into which the identity goes"),
        .. OnFile(ViewIdentity, "named in the sub-file"),
        .. OnFile(ListIdentities, "those where one is named"),
        .. Investigating(CorrectIdentity),
        .. Investigating(RecordIdentityFact),
        .. Investigating(WithdrawIdentityFact),
        .. OnFile(AskToReleaseIdentity, "named in the sub-file"),
        new(DecideOnIdentity, Supervisor, [UnitSupervisor], "supervisor of the sub-file; four eyes: not on what they asked"),
        new(DecideOnIdentity, Prosecutor, [SupervisingProsecutor], "named in the sub-file; four eyes: not on what they asked"),
        new(ListIdentitiesToDecide, Supervisor, [UnitSupervisor]),
        new(ListIdentitiesToDecide, Prosecutor, [SupervisingProsecutor]),
    ];

    /// <summary>The people who investigate: they write in the file.</summary>
    private static IEnumerable<Rule> Investigating(Operation operation) =>
    [
        new(operation, Investigator, [Lead, Member]),
        new(operation, Supervisor, [Lead]),
    ];
}
