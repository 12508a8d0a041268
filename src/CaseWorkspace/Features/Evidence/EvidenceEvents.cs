namespace CaseWorkspace.Features.Evidence;

/// <summary>An item was registered in a file under an exhibit number.</summary>
/// <param name="Source">What it came from: make, model, serial number.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
public sealed record EvidenceRegistered(
    Guid File,
    string Number,
    string Kind,
    [property: FreeText] string Description,
    DateTimeOffset SeizedAt,
    [property: FreeText] string SeizedWhere,
    [property: FreeText, PersonalData] string SeizedBy,
    [property: FreeText] string? Source,
    Guid RegisteredBy,
    DateTimeOffset RegisteredAt,
    Guid? SubFile = null);

/// <summary>The item's content came in complete, is on disk, and is fixed from now on.</summary>
/// <param name="MediaType">As the sender claimed; content is never served as it.</param>
/// <param name="FileName">As the sender named it; never a path.</param>
public sealed record ContentSealed(
    string Sha256, long Length, string MediaType, [property: FreeText] string? FileName, Guid By, DateTimeOffset At);

/// <summary>The content was read again from end to end and is what was sealed.</summary>
public sealed record ContentVerified(string Sha256, long Length, Guid By, DateTimeOffset At);

/// <summary>The content is not what was sealed.</summary>
/// <param name="Fault">A code of the list <c>content-fault</c>.</param>
/// <param name="FoundSha256">The hash of what was found, where it was read to its end.</param>
public sealed record ContentFoundDamaged(
    string Fault, string Sha256, string? FoundSha256, long FoundLength, Guid By, DateTimeOffset At);

/// <summary>The supervising prosecutor gave an opinion of the item.</summary>
public sealed record EvidenceReviewed(string Opinion, [property: FreeText] string Reasons, Guid By, DateTimeOffset At);
