using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What somebody writes is not lost to a colleague who was faster.</summary>
public sealed class ConflictTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task A_person_who_saves_second_sees_both_versions_and_keeps_the_text()
    {
        var (first, second) = await SignInBothAsync("investigator", "investigator");
        var file = await first.OpenFileAsync("Two at one draft");
        await first.OpenAsync($"{file}/requests/new");
        await Story.WriteRequestAsync(first, "Two at one draft", "One?", "Two?");
        await first.PressAsync("request.draft");
        var request = await Story.ArrivedAsync(first);
        await Task.WhenAll(first.OpenAsync($"{request}/revision"), second.OpenAsync($"{request}/revision"));

        await first.FillAsync("facts", "What the first wrote.");
        await first.PressAsync("request.revise");
        await Story.ArrivedAsync(first);
        await second.FillAsync("facts", "What the second wrote.");
        await second.PressAsync("request.revise");

        var versions = second.Page.Locator(".cw-versions");
        await Expect(versions).ToHaveCountAsync(1);
        await Expect(versions).ToContainTextAsync("What the first wrote.");
        await Expect(versions).ToContainTextAsync("What the second wrote.");
        await Expect(second.Page.Locator("#facts")).ToHaveValueAsync("What the second wrote.");
        await second.PressAsync("request.conflict.keep");
        await Expect(versions).ToHaveCountAsync(0);
        await second.PressAsync("request.revise");
        await Story.ArrivedAsync(second);
        await Expect(second.Main).ToContainTextAsync("What the second wrote.");
    }

    [Fact]
    public async Task A_person_who_reviews_second_sees_both_opinions_and_keeps_the_reasons()
    {
        var lead = await SignInAsync("investigator");
        var supervisor = await SignInAsync("supervisor");
        var (first, second) = await SignInBothAsync("prosecutor", "prosecutor");
        var file = await lead.OpenFileAsync("Two opinions");
        await supervisor.OpenAsync($"{file}/team");
        await supervisor.PressAsync("file.prosecutor.name");
        await supervisor.ChooseColleagueAsync("prosecutor");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Page.Locator(".cw-table")).ToContainTextAsync(supervisor.Words("file.prosecutor"));
        await lead.OpenAsync($"{file}/evidence/new");
        await lead.ChooseAsync("kind", "physical-object");
        await lead.FillAsync("description", "A letter");
        await lead.FillAsync("seized-at", "2026-01-15T09:30");
        await lead.FillAsync("seized-where", "Kutaisi");
        await lead.FillAsync("seized-by", "investigator");
        await lead.SendAsync();
        await Expect(lead.Heading.Locator(".cw-number")).ToHaveTextAsync("E-001");
        var item = new Uri(lead.Page.Url).AbsolutePath;
        await Task.WhenAll(first.OpenAsync(item), second.OpenAsync(item));

        // Open before the other saves: the page below follows by itself, the dialog decides upon what was seen when it opened.
        await WriteReviewAsync(second, "What the second thinks.");
        await WriteReviewAsync(first, "What the first thinks.");
        await first.ConfirmAsync();
        await Expect(first.Main).ToContainTextAsync("What the first thinks.");
        await Expect(second.Main.Locator(".cw-quote")).ToContainTextAsync("What the first thinks.");
        await second.ConfirmAsync();

        var versions = second.Page.Locator(".cw-versions");
        await Expect(versions).ToContainTextAsync("What the first thinks.");
        await Expect(versions).ToContainTextAsync("What the second thinks.");
        await second.PressAsync("frame.reload");
        await Expect(versions).ToHaveCountAsync(0);
        await second.PressAsync("evidence.review.do");
        await Expect(second.Page.Locator("#reasons")).ToHaveValueAsync("What the second thinks.");
        await second.ConfirmAsync();
        await Expect(second.Main).ToContainTextAsync("What the second thinks.");
    }

    private static async Task WriteReviewAsync(Person prosecutor, string reasons)
    {
        await prosecutor.PressAsync("evidence.review.do");
        await prosecutor.Page.SelectOptionAsync("#opinion", new SelectOptionValue { Index = 1 });
        await prosecutor.FillAsync("reasons", reasons);
    }
}
