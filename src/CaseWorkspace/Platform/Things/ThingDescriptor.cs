using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Platform.Things;

/// <summary>
/// What the rest of the workspace knows of one kind of thing. The feature whose things they are hands it over (<see cref="IFeature.Things"/>);
/// nothing else names the kind. Its words stand in the feature's resources: <c>thing.KIND</c>, and <c>thing.KIND.open</c> where it has a page.
/// </summary>
/// <param name="Kind">Its code, as <c>workspace.case_scope</c> stores it; never renamed.</param>
public sealed record ThingDescriptor(string Kind)
{
    /// <summary>Where the page of each stands, before its id (<c>/evidence</c>); null: it has none that is open to everybody to whom the thing is.</summary>
    public string? Page { get; init; }

    /// <summary>The number people know one by, as a regular expression, so that it is kept on one line in a sentence; null: it has none.</summary>
    public string? Number { get; init; }

    /// <summary>The reference tables of its states and of what is decided about it, with the tone of each code.</summary>
    public IReadOnlyList<StateTones> States { get; init; } = [];

    /// <summary>
    /// What the header of a file counts under the kind's code: a <c>select</c> of rows over <c>parts</c>, which are what the reader may see of the
    /// file; null: nothing. See <see cref="LyingInParts"/>.
    /// </summary>
    public string? Counted { get; init; }

    /// <summary>
    /// When something is still owed in one, before its file may be closed: a condition in SQL on its row <c>s</c> of <c>workspace.case_scope</c>; null: never.
    /// </summary>
    public string? Owed { get; init; }

    /// <summary>
    /// When one rests on another thing of its file, which then cannot be erased: a condition in SQL on its row <c>s</c> of <c>workspace.case_scope</c> and that of the
    /// other, <c>about</c>; null: never.
    /// </summary>
    public string? RestsOn { get; init; }

    /// <summary>
    /// Whether one can have a deadline (<c>case_scope.awaits_due</c>), which lists of deadlines show under the words <c>thing.KIND.due</c>.
    /// </summary>
    public bool HasDeadline { get; init; }

    /// <summary>Whether it is somebody outside the service, who can have taken part in what happened.</summary>
    public bool IsPerson { get; init; }

    /// <summary>Whether it can be the source on which something rests that is recorded in the file.</summary>
    public bool IsSource { get; init; }

    /// <summary>
    /// What one is called beside its number, for readers to whom it is open: an expression in SQL on its row <c>s</c> of <c>workspace.case_scope</c>; null:
    /// nothing.
    /// </summary>
    public string? Called { get; init; }

    /// <summary>
    /// Whether the existence of one is a secret. It then lies in sealed sub-files alone; the journal names the sub-file in its place to people who read all of
    /// it, no calendar that leaves the workspace holds it, and the event by which a file is closed counts none.
    /// </summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// When one keeps the sub-file in which it lies from being unsealed: a condition in SQL on its row <c>s</c> of <c>workspace.case_scope</c>; null: never.
    /// </summary>
    public string? KeepsSealed { get; init; }

    /// <summary>What the history of a file shows of its events. An event that does not stand here is shown to nobody, and so is a field.</summary>
    public IReadOnlyList<ShownEvent> Events { get; init; } = [];

    /// <summary>
    /// The aggregate of the kind, where the texts of its events stand under a key of each thing's own, so that one can be erased by itself;
    /// null: under that of the file in which it lies, or of the thing itself where it lies in none.
    /// </summary>
    public Type? KeyedByItself { get; init; }

    /// <summary>What one is called.</summary>
    public string Label => Texts.Get($"thing.{Kind}");

    /// <summary>The words of a link to it.</summary>
    public string OpenLabel => Texts.Get($"thing.{Kind}.open");

    /// <summary>Where the thing stands; null: see <see cref="Page"/>.</summary>
    public string? PageOf(Guid id) => Page is null ? null : $"{Page}/{id}";

    /// <summary>Counts the things of the kind that lie in the file, or in a sealed part in which the reader is named.</summary>
    public static string LyingInParts(string kind) => $"select from parts p join workspace.case_scope s on s.holder = p.holder and s.kind = '{kind}'";
}
