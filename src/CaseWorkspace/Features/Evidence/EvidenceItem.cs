using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using JasperFx.Events;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What an item's content is, since it was sealed.</summary>
public sealed record ItemContent(
    string Sha256, long Length, string MediaType, string? FileName, Guid SealedBy, DateTimeOffset SealedAt)
{
    /// <summary>What the vault holds of it.</summary>
    internal VaultContent InVault => new(Sha256, Length);
}

/// <summary>When content was last read again, and what was found.</summary>
/// <param name="Fault">Null when it was sound.</param>
public sealed record ItemCheck(string? Fault, Guid By, DateTimeOffset At);

/// <summary>The prosecutor's latest opinion.</summary>
public sealed record ItemReview(string Opinion, string Reasons, Guid By, DateTimeOffset At);

/// <summary>Since when the item is privileged, and why.</summary>
public sealed record ItemPrivilege(string Reason, Guid By, DateTimeOffset At);

/// <summary>What was said of the item before it was corrected.</summary>
/// <param name="ReasonOfChange">Why it was corrected.</param>
/// <param name="By">Who corrected it.</param>
/// <param name="Until">When.</param>
public sealed record EarlierWords(
    string Kind, string Description, DateTimeOffset SeizedAt, string SeizedWhere, string SeizedBy, string? Source, string? Seal,
    string ReasonOfChange, Guid By, DateTimeOffset Until);

/// <summary>Since when the item counts as registered by mistake, and why.</summary>
public sealed record ItemWithdrawal(string Reason, Guid By, DateTimeOffset At);

/// <summary>Who holds the item since it was first handed over.</summary>
/// <param name="Holder">Who took it over last.</param>
/// <param name="InStore">Whether that is a custodian: otherwise it is back with the people who work on the file.</param>
/// <param name="BroughtBy">Who of the file brought it into the store, the last time.</param>
/// <param name="Condition">As the holder found it.</param>
/// <param name="Seal">The number that the holder found on it.</param>
public sealed record ItemCustody(Guid Holder, bool InStore, Guid BroughtBy, DateTimeOffset Since, string Condition, string? Seal);

/// <summary>An offer that waits for its answer.</summary>
/// <param name="To">Who can take the item over.</param>
/// <param name="Returns">Whether it goes back from the store to the file.</param>
public sealed record ItemOffer(
    Guid To, bool Returns, string Place, string Purpose, string Condition, string? Seal, string? Note, Guid By, DateTimeOffset At);

/// <summary>An item of evidence as it stands.</summary>
/// <param name="Reviews">How many opinions were given; the earlier ones stand in the timeline.</param>
/// <param name="Custody">Null until it is handed over for the first time: it is with the people who work on the file.</param>
/// <param name="Offer">Null when none is open.</param>
/// <param name="Privilege">Null: it is not privileged.</param>
/// <param name="Seal">The number of the seal or bag that it bore when it was taken; null: none is known.</param>
/// <param name="Origin">The thing of the same file from which it was registered; null: by itself.</param>
/// <param name="Offers">How often it was offered; each stands in the chain of custody.</param>
/// <param name="Withdrawal">Null: it counts.</param>
public sealed record EvidenceItem(
    Guid Id,
    Guid File,
    string Number,
    string Kind,
    string Description,
    DateTimeOffset SeizedAt,
    string SeizedWhere,
    string SeizedBy,
    string? Source,
    Guid RegisteredBy,
    DateTimeOffset RegisteredAt,
    string State,
    ItemContent? Content,
    ItemCheck? LastCheck,
    ItemReview? Review,
    int Reviews,
    ItemCustody? Custody = null,
    ItemOffer? Offer = null,
    int Offers = 0,
    ItemPrivilege? Privilege = null,
    string? Seal = null,
    Guid? Origin = null,
    ItemWithdrawal? Withdrawal = null)
{
    public const string Registered = "registered";
    public const string Sealed = "sealed";
    public const string Damaged = "damaged";
    public const string Withdrawn = "withdrawn";

    /// <summary>The kind that is a thing, whether or not it has content: a code of the list <c>evidence-kind</c>.</summary>
    public const string PhysicalObject = "physical-object";

    /// <summary>What was said of it before it was corrected, the first words first.</summary>
    public IReadOnlyList<EarlierWords> Earlier { get; init; } = [];

    /// <summary>Whether its content was found to be other than what was sealed, the last time that it was read.</summary>
    [JsonIgnore]
    public bool IsDamaged => LastCheck is { Fault: not null };

    /// <summary>Who brought in what is now reviewed: the item, or its content.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Authors => Content is { } content ? [RegisteredBy, content.SealedBy] : [RegisteredBy];

    public static EvidenceItem Create(IEvent<EvidenceRegistered> registered) => new(
        registered.StreamId,
        registered.Data.File,
        registered.Data.Number,
        registered.Data.Kind,
        registered.Data.Description,
        registered.Data.SeizedAt,
        registered.Data.SeizedWhere,
        registered.Data.SeizedBy,
        registered.Data.Source,
        registered.Data.RegisteredBy,
        registered.Data.RegisteredAt,
        Registered,
        null,
        null,
        null,
        0,
        Seal: registered.Data.Seal,
        Origin: registered.Data.Origin);

    public EvidenceItem Apply(EvidenceCorrected corrected) => this with
    {
        Kind = corrected.Kind,
        Description = corrected.Description,
        SeizedAt = corrected.SeizedAt,
        SeizedWhere = corrected.SeizedWhere,
        SeizedBy = corrected.SeizedBy,
        Source = corrected.Source,
        Seal = corrected.Seal,
        Earlier = [.. Earlier, new EarlierWords(Kind, Description, SeizedAt, SeizedWhere, SeizedBy, Source, Seal, corrected.Reason, corrected.By, corrected.At)],
    };

    public EvidenceItem Apply(EvidenceWithdrawn withdrawn) => this with
    {
        State = Withdrawn,
        Withdrawal = new ItemWithdrawal(withdrawn.Reason, withdrawn.By, withdrawn.At),
    };

    public EvidenceItem Apply(EvidenceReinstated reinstated) => (this with { Withdrawal = null }).InState(Content is null ? Registered : IsDamaged ? Damaged : Sealed);

    public EvidenceItem Apply(ContentSealed content) => InState(Sealed) with
    {
        Content = new ItemContent(content.Sha256, content.Length, content.MediaType, content.FileName, content.By, content.At),
    };

    public EvidenceItem Apply(ContentVerified verified) => InState(Sealed) with
    {
        LastCheck = new ItemCheck(null, verified.By, verified.At),
    };

    public EvidenceItem Apply(ContentFoundDamaged found) => InState(Damaged) with
    {
        LastCheck = new ItemCheck(found.Fault, found.By, found.At),
    };

    public EvidenceItem Apply(ContentRecordFoundAltered found) => this with
    {
        State = State is Registered ? Sealed : State,
        Content = new ItemContent(found.Sha256, found.Length, found.MediaType, found.FileName, found.SealedBy, found.SealedAt),
    };

    public EvidenceItem Apply(EvidenceReviewed reviewed) => this with
    {
        Review = new ItemReview(reviewed.Opinion, reviewed.Reasons, reviewed.By, reviewed.At),
        Reviews = Reviews + 1,
    };

    public EvidenceItem Apply(ItemMarkedPrivileged marked) => this with { Privilege = new ItemPrivilege(marked.Reason, marked.By, marked.At) };

    public EvidenceItem Apply(ItemPrivilegeLifted lifted) => this with { Privilege = null };

    public EvidenceItem Apply(CustodyOffered offered) => this with
    {
        Offer = new ItemOffer(
            offered.Person, offered.Returns, offered.Place, offered.Purpose, offered.Condition, offered.Seal, offered.Note, offered.By, offered.At),
        Offers = Offers + 1,
    };

    public EvidenceItem Apply(CustodyAccepted accepted) => this with
    {
        Custody = new ItemCustody(
            accepted.By, !accepted.Returned, Custody is { InStore: true } before ? before.BroughtBy : Offer!.By, accepted.At,
            accepted.Condition, accepted.Seal),
        Offer = null,
    };

    public EvidenceItem Apply(CustodyRefused refused) => this with { Offer = null };

    public EvidenceItem Apply(CustodyWithdrawn withdrawn) => this with { Offer = null };

    /// <summary>The refusal of everything that is done with an item that counts; null: it does.</summary>
    internal Refusal? WhyNotInUse() => Withdrawal is null ? null : Refusal.Rule("item-withdrawn");

    /// <summary>Whether that is said of it already.</summary>
    internal bool Says(EvidenceCorrected corrected) =>
        (Kind, Description, SeizedAt, SeizedWhere, SeizedBy, Source, Seal)
        == (corrected.Kind, corrected.Description, corrected.SeizedAt, corrected.SeizedWhere, corrected.SeizedBy, corrected.Source, corrected.Seal);

    // What is withdrawn stays so, also when its content is read again.
    private EvidenceItem InState(string state) => this with { State = Withdrawal is null ? state : Withdrawn };
}
