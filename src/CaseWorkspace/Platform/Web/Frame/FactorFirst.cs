using System.Security.Cryptography;
using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.JSInterop;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What follows once an act is done that the second factor was asked for.</summary>
/// <param name="Done">Says that it is done, in the person's language.</param>
/// <param name="Draft">The draft to drop; null: none.</param>
/// <param name="Then">The page to go to; null: the one where it was begun.</param>
public sealed record Afterwards(string Done, string? Draft = null, string? Then = null);

/// <summary>An act that waits for the second factor.</summary>
/// <param name="Command">The type of the command.</param>
/// <param name="Data">The command, with the version that the person saw.</param>
/// <param name="Key">Its idempotency key: done twice, it is done once.</param>
/// <param name="After">What follows.</param>
/// <param name="Download">Instead of a command: the address of a file that is taken away.</param>
public sealed record WaitingAct(string Command, string Data, string Key, Afterwards After, string? Download = null);

/// <summary>
/// Takes a person to the second factor in the middle of an act, and back to it: the act, confirmed already, goes on by itself. In
/// the meantime it lies in the tab, encrypted for this person and for ten minutes; the address carries only a random name of it, so that
/// nothing but the way back from this very question goes on with it. See docs/adr/0026.
/// </summary>
public sealed class FactorFirst(IJSRuntime browser, PageActor page, IDataProtectionProvider protection, NavigationManager navigation)
{
    private const string Script = "/_content/CaseWorkspace/live.js";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Keeps the act and leads to the identity server.</summary>
    public Task Leave<TState>(ICommand<TState> command, Actor actor, string key, Afterwards after)
        where TState : class => Leave(actor, new WaitingAct(
            command.GetType().FullName!, JsonSerializer.Serialize(command, command.GetType(), WorkspaceJson.Fingerprint), key, after));

    /// <summary>Leads to the identity server, and afterwards to the file that is taken away.</summary>
    public Task Leave(Actor actor, string download) => Leave(actor, new WaitingAct("", "", "", new Afterwards(""), download));

    private async Task Leave(Actor actor, WaitingAct act)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using (var script = await browser.InvokeAsync<IJSObjectReference>("import", Script))
        {
            await script.InvokeVoidAsync("keepAct", Place(actor) + name, ProtectorOf(actor).Protect(JsonSerializer.Serialize(act), Lasts));
        }

        var back = new Uri(navigation.GetUriWithQueryParameter("go-on", name)).PathAndQuery;
        navigation.NavigateTo($"/step-up?returnUrl={Uri.EscapeDataString(back)}", forceLoad: true);
    }

    /// <summary>The act that this page was come back to for, once; null: none, or none of this person's.</summary>
    public async Task<WaitingAct?> Take()
    {
        if (await page.Get() is not { } actor)
        {
            return null;
        }

        await using var script = await browser.InvokeAsync<IJSObjectReference>("import", Script);
        try
        {
            return await script.InvokeAsync<string?>("takeAct", Place(actor)) is { } kept
                ? JsonSerializer.Deserialize<WaitingAct>(ProtectorOf(actor).Unprotect(kept))
                : null;
        }
        catch (CryptographicException)
        {
            // Another person's, too old, or none of ours.
            return null;
        }
    }

    // With the drafts of the person, which end with the session and the tab.
    private static string Place(Actor actor) => $"cw-draft:{actor.Id}:act.";

    private ITimeLimitedDataProtector ProtectorOf(Actor actor) =>
        protection.CreateProtector("waiting-act", actor.Id.ToString()).ToTimeLimitedDataProtector();
}
