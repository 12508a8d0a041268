using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>One of a person's names.</summary>
/// <param name="Alphabet">In which it is written: a code of the list <c>alphabet</c>.</param>
/// <param name="Kind">A code of the list <c>name-kind</c>.</param>
public sealed record PersonName([property: FreeText, PersonalData] string Text, string Alphabet, string Kind);

/// <summary>Who a person is, as far as is known.</summary>
/// <param name="Names">The first is the one by which lists show the person.</param>
/// <param name="Sex">A code of the list <c>sex</c>; null: not known.</param>
/// <param name="Born">As far as is known: <c>1987</c>, <c>1987-04</c> or <c>1987-04-21</c>; null: not known.</param>
/// <param name="Citizenships">Codes of the list <c>citizenship</c>.</param>
public sealed record PersonDescription(
    PersonName[] Names,
    [property: PersonalData] string? Sex,
    [property: PersonalData] string? Born,
    [property: FreeText, PersonalData] string? BirthPlace,
    [property: PersonalData] string[] Citizenships);

/// <summary>A person was recorded in a file.</summary>
/// <param name="IsMigrant">Whether the person was moved, or was to be: a screening for trafficking is owed then.</param>
/// <param name="SubFile">The sealed sub-file in which the record lies; null: open in the file.</param>
public sealed record PersonRecorded(
    Guid File, string Number, PersonDescription Description, bool IsMigrant, Guid RecordedBy, DateTimeOffset RecordedAt, Guid? SubFile = null);

/// <summary>What was said of who the person is was wrong or has changed; the earlier words stay in the history.</summary>
public sealed record PersonDescriptionCorrected(PersonDescription Description, bool IsMigrant, [property: FreeText] string Reason);

/// <summary>The person has another status in the proceedings.</summary>
/// <param name="Status">A code of the list <c>procedural-status</c>.</param>
public sealed record ProceduralStatusSet(string Status, DateTimeOffset Since, [property: FreeText] string Reason, Guid By);

/// <summary>The person is seen otherwise in the analysis: no status, and never by default.</summary>
/// <param name="Category">A code of the list <c>analytic-category</c>.</param>
/// <param name="ReviewDue">By when the record is reviewed, as the table of terms said then; null: it said nothing.</param>
public sealed record AnalyticCategorySet(string Category, DateTimeOffset Since, [property: FreeText] string Reason, Guid By, DateTimeOffset? ReviewDue = null);

/// <summary>Whether the record is still needed was reviewed (Directive (EU) 2016/680, art. 5).</summary>
/// <param name="Verdict">A code of the list <c>record-review-verdict</c>.</param>
/// <param name="NextDue">By when it is reviewed again; null: it is to be erased.</param>
public sealed record RecordReviewed(string Verdict, DateTimeOffset? NextDue, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Something is known or thought of the person.</summary>
/// <param name="Kind">A code of the list <c>person-fact-kind</c>.</param>
/// <param name="IsAssessment">Whether it is somebody's opinion rather than a fact (Directive (EU) 2016/680, art. 7(1)).</param>
/// <param name="RestsOn">The thing of the same file on which it rests, an item or a message; null: that stands in words.</param>
/// <param name="SourceGrade">A code of the list <c>source-grade</c>.</param>
/// <param name="InformationGrade">A code of the list <c>information-grade</c>.</param>
/// <param name="HandlingCode">A code of the list <c>handling-code</c>.</param>
public sealed record PersonFactContent(
    string Kind,
    [property: FreeText, PersonalData] string Value,
    bool IsAssessment,
    Guid? RestsOn,
    [property: FreeText] string? Basis,
    string SourceGrade,
    string InformationGrade,
    string HandlingCode,
    [property: FreeText] string? Restriction);

/// <summary>A fact or an assessment was recorded.</summary>
public sealed record PersonFactRecorded(Guid Fact, PersonFactContent Content, Guid By, DateTimeOffset At);

/// <summary>It does not hold; it stays in the history.</summary>
/// <param name="Instead">The fact that is right instead, recorded with it; null: none.</param>
public sealed record PersonFactWithdrawn(Guid Fact, [property: FreeText] string Reason, Guid? Instead = null);

/// <summary>How a person's conduct is qualified: a version of its own, beside others.</summary>
/// <param name="Stage">A code of the list <c>offence-stage</c>.</param>
/// <param name="Article">A code of the list <c>offence</c>.</param>
/// <param name="Part">The part of the article, e.g. <c>2</c>; null: the article as a whole.</param>
/// <param name="Letter">The letter of the part, e.g. <c>a</c>; null: none.</param>
/// <param name="Aggravating">Codes of the list <c>aggravating</c>.</param>
/// <param name="Step">By what it came about: a code of the list <c>qualification-step</c>.</param>
public sealed record QualificationContent(
    string Stage, string Article, string? Part, string? Letter, string[] Aggravating, string Step, DateTimeOffset Since, [property: FreeText] string Authority);

/// <summary>The conduct was qualified.</summary>
public sealed record ConductQualified(Guid Qualification, QualificationContent Content, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>A qualification does not hold any more: it was dropped, or another took its place.</summary>
public sealed record QualificationWithdrawn(Guid Qualification, [property: FreeText] string Reason);

/// <summary>Somebody who acts for a person, or beside one.</summary>
/// <param name="Capacity">A code of the list <c>representative-capacity</c>.</param>
/// <param name="Until">When that ended; null: it goes on.</param>
/// <param name="Contact">Where they are reached; null: not recorded.</param>
public sealed record RepresentativeContent(
    [property: FreeText, PersonalData] string Name, string Capacity, DateTimeOffset Since, DateTimeOffset? Until, [property: FreeText, PersonalData] string? Contact);

/// <summary>Somebody acts for the person: counsel, an interpreter, a legal guardian.</summary>
public sealed record RepresentativeNamed(Guid Representative, RepresentativeContent Content, Guid By, DateTimeOffset At);

/// <summary>That has ended.</summary>
public sealed record RepresentativeEnded(Guid Representative, DateTimeOffset Until, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>About what somebody is bound to secrecy.</summary>
/// <param name="Representative">Who acts for the person and is bound; null: the person.</param>
/// <param name="Since">When they were bound.</param>
/// <param name="BoundBy">The prosecutor or investigator who did it.</param>
/// <param name="About">What is not to be told.</param>
public sealed record SecrecyContent(Guid? Representative, DateTimeOffset Since, [property: FreeText, PersonalData] string BoundBy, [property: FreeText] string About);

/// <summary>Somebody was bound not to tell what the proceedings show (Criminal Procedure Code, art. 104).</summary>
public sealed record SecrecyBound(Guid Bond, SecrecyContent Content, Guid By, DateTimeOffset At);

/// <summary>A migrant was interviewed and screened for trafficking. An indicator proves nothing: it opens a decision that is owed.</summary>
/// <param name="Indicators">Codes of the list <c>screening-indicator</c>; none: nothing pointed to trafficking.</param>
public sealed record ScreeningRecorded(DateTimeOffset InterviewedAt, string[] Indicators, [property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>Somebody decided what follows from the indicators.</summary>
/// <param name="Verdict">A code of the list <c>screening-decision</c>.</param>
public sealed record ScreeningDecided(string Verdict, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Who a person is, is kept in a sealed sub-file from now on, apart from the record.</summary>
/// <param name="Number">The number of the person's record.</param>
/// <param name="Person">The record.</param>
/// <param name="SubFile">The sealed sub-file: it is open to those named in it alone.</param>
/// <param name="Alias">What stands in the place of the names.</param>
/// <param name="Facts">What was known of the person until then.</param>
public sealed record IdentityKept(
    Guid File, string Number, Guid Person, Guid SubFile, PersonName Alias, PersonDescription Description, PersonFactRecorded[] Facts,
    [property: FreeText] string Reason, Guid By, DateTimeOffset At, RepresentativeNamed[]? Representatives = null, SecrecyBound[]? Bonds = null);

/// <summary>In the record, the alias stands in the place of who the person is. Where that is kept, the record does not say, and neither why.</summary>
public sealed record IdentityProtected(Guid Identity, PersonName Alias, Guid By, DateTimeOffset At) : IWithholds;

/// <summary>A second person confirmed that the identity is protected.</summary>
public sealed record IdentityProtectionConfirmed([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Somebody asks that the identity be open again to the file; until a second person agrees, it is not.</summary>
public sealed record IdentityReleaseAsked([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>A second person did not agree: the identity stays protected.</summary>
public sealed record IdentityReleaseRefused([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The identity is protected no longer: a second person did not confirm it, or agreed that it be open again.</summary>
public sealed record IdentityReleased([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>In the record stands again who the person is.</summary>
public sealed record IdentityRestored(
    Guid Identity, PersonDescription Description, PersonFactRecorded[] Facts, Guid By, DateTimeOffset At, RepresentativeNamed[]? Representatives = null, SecrecyBound[]? Bonds = null);

/// <summary>What was said of who the protected person is was wrong or has changed.</summary>
public sealed record KeptDescriptionCorrected(PersonDescription Description, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Something that identifies the protected person became known.</summary>
public sealed record KeptFactRecorded(Guid Fact, PersonFactContent Content, Guid By, DateTimeOffset At);

/// <summary>It does not hold; it stays in the history.</summary>
public sealed record KeptFactWithdrawn(Guid Fact, [property: FreeText] string Reason);

/// <summary>Somebody proposes that all that is known of the person be erased (Directive (EU) 2016/680, art. 16). A second person decides.</summary>
/// <param name="Ground">A code of the list <c>erasure-ground</c>.</param>
/// <param name="Reason">Outlives what is erased: it holds nothing of the person.</param>
public sealed record PersonErasureProposed(string Ground, [property: FreeText] string Reason, Guid By, DateTimeOffset At) : IOutlivesErasure;

/// <summary>The second person did not agree: the record stays.</summary>
public sealed record PersonErasureRefused([property: FreeText] string Reason, Guid By, DateTimeOffset At) : IOutlivesErasure;

/// <summary>The second person agreed, and said why.</summary>
public sealed record PersonErasureAgreed([property: FreeText] string Reason, Guid By, DateTimeOffset At) : IOutlivesErasure;

/// <summary>
/// All texts of the person are gone from the record, and the work of destroying their keys is laid down. It counts for the whole past: what was said before is
/// shown to nobody from now on.
/// </summary>
/// <param name="Number">That of the record, by which alone it is found from now on.</param>
/// <param name="Ground">A code of the list <c>erasure-ground</c>; null: it was erased before, and came back with an older copy of the database.</param>
/// <param name="Identities">Who the person is, where it was ever kept apart: erased with the record.</param>
public sealed record PersonErased(string Number, string? Ground, Guid[] Identities, Guid By, DateTimeOffset At) : IWithholds;

/// <summary>The keys are destroyed: nothing that was written of the person can be read any more, in this database or in a copy of it.</summary>
public sealed record PersonErasureCompleted(Guid[] Identities, Guid By, DateTimeOffset At);

/// <summary>Who the person is, was erased with the record.</summary>
public sealed record IdentityErased(Guid By, DateTimeOffset At) : IWithholds;

/// <summary>
/// The record is restricted instead of erased: its content is open to those alone who answer for the file, no search finds it but by its number, and nothing changes in it.
/// </summary>
/// <param name="Number">That of the record, by which alone it is found.</param>
/// <param name="Ground">A code of the list <c>record-restriction-ground</c>.</param>
public sealed record PersonRestricted(string Number, string Ground, [property: FreeText] string Reason, Guid By, DateTimeOffset At) : IWithholds;

/// <summary>The record is open again.</summary>
/// <param name="Identity">Where who the person is, is kept apart; null: nowhere.</param>
/// <param name="Description">By what the person is found again.</param>
/// <param name="Facts">Likewise.</param>
public sealed record PersonRestrictionLifted(
    string Number, Guid? Identity, PersonDescription Description, PersonFactRecorded[] Facts, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The record was restricted: nothing changes in the identity either.</summary>
public sealed record IdentityFrozen(Guid By, DateTimeOffset At);

/// <summary>The record is open again, and so is the identity to changes.</summary>
public sealed record IdentityUnfrozen(Guid By, DateTimeOffset At);
