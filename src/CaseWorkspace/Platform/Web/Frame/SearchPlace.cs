using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>A feature's part of the search: which of its things have the words. A feature registers its own as a singleton.</summary>
/// <param name="Key">The key of the words over what is found, the list's own name.</param>
/// <param name="Href">The list's address, to which the words are added as <c>search</c>.</param>
/// <param name="Order">Its place.</param>
/// <param name="Found">The first that are found, of the words and how many; the pipeline shows only what the person may see.</param>
public sealed record SearchPlace(string Key, string Href, int Order, Func<string, int, IListing<SearchHit>> Found);

/// <summary>A thing that was found.</summary>
/// <param name="Href">Where it stands.</param>
/// <param name="Number">The number people know it by.</param>
/// <param name="What">What it is about; null where the person has not said yet why they look at the file.</param>
/// <param name="StateList">The table its state's code stands in.</param>
/// <param name="State">The code of its state.</param>
/// <param name="At">When it came about; null: not told.</param>
/// <param name="Level">The level at which it is kept; null: not told.</param>
/// <param name="Handling">The handling code of what it holds; null: none.</param>
public sealed record SearchHit(
    string Href, string Number, string? What, string StateList, string State, DateTimeOffset? At, string? Level, string? Handling = null)
{
    /// <summary>In which of its texts the words stand: codes, whose words are under <c>frame.search.in.*</c>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];
}
