using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Something that waits for the person who looks.</summary>
/// <param name="Id">The thing that waits.</param>
/// <param name="Href">The page of the thing.</param>
/// <param name="Number">The number people know it by.</param>
/// <param name="What">What it is about.</param>
/// <param name="Verb">The key of the button's word, e.g. <c>request.verb.answer</c>.</param>
/// <param name="State">The code of its state.</param>
/// <param name="StateList">The table the code stands in.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
/// <param name="Place">The other end's state (ISO 3166-1), whose local time is shown beside ours.</param>
/// <param name="Level">The level at which it is kept; null: not told.</param>
/// <param name="Handling">The handling code of what it holds; null: none.</param>
/// <param name="Act">Where the button leads: to the act itself, open. Null: the page is the act.</param>
/// <param name="Urgent">Whether it stands before everything else, in red, with any deadline.</param>
public sealed record DeskEntry(
    Guid Id, string Href, string Number, string What, string Verb, string State, string StateList,
    DateTimeOffset? Due, string? Place, string? Level = null, string? Handling = null,
    string? Act = null, bool Urgent = false);

/// <summary>A feature's part of the desk: what of its things waits for the person. Registered as a singleton.</summary>
public interface IDeskSource
{
    /// <summary>The first entries by deadline; the pipeline shows only what the person may see.</summary>
    IListing<DeskEntry> Waiting(int size);
}
