using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

/// <summary>The pictures of the documentation: UPDATE_DOCS=1 takes them anew into docs/images. Run this class alone,
/// so that the files of other tests are not in the picture.</summary>
public sealed class Screenshots(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440, "en")]
    [InlineData(Person.English, 390, "en-390")]
    [InlineData(Person.Georgian, 1440, "ka")]
    [InlineData(Person.Georgian, 390, "ka-390")]
    public async Task Desk_files_and_a_file_are_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        var investigator = await SignInAsync("investigator", language, width);
        await PictureAsync(investigator, $"desk-{name}");
        await investigator.OpenAsync("/files");
        await PictureAsync(investigator, $"files-{name}");
        var file = await investigator.Page.GetByRole(AriaRole.Link, new() { Name = "Irregular stay, Lyon" }).First.GetAttributeAsync("href");
        await investigator.OpenAsync(file.ShouldNotBeNull());
        await PictureAsync(investigator, $"file-{name}");
        await PictureFirstAsync(investigator, "/requests", "a[href^='/requests/0']", $"request-{name}");
        await PictureFirstAsync(investigator, "/evidence", "a[href^='/evidence/0']", $"item-{name}");
    }

    /// <summary>The pictures of the guides: the whole story, step by step, and the pages that are no part of it.</summary>
    [Theory]
    [InlineData(Person.English, 1440, "")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task The_story_is_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        Assert.SkipUnless(width == 1440 || Folder != InDocs, "The guides show the wide pages.");
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInNewAsync("supervisor", "unit-1", language, width),
            SignInNewAsync("liaison-officer", "liaison", language, width, "FR"), SignInNewAsync("prosecutor", "prosecution", language, width));
        await PictureAsync(people[2], $"guide-desk-liaison-officer{name}", "/");
        await new Story(people[0], people[1], people[2], people[3], (person, step) => PictureAsync(person, $"guide-{step}{name}")).TellAsync();
        await PictureAsync(people[1], $"guide-desk-supervisor{name}", "/");
        await PictureAsync(people[2], $"guide-requests{name}", "/requests");
        var auditor = await SignInAsync("auditor", language, width);
        await PictureAsync(auditor, $"guide-journal{name}", "/journal");
        await PictureAsync(auditor, $"guide-who-could-see{name}", "/who-could-see?number=344-2026-000001");
        await PictureAsync(await SignInAsync("custodian", language, width), $"guide-desk-custodian{name}", "/");
    }

    [Theory]
    [InlineData(Person.English, 1440, "")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task The_story_of_access_is_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        Assert.SkipUnless(width == 1440 || Folder != InDocs, "The guides show the wide pages.");
        var people = await GatherForAccessAsync(NewName("investigator"), language, width);
        await new AccessStory(people, (person, step) => PictureAsync(person, $"guide-{step}{name}")).TellAsync();
    }

    [Theory]
    [InlineData(Person.English, "")]
    [InlineData(Person.Georgian, "-ka")]
    public async Task The_accounts_are_pictured(string language, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts", language);
        await SaveAsync(administrator, $"guide-accounts{name}");
        await administrator.GotoAsync(await IdentityAsync("/accounts/new"));
        await SaveAsync(administrator, $"guide-account-new{name}");
    }

    [Theory]
    [InlineData(Person.English, 1440, "")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task The_own_account_is_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        Assert.SkipUnless(width == 1440 || Folder != InDocs, "The guides show the wide pages.");
        await SignInAsIdentityAdministratorAsync("/", language, width);
        var page = await SignInAsIdentityAdministratorAsync("/", language, width);
        await SaveAsync(page, $"guide-account{name}");
        await page.GotoAsync(await IdentityAsync("/sessions"));
        await SaveAsync(page, $"guide-sessions{name}");
        await page.GotoAsync(await IdentityAsync("/password"));
        await page.FillAsync("#newPassword", "six quiet he");
        await SaveAsync(page, $"guide-password-short{name}");
        await page.FillAsync("#newPassword", "six quiet herons on a roof");
        await SaveAsync(page, $"guide-password{name}");
        await page.FillAsync("#current", Person.Password);
        await page.FillAsync("#newPassword", "passwordpassword");
        await page.FillAsync("#repeated", "passwordpassword");
        await page.ClickAsync("main button.main");
        await SaveAsync(page, $"guide-password-refused{name}");
        await page.GotoAsync(await IdentityAsync("/sign-out"));
        await SaveAsync(page, $"guide-sign-out{name}");
    }

    private static string InDocs => Path.Combine(Repository(), "docs", "images");

    /// <summary>Where the pictures go: PICTURES names another folder, to look at more of them.</summary>
    private static string? Folder => Environment.GetEnvironmentVariable("PICTURES")
        ?? (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1" ? InDocs : null);

    /// <summary>All that the documentation says: only what it shows is pictured for it.</summary>
    private static Lazy<string> Shown { get; } = new(() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository(), "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository(), "README.md")).Select(File.ReadAllText)));

    private static async Task PictureFirstAsync(Person person, string list, string link, string name)
    {
        await person.OpenAsync(list);
        var first = await person.Page.Locator(link).First.GetAttributeAsync("href");
        await person.OpenAsync(first.ShouldNotBeNull());
        await PictureAsync(person, name);
    }

    private static async Task PictureAsync(Person person, string name, string path)
    {
        await person.OpenAsync(path);
        await PictureAsync(person, name);
    }

    private static Task PictureAsync(Person person, string name) => SaveAsync(person.Page, name);

    private static async Task SaveAsync(IPage page, string name)
    {
        if (Folder == InDocs && !Shown.Value.Contains($"images/{name}.png", StringComparison.Ordinal))
            return;
        await page.EvaluateAsync("scrollTo(0, 0); document.fonts.ready");
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Folder!, $"{name}.png"),
            FullPage = Folder != InDocs,
            Animations = ScreenshotAnimations.Disabled,
        });
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent.ShouldNotBeNull();
        return folder.FullName;
    }
}
