using Microsoft.JSInterop;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Holds in its place on the screen what the person reads or points at, while rows come in above it.</summary>
public sealed class Anchor(IJSRuntime browser)
{
    private IJSObjectReference? _script;

    /// <summary>Remembers where it stands.</summary>
    public async Task Hold()
    {
        _script ??= await browser.InvokeAsync<IJSObjectReference>("import", "/_content/CaseWorkspace/live.js");
        await _script.InvokeVoidAsync("hold");
    }

    /// <summary>Puts it there again, once the new rows are drawn.</summary>
    public async Task Settle() => await _script!.InvokeVoidAsync("settle");
}
