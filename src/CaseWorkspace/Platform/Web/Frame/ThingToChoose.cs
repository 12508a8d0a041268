namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>A thing that can be chosen in a form.</summary>
/// <param name="Number">By which people know it.</param>
/// <param name="What">What it is called beside it; null: nothing.</param>
public sealed record ThingToChoose(Guid Id, string Number, string? What);

/// <summary>Which things are to be chosen from.</summary>
/// <param name="Search">Words that stand in them; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="Only">These alone: what was chosen already. Null: all.</param>
public sealed record ThingsAsked(string? Search, string? After, int Size, IReadOnlyCollection<Guid>? Only);
