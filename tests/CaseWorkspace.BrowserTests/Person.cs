using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;
using Microsoft.Playwright;

namespace CaseWorkspace.BrowserTests;

/// <summary>Somebody at a browser of their own, signed in through the real sign-in page.</summary>
public sealed class Person
{
    public const string English = "en-GB";
    public const string Georgian = "ka-GE";

    /// <summary>Of the demo accounts.</summary>
    public const string Password = "Demo-2026!";

    /// <summary>Of those whom a test invited.</summary>
    public const string OwnPassword = "Six-quiet-herons-27";

    private static readonly Dictionary<string, string> DemoNames = new(StringComparer.Ordinal)
    {
        ["investigator"] = "Sample Investigator", ["investigator-2"] = "Sample Investigator 2",
        ["supervisor"] = "Sample Supervisor", ["supervisor-2"] = "Sample Supervisor 2", ["prosecutor"] = "Sample Prosecutor",
        ["liaison-officer-fr"] = "Sample Liaison Officer FR", ["liaison-officer-es"] = "Sample Liaison Officer ES",
        ["custodian"] = "Sample Custodian", ["auditor"] = "Sample Auditor", ["identity-admin"] = "Sample Administrator",
    };

    // Signing in costs seconds: a demo account's next browser takes up the session of its first, as a further tab would.
    private static readonly ConcurrentDictionary<string, IEnumerable<Cookie>> Sessions = new(StringComparer.Ordinal);

    private readonly Complaints complaints;
    private string[] expected = [];
    private readonly CultureInfo culture;
    private readonly Uri web;

    private readonly string userName;

    private Person(string name, IPage page, Complaints complaints, Uri web, string language) =>
        (userName, Page, this.complaints, this.web, culture) = (name, page, complaints, web, CultureInfo.GetCultureInfo(language));

    /// <summary>The name that others see.</summary>
    public string Name => NameOf(userName);

    /// <summary>The name that others see of the person who signs in by this one: the demo's people have names of their own.</summary>
    public static string NameOf(string userName) =>
        DemoNames.GetValueOrDefault(userName, userName);

    public string Language => culture.Name;

    public IPage Page { get; }

    /// <summary>What the browser complained of: script errors and breaches of the content security policy.</summary>
    public IReadOnlyCollection<string> Faults => [.. complaints.Heard.Where(fault => !expected.Any(part => fault.Contains(part, StringComparison.Ordinal)))];

    /// <summary>Complaints that a test brings about itself.</summary>
    public void Expects(params string[] parts) => expected = parts;

    private ILocator Purpose => Page.Locator("[data-purpose=state]");

    public ILocator Heading => Page.Locator("main h1");

    public ILocator Main => Page.Locator("main");

    /// <summary>Somebody in a browser of their own.</summary>
    /// <param name="anew">Through the sign-in page in any case, into a session that no other test has.</param>
    /// <param name="earlier">The identity server at which the person signed in some time ago: the second factor is no longer a fresh one.</param>
    public static async Task<Person> SignInAsync(
        IBrowser browser, Uri web, string name, string language, int width, string password = Password, bool anew = false, Uri? earlier = null)
    {
        var context = await browser.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = HeightOf(width) } });
        context.SetDefaultTimeout(30_000);
        var (page, complaints) = await Complaints.OfNewPageAsync(context, name);
        var person = new Person(name, page, complaints, web, language);

        // The first read of a file in a session asks why; the usual purpose of the role is chosen already.
        await person.Page.AddLocatorHandlerAsync(person.Purpose, state => state.ClickAsync());
        var shared = !anew && earlier is null && string.Equals(password, Password, StringComparison.Ordinal);
        // Of this installation alone: cookies know no ports, and another's would stand in the way here. The language is each person's own.
        var session = $"{name} at {web}";
        if (shared && Sessions.TryGetValue(session, out var cookies))
            await context.AddCookiesAsync(cookies);
        if (earlier is not null)
            await person.EnterEarlierAsync(earlier, password);
        await person.GoToAsync("/");
        await person.Page.Locator(".cw-frame, input[autocomplete=username]").First.WaitForAsync();
        if (await person.Page.Locator(".cw-frame").CountAsync() == 0)
        {
            await person.EnterAsync(password, ".cw-frame");
            if (shared)
                Sessions[session] = [.. (await context.CookiesAsync()).Where(one => one.Name != ".AspNetCore.Culture").Select(one => new Cookie
                {
                    Name = one.Name, Value = one.Value, Domain = one.Domain, Path = one.Path, Expires = one.Expires,
                    HttpOnly = one.HttpOnly, Secure = one.Secure, SameSite = one.SameSite,
                })];
        }

        await person.SettledAsync();
        return person;
    }

    private async Task EnterEarlierAsync(Uri identity, string password)
    {
        await Page.GotoAsync(new Uri(identity, "/sign-in").AbsoluteUri);
        await EnterAsync(password, "ul.links");
        var issuer = identity.GetLeftPart(UriPartial.Authority);
        await PassedTime.SinceFactorAsync(issuer, (await Page.Context.CookiesAsync([issuer])).Single(cookie => cookie.Name == "cw-identity.session").Value);
    }

    /// <summary>Password and code, until the page is there that is led to.</summary>
    private async Task EnterAsync(string password, string arrived)
    {
        await Page.FillAsync("input[autocomplete=username]", userName);
        await Page.FillAsync("input[type=password]", password);
        await Page.ClickAsync("form:has(input[type=password]) button[type=submit]");
        await Page.Locator($"#code, {arrived}").First.WaitForAsync();
        if (await Page.Locator("#code").CountAsync() > 0)
            await GiveCodeAsync(arrived);
    }

    /// <summary>At the identity server's question: a code of the person's authenticator app.</summary>
    private async Task GiveCodeAsync(string arrived)
    {
        var issuer = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        await Authenticator.Of(issuer, userName)!.GiveAsync(issuer, userName, async code =>
        {
            await Page.FillAsync("#code", code);
            await Page.ClickAsync("form:has(#code) button[type=submit]");
            return await Page.WaitForSelectorAsync(arrived);
        });
    }

    /// <summary>A telephone is high, a desk's screen is not.</summary>
    public static int HeightOf(int width) => width < 700 ? 844 : 900;

    /// <summary>From now on the question why the person looks is left to the test.</summary>
    public Task IsAskedWhyAsync() => Page.RemoveLocatorHandlerAsync(Purpose);

    /// <summary>The address of any page but the desk.</summary>
    public const string NotTheDesk = "^https?://[^/]+/[^?#]";

    /// <summary>Waits until the address is this one.</summary>
    public Task ArrivesAtAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(new Uri(new Uri(Page.Url), path).AbsoluteUri);

    /// <summary>
    /// Waits until the address matches. It is asked again and again: <c>WaitForURLAsync</c> waits for the event "load", which a page that is changed in place does not raise.
    /// </summary>
    public static Task ArrivesAsync(IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 30_000 });

    /// <summary>Goes where the link leads. On a desk that others change meanwhile a click could meet the row that came in its place.</summary>
    public async Task FollowAsync(ILocator link) => await GoToAsync((await link.GetAttributeAsync("href"))!);

    /// <summary>Opens the desk, and has more of it shown until the row is there: a desk that several tests fill shows the first ones alone.</summary>
    public async Task<ILocator> FindOnDeskAsync(LocatorFilterOptions row)
    {
        await OpenAsync("/");
        var (all, found) = (Main.Locator("tbody tr"), Main.Locator("tbody tr").Filter(row).First);
        while (await found.CountAsync() == 0 && await Act("frame.desk.more.do").CountAsync() > 0)
        {
            var shown = await all.CountAsync();
            await PressAsync("frame.desk.more.do");
            await Assertions.Expect(all).Not.ToHaveCountAsync(shown);
        }

        await Assertions.Expect(found).ToBeVisibleAsync();
        return found;
    }

    /// <summary>The same, for the row of the thing at this path.</summary>
    public Task<ILocator> FindOnDeskAsync(string path) => FindOnDeskAsync(new LocatorFilterOptions { Has = Page.Locator($"a[href='{path}']") });

    /// <summary>Waits until the address has this path, and the page shows what it loaded.</summary>
    public async Task ArrivesOnAsync(string path)
    {
        await ArrivesAsync(Page, Regex.Escape(path) + @"(\?|$)");
        await SettledAsync();
    }

    public Task GoToAsync(string path) => Page.GotoAsync(new Uri(web, path).AbsoluteUri);

    /// <summary>Goes there and waits until the page shows what it loaded.</summary>
    public async Task OpenAsync(string path)
    {
        await GoToAsync(path);
        await SettledAsync();
    }

    /// <summary>Waits until a heading is there and nothing is loading.</summary>
    public async Task SettledAsync()
    {
        await Assertions.Expect(Heading).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(Page.Locator(".cw-busy")).ToHaveCountAsync(0);
    }

    /// <summary>The words under the key, in this person's language.</summary>
    public string Words(string key, params object?[] values) => Speaking(() =>
        Texts.Find(key) is null ? throw new ArgumentException($"There are no words under '{key}'.", nameof(key)) : Texts.Get(key, values));

    /// <summary>The words of a code of a reference table, in this person's language.</summary>
    public string Label(string list, string code) => Speaking(() => CodeLists.Label(list, code));

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Opens a tab of a file, be it in the row or under <em>More</em>.</summary>
    public async Task OpenTabAsync(string name)
    {
        if (await Tab(name).CountAsync() == 0)
        {
            await Page.Locator(".cw-more-tabs summary").ClickAsync();
        }

        await Tab(name).ClickAsync();
    }

    /// <summary>A tab of a file, be there a number behind its name or none.</summary>
    public ILocator Tab(string name) => Page.Locator(".cw-tabs").GetByRole(AriaRole.Link, new() { NameRegex = new Regex($@"^{Regex.Escape(name)}( \d+\+?)?$", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    /// <summary>The button or link of the page, or of the open dialog, that bears the words under the key.</summary>
    public ILocator Act(string key)
    {
        var words = Words(key);
        return Main.GetByRole(AriaRole.Button, new() { Name = words, Exact = true })
            .Or(Main.GetByRole(AriaRole.Link, new() { Name = words, Exact = true })).First;
    }

    public Task PressAsync(string key) => Act(key).ClickAsync();

    /// <summary>Presses the button that sends the form, where the words stand elsewhere too.</summary>
    public Task SendAsync() => Main.Locator("form button[type=submit]").ClickAsync();

    /// <summary>Presses the verb of the open dialog, which then closes.</summary>
    public async Task ConfirmAsync()
    {
        await Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    /// <summary>
    /// Presses the verb of the open dialog, and uses the second factor where the dialog says that it is asked for first, and comes back to the
    /// page, where the act goes on by itself.
    /// </summary>
    public async Task ConfirmWithFactorAsync()
    {
        if (await Page.Locator(".mud-dialog [data-factor]").CountAsync() == 0)
        {
            await ConfirmAsync();
            return;
        }

        await Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        // The dialog may have a field of the same name as the code.
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await UseFactorAsync();
        await SettledAsync();
    }

    /// <summary>Turns back from the act that the page opened by itself, or that wants a second factor first.</summary>
    public async Task TurnBackAsync()
    {
        await Page.Locator(".mud-dialog, [data-step-up]").First.WaitForAsync();
        if (await Page.Locator(".mud-dialog").CountAsync() > 0)
            await Page.Locator(".mud-dialog-actions button").First.ClickAsync();
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    /// <summary>Finds and ticks a colleague.</summary>
    public async Task ChooseColleagueAsync(string name, string id = "person")
    {
        var shown = NameOf(name);
        await Page.FillAsync($"#{id}", shown);
        await Page.Locator(".cw-person").Filter(new() { Has = Page.GetByText(shown, new() { Exact = true }) }).Locator($"input[name='{id}']").ClickAsync();
    }

    public Task FillAsync(string id, string text) => Page.FillAsync($"#{id}", text);

    public Task ChooseAsync(string id, string code) => Page.SelectOptionAsync($"#{id}", code);

    /// <summary>Opens a file through the form; its path.</summary>
    public async Task<string> OpenFileAsync(
        string title, string summary = "Three persons lived in a flat in Lyon and worked without papers.", string form = "irregular-stay")
    {
        await OpenAsync("/files/new");
        await FillAsync("title", title);
        await Page.Locator($"#forms input[value={form}]").CheckAsync();
        await Page.Locator("#countries input[value=FR]").CheckAsync();
        await FillAsync("summary", summary);
        await PressAsync("file.open.do");
        await Page.WaitForSelectorAsync(".cw-file");
        await SettledAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>At the identity server, whereto the page led: uses the second factor, and comes back.</summary>
    public async Task UseFactorAsync()
    {
        await Page.WaitForSelectorAsync("#code");
        await GiveCodeAsync(".cw-frame");
    }

    /// <summary>What is said, in this person's language.</summary>
    public string Speaking(Func<string> say)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
