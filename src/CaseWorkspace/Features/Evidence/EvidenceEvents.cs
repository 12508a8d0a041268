namespace CaseWorkspace.Features.Evidence;

/// <summary>An item was registered in a file under an exhibit number.</summary>
/// <param name="Source">What it came from: make, model, serial number.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
/// <param name="Seal">The number of the seal or bag that it bore when it was taken; null: none is known.</param>
/// <param name="Origin">The thing of the same file from which it was registered; null: by itself.</param>
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
    Guid? SubFile = null,
    [property: FreeText] string? Seal = null,
    Guid? Origin = null);

/// <summary>What was said of the item when it was registered was put right. Number, file and content are untouched.</summary>
public sealed record EvidenceCorrected(
    string Kind,
    [property: FreeText] string Description,
    DateTimeOffset SeizedAt,
    [property: FreeText] string SeizedWhere,
    [property: FreeText, PersonalData] string SeizedBy,
    [property: FreeText] string? Source,
    [property: FreeText] string? Seal,
    [property: FreeText] string Reason,
    Guid By,
    DateTimeOffset At);

/// <summary>The item had been registered by mistake.</summary>
public sealed record EvidenceWithdrawn([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The item had been withdrawn by mistake.</summary>
/// <param name="IsPrivileged">Whether it is privileged, as it was before: no search finds it then.</param>
public sealed record EvidenceReinstated([property: FreeText] string Reason, bool IsPrivileged, Guid By, DateTimeOffset At);

/// <summary>The item's content came in complete, is on disk, and is fixed from now on.</summary>
/// <param name="MediaType">As the sender claimed; content is never served as it.</param>
/// <param name="FileName">As the sender named it; never a path.</param>
public sealed record ContentSealed(
    string Sha256, long Length, string MediaType, [property: FreeText] string? FileName, Guid By, DateTimeOffset At);

/// <summary>The item is privileged: what counsel and a client share. It is not searched, and goes along with no answer.</summary>
public sealed record ItemMarkedPrivileged([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The item is privileged no longer, or never was.</summary>
public sealed record ItemPrivilegeLifted([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The content was read again from end to end and is what was sealed.</summary>
public sealed record ContentVerified(string Sha256, long Length, Guid By, DateTimeOffset At);

/// <summary>The content is not what was sealed.</summary>
/// <param name="Fault">A code of the list <c>content-fault</c>.</param>
/// <param name="FoundSha256">The hash of what was found, where it was read to its end.</param>
public sealed record ContentFoundDamaged(
    string Fault, string Sha256, string? FoundSha256, long FoundLength, Guid By, DateTimeOffset At);

/// <summary>The item's snapshot named other content than was sealed. The event that sealed it counts; the snapshot was put right.</summary>
/// <param name="Sha256">What was sealed, with what was known of it then.</param>
/// <param name="FoundSha256">What the snapshot named; null: nothing.</param>
public sealed record ContentRecordFoundAltered(
    string Sha256, long Length, string MediaType, [property: FreeText] string? FileName, Guid SealedBy, DateTimeOffset SealedAt,
    string? FoundSha256, long? FoundLength, Guid By, DateTimeOffset At);

/// <summary>The supervising prosecutor gave an opinion of the item.</summary>
public sealed record EvidenceReviewed(string Opinion, [property: FreeText] string Reasons, Guid By, DateTimeOffset At);

/// <summary>The item was offered to somebody, to take over: into the store, or back to the people who work on its file.</summary>
/// <param name="Person">To whom.</param>
/// <param name="Returns">Whether it goes back from the store to the file.</param>
/// <param name="Purpose">A code of the list <c>custody-purpose</c>.</param>
/// <param name="Condition">As it is handed over: a code of the list <c>item-condition</c>.</param>
/// <param name="Seal">The number of the seal or bag; null: it bears none.</param>
public sealed record CustodyOffered(
    Guid Person,
    bool Returns,
    [property: FreeText] string Place,
    string Purpose,
    string Condition,
    [property: FreeText] string? Seal,
    [property: FreeText] string? Note,
    Guid By,
    DateTimeOffset At);

/// <summary>Whom it was offered to took the item over: with the offer, the confirmation of both.</summary>
/// <param name="Returned">Whether it came back from the store to the file.</param>
/// <param name="Condition">As it was found: a code of the list <c>item-condition</c>.</param>
/// <param name="Seal">The number that was found on it; null: none.</param>
public sealed record CustodyAccepted(
    bool Returned, string Condition, [property: FreeText] string? Seal, [property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>Whom it was offered to did not take the item over: it stays where it was.</summary>
public sealed record CustodyRefused([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The offer was taken back before it was answered.</summary>
public sealed record CustodyWithdrawn(Guid By, DateTimeOffset At);
