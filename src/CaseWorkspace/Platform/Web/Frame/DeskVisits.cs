using Microsoft.JSInterop;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// Remembers, in the browser and for each person by themselves, when the desk was looked at. Two times, and nothing of any
/// file: they may outlive the session, as drafts may not.
/// </summary>
public sealed class DeskVisits(IJSRuntime browser, PageActor page, TimeProvider clock)
{
    /// <summary>Notes that the person looks, and tells since when they want to know.</summary>
    public async Task<DateTimeOffset> Note()
    {
        await using var script = await browser.InvokeAsync<IJSObjectReference>("import", "/_content/CaseWorkspace/frame.js");
        var key = $"cw-desk:{(await page.Get())?.Id}";
        var visit = DeskVisit.Of(await script.InvokeAsync<string?>("readKept", key), clock.GetUtcNow());
        await script.InvokeVoidAsync("keep", key, visit.Kept);
        return visit.Since;
    }
}
