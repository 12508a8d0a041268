using System.Collections.Immutable;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A case file as it stands.</summary>
public sealed record Investigation(
    Guid Id,
    string Number,
    string Title,
    ImmutableArray<string> OffenceForms,
    ImmutableArray<string> Countries,
    string Summary,
    string Unit,
    string State,
    Guid Lead,
    ImmutableArray<Guid> Members,
    Guid? Prosecutor,
    int Notes,
    DateTimeOffset OpenedAt)
{
    public static Investigation Create(IEvent<InvestigationOpened> opened) => new(
        opened.StreamId,
        opened.Data.Number,
        opened.Data.Title,
        [.. opened.Data.OffenceForms],
        [.. opened.Data.Countries],
        opened.Data.Summary,
        opened.Data.Unit,
        "under-investigation",
        opened.Data.Lead,
        [opened.Data.Lead],
        null,
        0,
        opened.Data.OpenedAt);

    public Investigation Apply(MemberAdded added) => this with { Members = Members.Add(added.Person) };

    public Investigation Apply(MemberRemoved removed) => this with { Members = Members.Remove(removed.Person) };

    public Investigation Apply(ProsecutorNamed named) => this with { Prosecutor = named.Person };

    public Investigation Apply(NoteAdded _) => this with { Notes = Notes + 1 };
}
