using JasperFx.Events;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What an item's content is, since it was sealed.</summary>
public sealed record ItemContent(
    string Sha256, long Length, string MediaType, string? FileName, Guid SealedBy, DateTimeOffset SealedAt);

/// <summary>When content was last read again, and what was found.</summary>
/// <param name="Fault">Null when it was sound.</param>
public sealed record ItemCheck(string? Fault, Guid By, DateTimeOffset At);

/// <summary>The prosecutor's latest opinion.</summary>
public sealed record ItemReview(string Opinion, string Reasons, Guid By, DateTimeOffset At);

/// <summary>An item of evidence as it stands.</summary>
/// <param name="Reviews">How many opinions were given; the earlier ones stand in the timeline.</param>
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
    int Reviews)
{
    public const string Registered = "registered";
    public const string Sealed = "sealed";
    public const string Damaged = "damaged";

    private const string PhysicalObject = "physical-object";

    /// <summary>Whether there is something fixed to form an opinion on: sealed content, or the thing itself.</summary>
    public bool CanBeReviewed() => Content is not null || string.Equals(Kind, PhysicalObject, StringComparison.Ordinal);

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
        0);

    public EvidenceItem Apply(ContentSealed content) => this with
    {
        State = Sealed,
        Content = new ItemContent(content.Sha256, content.Length, content.MediaType, content.FileName, content.By, content.At),
    };

    public EvidenceItem Apply(ContentVerified verified) => this with
    {
        State = Sealed,
        LastCheck = new ItemCheck(null, verified.By, verified.At),
    };

    public EvidenceItem Apply(ContentFoundDamaged found) => this with
    {
        State = Damaged,
        LastCheck = new ItemCheck(found.Fault, found.By, found.At),
    };

    public EvidenceItem Apply(EvidenceReviewed reviewed) => this with
    {
        Review = new ItemReview(reviewed.Opinion, reviewed.Reasons, reviewed.By, reviewed.At),
        Reviews = Reviews + 1,
    };
}
