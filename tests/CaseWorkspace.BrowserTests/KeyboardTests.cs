using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>The keys that the list of keys promises, pressed.</summary>
public sealed class KeyboardTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Pages_rows_and_the_search_box_are_reached_by_keys(string language)
    {
        var investigator = await SignInAsync("investigator", language);
        var keys = investigator.Page.Keyboard;

        await keys.PressAsync("g");
        await keys.PressAsync("f");
        await investigator.ArrivesAtAsync("/files");
        // The address changes before the page does.
        await Expect(investigator.Heading).ToHaveTextAsync(investigator.Words("file.list"));
        await investigator.SettledAsync();
        var rows = investigator.Main.Locator("a[data-row]");
        await Expect(rows.Nth(1)).ToBeVisibleAsync();
        await keys.PressAsync("j");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("k");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        var first = await rows.Nth(0).GetAttributeAsync("href");
        await keys.PressAsync("Enter");
        await investigator.ArrivesAtAsync(first.ShouldNotBeNull());
        await investigator.SettledAsync();

        await keys.PressAsync("g");
        await keys.PressAsync("d");
        await investigator.ArrivesAtAsync("/");
        await Expect(investigator.Heading).ToHaveTextAsync(investigator.Words("frame.nav.desk"));
        await investigator.SettledAsync();
        await keys.PressAsync("/");
        var search = investigator.Page.Locator("#cw-search");
        await Expect(search).ToBeFocusedAsync();

        // Letters are letters while somebody writes, and Escape leaves the box.
        await keys.TypeAsync("gfn?");
        await Expect(search).ToHaveValueAsync("gfn?");
        await keys.PressAsync("Escape");
        await Expect(search).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_new_one_is_begun_by_a_key_in_every_list_that_has_a_button_for_it()
    {
        var people = await Task.WhenAll(SignInAsync("investigator"), SignInAsync("liaison-officer-fr"));
        var (investigator, liaison) = (people[0], people[1]);
        var file = await investigator.OpenFileAsync("Begun by keys");
        await liaison.OpenAsync("/requests");
        await liaison.Page.Keyboard.PressAsync("n");
        await liaison.ArrivesAtAsync("/requests/new");

        foreach (var (list, form) in new[] { ("/files", "/files/new"), ($"{file}/evidence", $"{file}/evidence/new"), ($"{file}/requests", $"{file}/requests/new") })
        {
            await investigator.OpenAsync(list);
            await investigator.Page.Keyboard.PressAsync("n");
            await investigator.ArrivesAtAsync(form);
            await investigator.SettledAsync();
        }
    }

    [Fact]
    public async Task A_dialog_keeps_the_focus_closes_by_escape_and_gives_the_focus_back()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("Worked at by keys");
        var keys = investigator.Page.Keyboard;
        var dialog = investigator.Page.Locator(".mud-dialog");
        foreach (var (tab, verb) in new[] { ("team", "file.member.add"), ("sub-files", "subfile.seal") })
        {
            await investigator.OpenAsync($"{file}/{tab}");
            var button = investigator.Act(verb);
            await button.FocusAsync();
            await keys.PressAsync("Enter");
            await Expect(dialog).ToBeVisibleAsync();
            await StaysInsideAsync(investigator);

            await keys.PressAsync("Escape");
            await Expect(dialog).ToHaveCountAsync(0);
            await Expect(button).ToBeFocusedAsync();
        }

        // A key leads into a dialog as well; its button gives it back too.
        await keys.PressAsync("n");
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = investigator.Words("frame.not-now") }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(investigator.Act("subfile.seal")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task The_list_of_keys_opens_by_its_key_and_focus_returns_to_where_it_was(string language)
    {
        var investigator = await SignInAsync("investigator", language);
        await investigator.OpenAsync("/files");
        var keys = investigator.Page.Keyboard;
        var dialog = investigator.Page.Locator(".mud-dialog");
        await keys.PressAsync("j");
        var row = investigator.Main.Locator("a[data-row]").First;
        await Expect(row).ToBeFocusedAsync();

        await keys.PressAsync("?");
        await Expect(dialog).ToContainTextAsync(investigator.Words("frame.keys.search"));
        await keys.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(row).ToBeFocusedAsync();
    }

    /// <summary>As often as Tab is pressed, what has the focus lies in the dialog.</summary>
    private static async Task StaysInsideAsync(Person person)
    {
        for (var press = 0; press < 12; press++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            (await person.Page.EvaluateAsync<bool>("document.activeElement.closest('.mud-dialog-container') !== null")).ShouldBeTrue($"after {press + 1} presses of Tab");
        }
    }
}
