namespace CaseWorkspace.Features.Access;

// Emergency access

/// <summary>Somebody opened a file without a relation to it, for a stated reason and a short time.</summary>
/// <param name="Role">In which role: a code of the list <c>role</c>.</param>
public sealed record EmergencyAccessTaken(
    Guid File, string Number, Guid By, string Role, [property: FreeText] string Reason, DateTimeOffset Until);

/// <summary>A person who took emergency access needs the file no longer.</summary>
public sealed record EmergencyAccessClosed;

/// <summary>The auditor's finding.</summary>
/// <param name="Verdict">A code of the list <c>break-glass-verdict</c>.</param>
public sealed record EmergencyAccessReviewed(string Verdict, [property: FreeText] string Reasons, [property: FreeText] string? Measures);

/// <summary>The auditor lets the person enter files in an emergency again, although this entry would stand against it.</summary>
public sealed record EmergencyAccessReopened([property: FreeText] string Reason);

// Standing in

/// <summary>While one person is away another has the relations that the first holds, to files of the standard level.</summary>
/// <param name="Away">Who is away.</param>
/// <param name="Subjects">The names under which the relations are held: see <see cref="Platform.Actors.Subject"/>.</param>
/// <param name="Person">Who stands in.</param>
public sealed record StandInNamed(
    Guid Away, string[] Subjects, Guid Person, DateTimeOffset Since, DateTimeOffset Until, [property: FreeText] string Reason);

public sealed record StandInEnded([property: FreeText] string Reason);

// Colleagues

/// <summary>A colleague has these roles, this unit and these postings from now on, as the identity server says.</summary>
/// <param name="Roles">Codes of the list <c>role</c>.</param>
/// <param name="Postings">States served, ISO 3166-1 alpha-2.</param>
public sealed record ColleagueAppointed(string[] Roles, string Unit, string[] Postings);
