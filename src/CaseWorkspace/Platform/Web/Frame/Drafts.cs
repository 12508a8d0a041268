using System.Text.Json;
using Microsoft.JSInterop;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// Long texts are kept by the browser while they are written, until they are saved. They hold case content, so they lie in
/// the tab's session storage: it survives a reload, a lost connection and the change of language, is not shared with other
/// tabs, and ends with the tab; local storage would leave it on the disk of a shared machine. Each draft belongs to one
/// person, and signing out drops them all.
/// </summary>
public sealed class Drafts(IJSRuntime browser, PageActor page) : IAsyncDisposable
{
    private IJSObjectReference? _script;

    /// <summary>Where the draft lies.</summary>
    /// <param name="name">What is written, e.g. <c>note.FILE</c>.</param>
    public async Task<string> Key(string name) => $"cw-draft:{(await page.Get())?.Id}:{name}";

    /// <summary>The draft; null when there is none.</summary>
    public async Task<string?> Read(string name) => await (await Script()).InvokeAsync<string?>("readDraft", await Key(name));

    /// <summary>The draft of a whole form: what was typed or chosen, by the id of the control; empty when there is none.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadForm(string name) =>
        await Read(name) is { Length: > 0 } kept && Values(kept) is { } values ? values : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What was written is saved, or thrown away.</summary>
    public async Task Drop(string name) => await (await Script()).InvokeVoidAsync("dropDraft", await Key(name));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and with it its script.
        }
    }

    private static Dictionary<string, string>? Values(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(kept);
        }
        catch (JsonException)
        {
            // Not ours, or of an older page: as good as none.
            return null;
        }
    }

    private async Task<IJSObjectReference> Script() =>
        _script ??= await browser.InvokeAsync<IJSObjectReference>("import", "/_content/CaseWorkspace/frame.js");
}
