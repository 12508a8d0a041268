namespace CaseWorkspace.Features.Investigations;

/// <summary>A case file was opened under Article 344-ii.</summary>
/// <param name="Ground">Why: a code of the list <c>opening-ground</c> (Criminal Procedure Code, art. 101); null: opened before grounds were recorded.</param>
public sealed record InvestigationOpened(
    string Number,
    [property: FreeText] string Title,
    string[] OffenceForms,
    string[] Countries,
    [property: FreeText] string Summary,
    string Unit,
    Guid Lead,
    DateTimeOffset OpenedAt,
    string? Ground = null);

/// <summary>What a file says of itself.</summary>
public sealed record FileContent(
    [property: FreeText] string Title, string[] OffenceForms, string[] Countries, [property: FreeText] string Summary, string? Ground);

/// <summary>What was said of the file when it was opened was put right, or told anew.</summary>
/// <param name="Number">That of the file, which stays.</param>
public sealed record InvestigationCorrected(string Number, FileContent Content, [property: FreeText] string Reason);

/// <param name="Until">When the membership ends by itself; null: not before it is taken.</param>
/// <param name="Unit">The unit on which it hangs; null: held by name, wherever the person serves.</param>
public sealed record MemberAdded(
    Guid Person, [property: FreeText] string? Reason, DateTimeOffset? Until = null, string? Unit = null);

public sealed record MemberRemoved(Guid Person, [property: FreeText] string Reason);

/// <param name="Until">When the supervision ends by itself; null: not before another prosecutor is named.</param>
public sealed record ProsecutorNamed(Guid Person, [property: FreeText] string? Reason = null, DateTimeOffset? Until = null);

public sealed record NoteAdded([property: FreeText] string Text);

/// <summary>Another investigator leads the file from now on.</summary>
/// <param name="Stays">Whether the one who led goes on as a member.</param>
/// <param name="Unit">The unit on which the new lead hangs; null: held by name.</param>
public sealed record LeadHandedOver(Guid From, Guid Person, bool Stays, [property: FreeText] string Reason, string? Unit);

/// <summary>
/// The lead asked that a named supervisor takes the place of the unit's head. The file is restricted at once; its supervisor stays until
/// somebody whom the lead does not choose confirms another.
/// </summary>
/// <param name="Person">The supervisor whom the lead suggests.</param>
public sealed record RestrictionProposed(Guid Person, [property: FreeText] string Reason);

/// <summary>Only people named to the file see it from now on.</summary>
/// <param name="Person">The supervisor named to it, in whose place the head of the unit no longer sees it.</param>
public sealed record FileRestricted(Guid Person, [property: FreeText] string Reason);

/// <summary>The head of the unit sees the file again.</summary>
public sealed record RestrictionLifted([property: FreeText] string Reason);

// Life of the file

/// <summary>The file bears a number of another authority, beside its own.</summary>
/// <param name="Entry">Names the number in the file.</param>
/// <param name="Authority">Who gave it.</param>
/// <param name="Since">From when it holds.</param>
public sealed record OfficialNumberRecorded(Guid Entry, [property: FreeText] string Authority, [property: FreeText] string Number, DateTimeOffset Since, Guid By);

/// <summary>The number holds no longer: the case moved, or the number was entered by mistake.</summary>
public sealed record OfficialNumberEnded(Guid Entry, DateTimeOffset Until, [property: FreeText] string Reason);

/// <summary>The investigation rests until it is resumed.</summary>
public sealed record InvestigationSuspended([property: FreeText] string Reason);

public sealed record InvestigationResumed([property: FreeText] string Reason);

/// <summary>The investigation ended without a trial.</summary>
/// <param name="Ground">A code of the list <c>termination-ground</c>.</param>
public sealed record InvestigationTerminated(string Ground, [property: FreeText] string Reason);

/// <summary>The case went to court.</summary>
/// <param name="Court">Which one.</param>
/// <param name="ReferredAt">When.</param>
public sealed record CaseReferredToCourt([property: FreeText] string Court, DateTimeOffset ReferredAt, [property: FreeText] string Reason);

/// <summary>A court decided. Another court may decide again.</summary>
/// <param name="Verdict">A code of the list <c>court-verdict</c>.</param>
public sealed record VerdictRecorded(string Verdict, [property: FreeText] string Court, DateTimeOffset DecidedAt, [property: FreeText] string Reason);

/// <summary>The file takes in nothing more.</summary>
/// <param name="Left">How many things were still owed in it, by kind of thing; none: nothing was.</param>
/// <param name="WhyLeft">Why it was closed all the same; null: nobody said it, and nothing was owed.</param>
public sealed record FileClosed([property: FreeText] string Reason, OwedThings[] Left, [property: FreeText] string? WhyLeft);

/// <summary>Things of one kind that are still owed.</summary>
/// <param name="Kind">The code of the kind of thing.</param>
public sealed record OwedThings(string Kind, int Count);

/// <summary>The investigation goes on.</summary>
public sealed record FileReopened([property: FreeText] string Reason);

// Sealed sub-files

/// <summary>A part of the file was sealed off: seen by those named in it alone.</summary>
/// <param name="Keeper">Who sealed it and names people in it.</param>
/// <param name="Supervisor">Who authorises what leaves it.</param>
public sealed record SubFileSealed(
    Guid File, string Number, [property: FreeText] string Title, Guid Keeper, Guid Supervisor, [property: FreeText] string Reason);

/// <param name="Relation">The person's relation to what lies in it: a code of <see cref="Platform.Policy.Relation"/>.</param>
/// <param name="Until">When it ends by itself: with the person's relation to the file, or on an earlier day; null: not before it is taken.</param>
public sealed record PersonNamedInSubFile(Guid Person, string Relation, DateTimeOffset? Until, [property: FreeText] string Reason);

public sealed record PersonTakenOffSubFile(Guid Person, string Relation, [property: FreeText] string Reason);

/// <summary>Somebody else keeps the sub-file from now on.</summary>
/// <param name="Stays">Whether the one who kept it stays named in it.</param>
public sealed record SubFileHandedOver(Guid From, Guid Person, bool Stays, [property: FreeText] string Reason);

/// <summary>Another supervisor authorises what leaves the sub-file from now on.</summary>
public sealed record SubFileSupervisionHandedOver(Guid From, Guid Person, [property: FreeText] string Reason);

public sealed record SubFileNoteAdded([property: FreeText] string Text);

/// <summary>What lay in it lies open in the file from now on.</summary>
public sealed record SubFileUnsealed([property: FreeText] string Reason);

// Asking for access

/// <summary>Somebody without a relation to the file asked to be let in.</summary>
/// <param name="Number">As it was typed.</param>
/// <param name="File">The file of the number; null when there is none, which does not show.</param>
/// <param name="Unit">The file's unit, where the person who asks belongs to it: on it a place in the file would hang.</param>
public sealed record AccessAsked([property: FreeText] string Number, Guid? File, Guid By, [property: FreeText] string Reason, string? Unit = null);

public sealed record AccessGranted(DateTimeOffset? Until, [property: FreeText] string? Reason);

public sealed record AccessRefused([property: FreeText] string Reason);
