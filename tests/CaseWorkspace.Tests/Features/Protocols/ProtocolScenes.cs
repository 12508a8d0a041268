using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Protocols;

/// <summary>Protocols in a file of the tests: led by one investigator, with another on it who did the search.</summary>
internal static class ProtocolScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();
    public static readonly Guid First = Guid.CreateVersion7();

    public static readonly Actor Lead = Someone.Investigator;
    public static readonly Actor Doer = Someone.Investigator3;
    public static readonly Actor Other = Someone.Investigator2;
    public static readonly Actor Prosecutor = Someone.Prosecutor;

    public static readonly DateTimeOffset Began = Given.Now.AddHours(-5);

    public static readonly ProtocolContent Content = new(
        "search", null, "court-ruling", "Tbilisi City Court", "11/203", Given.Now.AddDays(-2), Began, Given.Now.AddHours(-3), "12 Rustaveli Avenue, Tbilisi", null, Doer.Id,
        "Investigator G. Beridze", [new ProtocolParticipant("person-concerned", "Nino Lomidze", null), new ProtocolParticipant("attending", "A neighbour", null)],
        "Two passports in a bag.", "They are not mine.", ["photo"], null, null);

    public static readonly ProtocolContent Urgent = Content with { Basis = "investigator-decree", BasisBy = "Investigator G. Beridze", BasisNumber = null };

    public static readonly ProtocolDrafted Drafted = new(CaseFile, "AP-001", Content, null, Doer.Id, Given.Now, null, []);

    public static readonly SignatureGiven[] BothGiven = [new SignatureGiven("signed", null, true), new SignatureGiven("refused", "Does not say why.")];

    public static readonly ProtocolSigned Signed = new(
        [
            new ProtocolSignature("person-concerned", "Nino Lomidze", "signed", null, true),
            new ProtocolSignature("attending", "A neighbour", "refused", "Does not say why.", false),
        ],
        Doer.Id, Given.Now);

    public static Given<ActionProtocol> Draft { get; } = Given.Events<ActionProtocol>(Doer, Drafted).ByDoer();

    public static Given<ActionProtocol> UrgentDraft { get; } =
        Given.Events<ActionProtocol>(Doer, Drafted with { Content = Urgent, ControlDue = Began.AddHours(24) }).ByDoer();

    /// <summary>The draft that is to correct another.</summary>
    public static Given<ActionProtocol> Second { get; } =
        Given.Events<ActionProtocol>(Doer, Drafted with { Number = "AP-002", Content = Urgent, ControlDue = Began.AddHours(24), Corrects = First }).ByDoer();

    public static Given<ActionProtocol> Final { get; } = Draft.And(Doer, Signed).ByDoer();

    public static Given<ActionProtocol> InFile(Actor by, Relation relation) =>
        Given.Nothing<ActionProtocol>().By(by).In(ThingKind.Investigation, CaseFile, relation).Knowing(Doer, Relation.Member).Drawing(1);

    public static Given<ActionProtocol> ByDoer(this Given<ActionProtocol> given) => given.By(Doer).WithRelations(Relation.Member).Knowing(Doer, Relation.Member);

    public static Given<ActionProtocol> ByLead(this Given<ActionProtocol> given) => given.By(Lead).WithRelations(Relation.Lead);

    public static Given<ActionProtocol> ByOther(this Given<ActionProtocol> given) => given.By(Other).WithRelations(Relation.Member);
}
