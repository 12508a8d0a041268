using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What somebody enters is taken as it was meant, or they are told: nothing is cut, dropped, stopped or read as something else in silence.</summary>
public sealed class InputTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_text_that_is_too_long_keeps_its_end_and_is_refused_with_the_count(string language, int width)
    {
        var investigator = await SignInAsync("investigator", language, width);
        await investigator.OpenAsync("/files/new");
        var text = new string('ა', 20_009) + "!";
        // As pasting does: the browser would apply a maxlength to it.
        await investigator.Page.Locator("#summary").FocusAsync();
        await investigator.Page.Keyboard.InsertTextAsync(text);
        await investigator.FillAsync("title", "Longer than it may be");
        await investigator.Page.Locator("#forms input[value=irregular-stay]").CheckAsync();
        await investigator.Page.Locator("#countries input[value=FR]").CheckAsync();

        await Expect(investigator.Page.Locator("#summary")).ToHaveValueAsync(text);
        await Expect(investigator.Main.Locator(".cw-length.cw-over")).ToContainTextAsync("10");
        await LookAsync(investigator, "too-long");
        await investigator.PressAsync("file.open.do");
        await Expect(investigator.Page.Locator("#summary")).ToBeFocusedAsync();
        investigator.Page.Url.ShouldEndWith("/files/new");

        await investigator.FillAsync("summary", text[..20_000]);
        await Expect(investigator.Main.Locator(".cw-length.cw-over")).ToHaveCountAsync(0);
        await investigator.PressAsync("file.open.do");
        await investigator.Page.WaitForSelectorAsync(".cw-file");
    }

    [Fact]
    public async Task A_running_upload_is_not_stopped_by_a_click_elsewhere_unless_one_means_it()
    {
        var investigator = await SignInAsync("investigator");
        var item = await RegisterAsync(investigator, "An upload under way");
        var release = new TaskCompletionSource();
        await investigator.Page.RouteAsync("**/api/evidence/*/content*", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await investigator.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "extraction.ufd", MimeType = "application/octet-stream", Buffer = [1, 2, 3] });
        await investigator.PressAsync("evidence.upload.do");
        await Expect(investigator.Act("evidence.upload.stop")).ToBeVisibleAsync();

        await investigator.Page.Locator("nav a[href='/files']").First.ClickAsync();

        var dialog = investigator.Page.Locator(".mud-dialog");
        await Expect(dialog).ToContainTextAsync(investigator.Words("evidence.upload.leave.what"));
        await LookAsync(investigator, "upload-leave");
        await dialog.GetByRole(AriaRole.Button, new() { Name = investigator.Words("frame.not-now") }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        investigator.Page.Url.ShouldEndWith(item);
        await Expect(investigator.Act("evidence.upload.stop")).ToBeVisibleAsync();
        release.SetResult();
        await Expect(investigator.Main).ToContainTextAsync("extraction.ufd");
    }

    [Fact]
    public async Task An_empty_file_is_sealed_only_when_it_is_said_twice()
    {
        var investigator = await SignInAsync("investigator");
        investigator.Expects("422");
        await RegisterAsync(investigator, "An empty file");
        await investigator.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "extraction.ufd", MimeType = "application/octet-stream", Buffer = [] });
        await investigator.PressAsync("evidence.upload.do");

        var dialog = investigator.Page.Locator(".mud-dialog");
        await Expect(dialog).ToContainTextAsync(investigator.Words("evidence.as-is.empty-content", "extraction.ufd"));
        await LookAsync(investigator, "empty-content");
        await dialog.GetByRole(AriaRole.Button, new() { Name = investigator.Words("frame.not-now") }).ClickAsync();
        await Expect(investigator.Act("evidence.upload.do")).ToBeVisibleAsync();
        await investigator.PressAsync("evidence.upload.do");
        await dialog.GetByRole(AriaRole.Button, new() { Name = investigator.Words("evidence.as-is.do") }).ClickAsync();
        // The SHA-256 of nothing.
        await Expect(investigator.Main).ToContainTextAsync("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Fact]
    public async Task A_text_that_looks_like_a_time_stays_a_text_and_a_file_name_shows_the_extension_that_it_has()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("2026-11-20");
        await investigator.OpenAsync($"{file}/timeline");
        await Expect(investigator.Main).ToContainTextAsync("“2026-11-20”");

        var item = await RegisterAsync(investigator, "A name turned round");
        await investigator.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "photo\u202Egpj.exe", MimeType = "application/octet-stream", Buffer = [1, 2, 3] });
        await investigator.PressAsync("evidence.upload.do");
        await Expect(investigator.Main).ToContainTextAsync("photo[U+202E]gpj.exe");
        var download = await investigator.Page.RunAndWaitForDownloadAsync(() => investigator.Act("evidence.download").ClickAsync());
        download.SuggestedFilename.ShouldBe("photo[U+202E]gpj.exe", item);
    }

    /// <summary>A new item of a new file, its page open; answers its path.</summary>
    private static async Task<string> RegisterAsync(Person investigator, string title)
    {
        var file = await investigator.OpenFileAsync(title);
        await investigator.OpenAsync($"{file}/evidence/new");
        await investigator.ChooseAsync("kind", "phone-extraction");
        await investigator.FillAsync("description", "Telephone of the driver");
        await investigator.FillAsync("seized-at", "2026-01-15T09:30");
        await investigator.FillAsync("seized-where", "Kutaisi");
        await investigator.FillAsync("seized-by", "investigator, Unit 1");
        await investigator.PressAsync("evidence.register");
        await investigator.Page.WaitForSelectorAsync("#content-file");
        return new Uri(investigator.Page.Url).AbsolutePath;
    }

    /// <summary>No serious finding of axe, no page wider than its window; INPUT_PICTURES names a folder to look at it oneself.</summary>
    private static async Task LookAsync(Person person, string name)
    {
        if (Environment.GetEnvironmentVariable("INPUT_PICTURES") is { } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{person.Language}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        (await Axe.FindingsAsync(person)).ShouldBeEmpty();
        (await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
    }
}
