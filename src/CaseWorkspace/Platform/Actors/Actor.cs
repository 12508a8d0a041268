using System.Collections.Immutable;

namespace CaseWorkspace.Platform.Actors;

/// <summary>Who acts: a person signed in through the identity server, or the workspace itself.</summary>
/// <param name="Id">The person's id: the token's <c>sub</c>.</param>
/// <param name="Name">The name to show; never written to a log.</param>
/// <param name="Roles">At least one: no role, no entry.</param>
/// <param name="Unit">The code of the unit the person belongs to.</param>
/// <param name="Postings">States a liaison officer serves, ISO 3166-1 alpha-2.</param>
/// <param name="Session">The sign-in session at the identity server, or the client's own id.</param>
public sealed record Actor(
    Guid Id,
    string Name,
    ImmutableArray<Role> Roles,
    string Unit,
    ImmutableArray<string> Postings,
    string Session)
{
    /// <summary>When a second factor was last used in this session; null when it was not.</summary>
    public DateTimeOffset? SecondFactorAt { get; init; }

    /// <summary>When the token was issued that says all this (RFC 7519, 4.1.6); null when it does not tell.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Why the person looks, as stated with this very call: a code of the list <c>purpose</c>; null when it was not.</summary>
    public string? Purpose { get; init; }

    /// <summary>The purpose in words, where the code does not say enough.</summary>
    public string? PurposeWords { get; init; }

    /// <summary>The address the request came from, for the journal.</summary>
    public string? Address { get; init; }

    /// <summary>Whether an open page acts by itself, because something has changed, and not the person.</summary>
    public bool IsFollowing { get; init; }

    /// <summary>Ties together everything that one request caused.</summary>
    public string Correlation { get; init; } = "";

    /// <summary>
    /// The names under which relations to a file may be held: the person, the unit a supervisor heads,
    /// the state a liaison officer is posted to. A relation held by a unit or a posting passes to the person who holds it today.
    /// </summary>
    public string[] Subjects =>
    [
        Subject.Person(Id),
        .. Roles.Contains(Role.Supervisor) && Unit.Length > 0 ? new[] { Subject.UnitHead(Unit) } : [],
        .. Roles.Contains(Role.LiaisonOfficer) ? Postings.Select(Subject.Posting) : [],
    ];

    /// <summary>Whether the person holds the role.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}

/// <summary>The holder of a relation, as it stands in the table of relations.</summary>
public static class Subject
{
    private const string PersonPrefix = "person:";

    /// <summary>One person.</summary>
    public static string Person(Guid id) => $"{PersonPrefix}{id}";

    /// <summary>The person under whose name a relation is held.</summary>
    /// <exception cref="FormatException">The subject is no person.</exception>
    public static Guid PersonOf(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.StartsWith(PersonPrefix, StringComparison.Ordinal) ? Guid.Parse(subject[PersonPrefix.Length..])
            : throw new FormatException($"{subject} is no person.");
    }

    /// <summary>The head of the unit.</summary>
    public static string UnitHead(string unit) => $"unit:{unit}";

    /// <summary>The officer posted to the state (ISO 3166-1 alpha-2).</summary>
    public static string Posting(string state) => $"posting:{state}";
}
