using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>One box finds files, items and requests, each as far as the person may see them.</summary>
public sealed class SearchTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_box_finds_files_items_and_requests_and_for_others_nothing(string language, int width)
    {
        var both = await Task.WhenAll(SignInAsync("investigator", language, width), SignInAsync("investigator-2", language, width));
        var (lead, stranger) = (both[0], both[1]);
        var word = $"Quillfeather{width}";
        var file = await lead.OpenFileAsync($"Flats of {word}");
        await lead.OpenAsync($"{file}/evidence/new");
        await lead.ChooseAsync("kind", "physical-object");
        await lead.FillAsync("description", $"A ledger of {word}");
        await lead.FillAsync("seized-at", "2026-01-15T09:30");
        await lead.FillAsync("seized-where", "A cellar");
        await lead.FillAsync("seized-by", "The patrol");
        await lead.SendAsync();
        await Expect(lead.Heading.Locator(".cw-number")).ToBeVisibleAsync();
        await lead.OpenAsync($"{file}/requests/new");
        await Story.WriteRequestAsync(lead, $"Who rents for {word}", "Who pays?", "Since when?");
        await lead.SendAsync();
        await Story.ArrivedAsync(lead);

        foreach (var person in both)
        {
            await person.OpenAsync("/access");
            // A page that has just opened takes the focus to its heading.
            await Expect(person.Heading).ToBeFocusedAsync();
            await person.Page.Keyboard.PressAsync("/");
            await person.Page.Keyboard.TypeAsync(word);
            await person.Page.Keyboard.PressAsync("Enter");
            await Expect(person.Heading).ToHaveTextAsync(person.Words("frame.search.for", word));
            await person.SettledAsync();
            new Uri(person.Page.Url).PathAndQuery.ShouldBe($"/search?search={word}");
        }

        await Expect(lead.Main.Locator("h2")).ToHaveTextAsync([lead.Words("file.list"), lead.Words("evidence.list"), lead.Words("request.list")]);
        await Expect(lead.Main.Locator("a[data-row]")).ToContainTextAsync([$"Flats of {word}", $"A ledger of {word}", $"Who rents for {word}"]);
        (await Axe.FindingsAsync(lead)).ShouldBeEmpty();
        await Expect(stranger.Main).ToContainTextAsync(stranger.Words("frame.search.none"));
        await Expect(stranger.Main.Locator("a[data-row]")).ToHaveCountAsync(0);

        await lead.Page.Keyboard.PressAsync("j");
        await Expect(lead.Main.Locator("a[data-row]").First).ToBeFocusedAsync();
        await lead.Page.Keyboard.PressAsync("Enter");
        await lead.ArrivesOnAsync(file);
    }
}
