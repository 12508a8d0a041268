using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Somebody who took part in the action, or attended it.</summary>
/// <param name="Role">A code of the list <c>protocol-role</c>.</param>
/// <param name="Who">Name and surname.</param>
/// <param name="Details">Post, address, papers shown, rights explained.</param>
public sealed record ProtocolParticipant(string Role, [property: FreeText, PersonalData] string Who, [property: FreeText, PersonalData] string? Details);

/// <summary>What a protocol says (Criminal Procedure Code, art. 134).</summary>
/// <param name="Action">A code of the list <c>investigative-action</c>.</param>
/// <param name="ActionWords">What kind of action it is, where the list has none.</param>
/// <param name="Basis">On what it rests: a code of the list <c>protocol-basis</c>.</param>
/// <param name="BasisBy">The court, or who gave the decree; null: none is needed.</param>
/// <param name="BasisNumber">The number of the ruling or decree; null: it has none.</param>
/// <param name="BasisOn">Its day; null: none is needed.</param>
/// <param name="Ended">Null as long as the action goes on.</param>
/// <param name="DoneBy">The colleague who did the action, and signs for it.</param>
/// <param name="DoneByPost">Post and surname of that colleague, as they stand on the paper.</param>
/// <param name="Conditions">Light, weather, who had to be let in.</param>
/// <param name="Found">What was done and found.</param>
/// <param name="Said">What participants stated.</param>
/// <param name="Means">Technical means: codes of the list <c>technical-means</c>.</param>
/// <param name="MeansWords">Make, number, and how they were used.</param>
/// <param name="Objections">Objections and remarks of participants.</param>
public sealed record ProtocolContent(
    string Action,
    [property: FreeText] string? ActionWords,
    string Basis,
    [property: FreeText] string? BasisBy,
    [property: FreeText] string? BasisNumber,
    DateTimeOffset? BasisOn,
    DateTimeOffset Began,
    DateTimeOffset? Ended,
    [property: FreeText] string Place,
    [property: FreeText] string? Conditions,
    Guid DoneBy,
    [property: FreeText] string DoneByPost,
    ProtocolParticipant[] Participants,
    [property: FreeText, PersonalData] string? Found,
    [property: FreeText, PersonalData] string? Said,
    string[] Means,
    [property: FreeText] string? MeansWords,
    [property: FreeText, PersonalData] string? Objections);

/// <summary>Something that was found, and is an item of evidence since.</summary>
/// <param name="Item">The item.</param>
/// <param name="From">The protocol from which it was registered: the first one, where a second corrects it.</param>
/// <param name="Kind">A code of the list <c>evidence-kind</c>.</param>
/// <param name="Where">Where it was found.</param>
/// <param name="Seal">The number of its seal or bag; null: it bears none.</param>
public sealed record ProtocolExhibit(
    Guid Item, Guid From, string Kind, [property: FreeText] string Description, [property: FreeText] string Where, [property: FreeText] string? Seal);

/// <summary>Whether a participant signed.</summary>
/// <param name="Role">A code of the list <c>protocol-role</c>.</param>
/// <param name="How">A code of the list <c>protocol-signature</c>.</param>
/// <param name="Reason">Why not; null where the participant signed.</param>
/// <param name="HasCopy">Whether the participant was given a copy.</param>
public sealed record ProtocolSignature(
    string Role, [property: FreeText, PersonalData] string Who, string How, [property: FreeText, PersonalData] string? Reason, bool HasCopy);

/// <summary>A protocol of an investigative action was drafted.</summary>
/// <param name="ControlDue">Until when a court controls the action, as the table of terms said then; null: no control is owed.</param>
/// <param name="Corrects">The signed protocol that it is to correct; null: none.</param>
/// <param name="Exhibits">Those of the protocol that it is to correct.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
public sealed record ProtocolDrafted(
    Guid File, string Number, ProtocolContent Content, DateTimeOffset? ControlDue, Guid By, DateTimeOffset At, Guid? Corrects, ProtocolExhibit[] Exhibits,
    Guid? SubFile = null);

/// <summary>The draft says something else now.</summary>
public sealed record ProtocolChanged(ProtocolContent Content, DateTimeOffset? ControlDue, Guid By, DateTimeOffset At);

/// <summary>The draft was given up; it stays in the file.</summary>
public sealed record ProtocolWithdrawn([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The person who did the action signed: the protocol changes no more.</summary>
/// <param name="Signatures">One for each participant.</param>
public sealed record ProtocolSigned(ProtocolSignature[] Signatures, Guid By, DateTimeOffset At);

/// <summary>A court controlled the action that was done in urgency.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
/// <param name="RulingNumber">The number of its ruling; null: it has none.</param>
/// <param name="RuledOn">The day of the ruling.</param>
public sealed record CourtControlRecorded(
    string Finding, [property: FreeText] string Court, [property: FreeText] string? RulingNumber, DateTimeOffset RuledOn, Guid By, DateTimeOffset At);

/// <summary>A second protocol was begun that is to correct this one.</summary>
/// <param name="Protocol">The second one.</param>
public sealed record ProtocolCorrectionBegun(Guid Protocol, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The draft that was to correct this one was given up.</summary>
/// <param name="Number">The draft's.</param>
public sealed record ProtocolCorrectionDropped(Guid Protocol, string Number, Guid By, DateTimeOffset At);

/// <summary>The second protocol was signed: it counts in the place of this one.</summary>
/// <param name="Number">The second one's.</param>
public sealed record ProtocolCorrected(Guid Protocol, string Number, Guid By, DateTimeOffset At);

/// <summary>What was found was registered as items of evidence, all at once.</summary>
public sealed record ExhibitsRegistered(ProtocolExhibit[] Exhibits, Guid By, DateTimeOffset At);

/// <summary>The item that holds the scan of the signed paper was registered.</summary>
public sealed record ProtocolScanRegistered(Guid Item, Guid By, DateTimeOffset At);
