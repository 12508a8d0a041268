namespace CaseWorkspace.Features.Investigations;

/// <summary>A case file was opened under Article 344-ii.</summary>
public sealed record InvestigationOpened(
    string Number,
    [property: FreeText] string Title,
    string[] OffenceForms,
    string[] Countries,
    [property: FreeText] string Summary,
    string Unit,
    Guid Lead,
    DateTimeOffset OpenedAt);

public sealed record MemberAdded(Guid Person, [property: FreeText] string? Reason);

public sealed record MemberRemoved(Guid Person, [property: FreeText] string Reason);

public sealed record ProsecutorNamed(Guid Person);

public sealed record NoteAdded([property: FreeText] string Text);
