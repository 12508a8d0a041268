using System.Collections.Concurrent;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

/// <summary>
/// A case in whose every text somebody hostile had a hand, opened in a real browser: nothing runs, nothing breaks. Its people have
/// set up second factors, so it has an installation of its own: other tests sign in with the password alone.
/// </summary>
public sealed class HostileTextTests(Browser browser, HostileTextTests.Apart apart) : PeopleAtWork(browser, apart.Installation), IClassFixture<HostileTextTests.Apart>
{
    public sealed class Apart : IAsyncDisposable
    {
        public RunningInstallation Installation { get; } = new();

        public ValueTask DisposeAsync() => Installation.DisposeAsync();
    }

    private const string Elements = "document.querySelectorAll('main script, main iframe, main [onerror], main [onload], main [onmouseover], main a[href^=\"javascript:\"]').length";

    private readonly ConcurrentQueue<string> faults = [];
    private int shown;

    [Fact]
    public async Task Every_page_and_tab_shows_it_as_text()
    {
        using var api = new Api(new Uri(await WebAsync("/")), new Tokens((await IdentityAsync("/")).TrimEnd('/')));
        var story = new HostileStory(api, api.Tokens.WithSecondFactorAsync);
        await story.TellAsync();

        await VisitAsync("investigator", Person.English, story,
        [
            "/", "/files", $"/files?search={story.Mark}", $"/search?search={story.Mark}", "/evidence", "/requests", "/access", "/access/asks", $"/sub-files/{story.SubFile}",
            $"/evidence/{story.Item}", $"/evidence/{story.Item}/offer", $"/evidence/{story.SealedItem}", $"/requests/{story.Outgoing}", $"/requests/{story.Incoming}",
            $"/requests/{story.SealedRequest}", $"/requests/{story.SealedRequest}/revision", $"/requests/{story.Incoming}/answer",
            $"/files/{story.File}/evidence/new", $"/files/{story.File}/requests/new",
        ], story.File, story.OtherFile);
        await VisitAsync("supervisor", Person.Georgian, story, ["/", "/files", "/requests", $"/evidence/{story.Item}", $"/requests/{story.Outgoing}"], story.File);
        await VisitAsync("supervisor-2", Person.Georgian, story, [$"/sub-files/{story.SubFile}", $"/requests/{story.SealedRequest}"]);
        await VisitAsync("prosecutor", Person.English, story, ["/", "/evidence", $"/evidence/{story.Item}", $"/requests/{story.Incoming}"]);
        await VisitAsync("liaison-officer-fr", Person.Georgian, story, ["/", "/requests", $"/requests/{story.Outgoing}", $"/requests/{story.Incoming}", $"/evidence/{story.Item}"]);
        await VisitAsync("auditor", Person.English, story, ["/", "/journal", $"/break-glass/{story.Glass}"]);

        faults.ShouldBeEmpty();
        await WouldBeNoticedAsync();
        shown.ShouldBeGreaterThan(25, "pages on which the texts are to be read");
    }

    /// <summary>What the visits look for is found where it is.</summary>
    private async Task WouldBeNoticedAsync()
    {
        var person = await SignInAsync("investigator");
        (await person.Page.EvaluateAsync<int>(Elements)).ShouldBe(0);
        await person.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"javascript:alert(1)\">x</a>')");
        (await person.Page.EvaluateAsync<int>(Elements)).ShouldBe(1);
    }

    private async Task VisitAsync(string name, string language, HostileStory story, string[] paths, params Guid[] files)
    {
        var person = await SignInAsync(name, language);
        person.Page.Dialog += (_, dialog) =>
        {
            if (dialog.Type is not DialogType.BeforeUnload)
                faults.Enqueue($"{person.Page.Url}: {dialog.Type} {dialog.Message}");
            _ = dialog.AcceptAsync();
        };
        foreach (var path in paths)
            await LookAsync(person, path, story);
        foreach (var file in files)
        {
            await person.OpenAsync($"/files/{file}");
            var tabs = await person.Page.Locator(".cw-tabs a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
            tabs.Length.ShouldBeGreaterThan(5);
            foreach (var tab in tabs)
                await LookAsync(person, tab, story);
        }
    }

    private async Task LookAsync(Person person, string path, HostileStory story)
    {
        await person.OpenAsync(path);
        if (await person.Page.Locator("#blazor-error-ui").IsVisibleAsync())
            faults.Enqueue($"{person.Name} at {path}: the page broke");
        if (await person.Page.EvaluateAsync<int>(Elements) is > 0 and var made)
            faults.Enqueue($"{person.Name} at {path}: {made} elements were made of text");
        if ((await person.Page.ContentAsync()).Contains(story.Mark, StringComparison.Ordinal))
            shown++;
    }
}
