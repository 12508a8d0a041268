using System.Collections.Concurrent;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Microsoft.Playwright;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

/// <summary>A test with people at browsers; it fails when one of their browsers complained.</summary>
public abstract class PeopleAtWork(Browser browser, RunningInstallation installation) : IAsyncLifetime
{
    // The demo's own go up to 2.
    private static int newcomers = 2;

    private readonly ConcurrentQueue<Person> people = [];
    private readonly ConcurrentQueue<(IPage Page, Complaints Complaints)> strangers = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
            await PictureAllAsync();
        foreach (var person in people)
            await person.Page.Context.CloseAsync();
        foreach (var stranger in strangers)
            await stranger.Page.Context.CloseAsync();
        people.SelectMany(person => person.Faults).Concat(strangers.SelectMany(stranger => stranger.Complaints.Heard)).ShouldBeEmpty();
    }

    /// <summary>What everybody saw when the test failed.</summary>
    private async Task PictureAllAsync()
    {
        var folder = Path.Combine(PostgreSqlFixture.TestsFolder, "failed");
        foreach (var person in people)
        {
            var path = Path.Combine(folder, $"{TestContext.Current.TestMethod?.MethodName}-{person.Name}-{person.Language}-{person.Page.ViewportSize?.Width}.png");
            await person.Page.ScreenshotAsync(new() { Path = path, FullPage = true });
            // The words too: a log outlives the picture.
            TestContext.Current.TestOutputHelper?.WriteLine("{0}\n{1} {2}\n{3}", path, person.Name, person.Page.Url, await person.Page.InnerTextAsync("body"));
        }
    }

    protected async Task<Person> SignInAsync(string name, string language = Person.English, int width = 1440, string password = Person.Password, bool anew = false, bool earlier = false)
    {
        var started = await installation.StartedAsync();
        var person = await Person.SignInAsync(
            await browser.StartedAsync(), started.Web.Address, name, language, width, password, anew, earlier ? started.Identity.Address : null);
        people.Enqueue(person);
        return person;
    }

    /// <summary>Somebody new in the role, of whom no other test knows; signed in just now, or some time ago.</summary>
    protected async Task<Person> SignInNewAsync(string role, string unit, string language, int width, string? posting = null, bool earlier = false)
    {
        var name = NewName(role);
        await InviteAsync(name, role, unit, posting);
        return await SignInAsync(name, language, width, Person.OwnPassword, earlier: earlier);
    }

    /// <summary>A name by role, as the demo's people have it, that no other test uses.</summary>
    protected static string NewName(string role) => $"{role}-{Interlocked.Increment(ref newcomers)}";

    /// <summary>A browser at which nobody has signed in.</summary>
    protected async Task<IPage> NewPageAsync(string language = Person.English, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await (await browser.StartedAsync()).NewContextAsync(
            new() { Locale = language, ViewportSize = new() { Width = width, Height = Person.HeightOf(width) }, ColorScheme = scheme });
        context.SetDefaultTimeout(30_000);
        var (page, complaints) = await Complaints.OfNewPageAsync(context, "somebody");
        strangers.Enqueue((page, complaints));
        return page;
    }

    /// <summary>The identity administrator, at a page of the identity server.</summary>
    protected async Task<IPage> SignInAsIdentityAdministratorAsync(string path, string language = Person.English, int width = 1440)
    {
        var page = await NewPageAsync(language, width);
        await page.GotoAsync(await IdentityAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}"));
        await page.FillAsync("#userName", "identity-admin");
        await page.FillAsync("#password", Person.Password);
        await page.ClickAsync("form:has(#password) button[type=submit]");
        // The page shows the demonstration's code.
        await page.FillAsync("#code", await page.InnerTextAsync("#demo-code"));
        await page.ClickAsync("form:has(#code) button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(await IdentityAsync(path), new() { Timeout = 30_000 });
        return page;
    }

    /// <summary>Two identity administrators create an account, and its person takes the invitation up.</summary>
    protected async Task InviteAsync(string name, string? role = null, string? unit = null, string? posting = null)
    {
        var letter = await LetterAsync(name, role, unit, posting);
        using var invited = new Visitor(await IdentityAsync(""));
        await Administrator.AcceptAsync(invited, letter, Person.OwnPassword);
    }

    /// <summary>Two identity administrators create an account; its letter and handover code.</summary>
    protected async Task<Letter> LetterAsync(string name, string? role = null, string? unit = null, string? posting = null)
    {
        using var administrator = await Administrator.SignInAsync((await installation.StartedAsync()).Identity.Address.GetLeftPart(UriPartial.Authority));
        return (await administrator.InviteAsync(name, name, unit ?? "", posting ?? "", role is null ? [] : [role])).Letter;
    }

    /// <summary>On the way of an invitation, after the password: sets up the authenticator app, which later sign-ins of the account find.</summary>
    protected static async Task EnrolAsync(IPage invited, string name)
    {
        var app = new Authenticator((await invited.InnerTextAsync("code.key")).Replace(" ", "", StringComparison.Ordinal));
        await invited.FillAsync("#code", app.Code(-1));
        await invited.ClickAsync("form:has(#code) button[type=submit]");
        await Assertions.Expect(invited.Locator("ul.codes")).ToBeVisibleAsync();
        app.BelongsTo(new Uri(invited.Url).GetLeftPart(UriPartial.Authority), name);
    }

    /// <summary>Serious findings of axe, and a page that is wider than its window; PICTURES names a folder to look at them oneself.</summary>
    protected static async Task LookAsync(Person person, ICollection<string> findings, string name)
    {
        foreach (var finding in await Axe.FindingsAsync(person))
            findings.Add(finding);
        var over = await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0)
            findings.Add($"{person.Page.Url}: {over} px too wide");
        if (Environment.GetEnvironmentVariable("PICTURES") is { } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{person.Language}-{person.Page.ViewportSize!.Width}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>The API of the same installation, as programs use it.</summary>
    protected async Task<Api> ApiAsync()
    {
        var started = await installation.StartedAsync();
        return new Api(started.Web.Address, new SharedTokens(started.Identity.Address.GetLeftPart(UriPartial.Authority)));
    }

    /// <summary>Its database, in the role.</summary>
    protected async Task<NpgsqlDataSource> DatabaseAsync(DatabaseRole role) => NpgsqlDataSource.Create(await ConnectionAsync(role));

    protected async Task<string> ConnectionAsync(DatabaseRole role) => (await installation.StartedAsync()).Database.ConnectionStringFor(role);

    protected async Task<string> WebAsync(string path) => new Uri((await installation.StartedAsync()).Web.Address, path).AbsoluteUri;

    protected async Task<string> IdentityAsync(string path) => new Uri((await installation.StartedAsync()).Identity.Address, path).AbsoluteUri;

    /// <summary>Those of the story of access; the stranger's account is made for it.</summary>
    private protected async Task<AccessPeople> GatherForAccessAsync(string stranger, string language, int width)
    {
        var invited = InviteAsync(stranger, "investigator", "unit-2");
        var signedIn = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInAsync("investigator-2", language, width),
            SignInAsync("supervisor", language, width), SignInAsync("auditor", language, width));
        await invited;
        return new AccessPeople(signedIn[0], signedIn[1], signedIn[2], signedIn[3], await SignInAsync(stranger, language, width, Person.OwnPassword));
    }

    protected async Task<(Person First, Person Second)> SignInBothAsync(string first, string second)
    {
        var both = await Task.WhenAll(SignInAsync(first), SignInAsync(second));
        return (both[0], both[1]);
    }
}
