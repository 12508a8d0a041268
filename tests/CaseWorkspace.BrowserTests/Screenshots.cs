using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
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
        await SignInAsIdentityAdministratorAsync("/accounts", language, width);
        var page = await SignInAsIdentityAdministratorAsync("/accounts", language, width);
        await page.GotoAsync(await IdentityAsync("/"));
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

    [Theory]
    [InlineData(Person.English, 1440, "")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task Failed_sign_ins_are_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null, "Only with UPDATE_DOCS=1.");
        Assert.SkipUnless(width == 1440 || Folder != InDocs, "The guides show the wide pages.");
        var holder = await SignInNewAsync("investigator", "unit-1", language, width, earlier: true);
        await using var database = await DatabaseAsync(DatabaseRole.Owner);
        await using var failed = database.CreateCommand(
            """
            insert into identity.attempt_counters (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, kept_until)
            select f.kind || f.scope || f.network || id, f.kind, f.scope, id, f.network, 5, now(), now() + interval '10 minutes', f.total, f.total,
                now() - interval '3 hours', now() - interval '1 minute', now() + interval '30 days'
            from identity.accounts cross join (values ('password', 'account-network', '203.0.113.0/24', 7), ('code', 'account-network', '2001:db8:17::/48', 2),
                ('password', 'account', '', 9)) as f(kind, scope, network, total)
            where user_name = $1 returning account_id
            """);
        failed.Parameters.AddWithValue(holder.Name);
        var id = (Guid)(await failed.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await holder.Page.GotoAsync(await IdentityAsync("/failed-sign-ins?returnUrl=/"));
        await SaveAsync(holder.Page, $"guide-failed-sign-ins{name}");
        await holder.Page.GotoAsync(await IdentityAsync("/"));
        await SaveAsync(holder.Page, $"guide-account-failed{name}");
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts", language, width);
        await administrator.GotoAsync(await IdentityAsync($"/accounts/{id}"));
        await SaveAsync(administrator, $"guide-account-waiting{name}");
        await PictureAsync(await SignInAsync("identity-admin", language, width), $"guide-desk-identity-admin{name}", "/");
    }

    /// <summary>To look at: no guide shows them all.</summary>
    [Theory]
    [InlineData(Person.English, 1440, "-en")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task The_pages_of_the_identity_server_are_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null || Folder == InDocs, "Only with PICTURES.");
        var supervisor = await SignInAsync("supervisor", language, width);
        foreach (var (page, picture) in new[] { ("/", "account"), ("/sessions", "sessions"), ("/authenticator", "factors"), ("/password", "password"), ("/people", "people") })
        {
            await supervisor.Page.GotoAsync(await IdentityAsync(page));
            await SaveAsync(supervisor.Page, $"identity-{picture}{name}");
        }

        var issuer = (await IdentityAsync("")).TrimEnd('/');
        await supervisor.Page.GotoAsync(issuer + await new Oidc(issuer).PushAsCliAsync(Oidc.CliRedirect));
        await SaveAsync(supervisor.Page, $"identity-consent{name}");
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts", language, width);
        foreach (var (page, picture) in new[] { ("/accounts", "accounts"), ("/accounts/new", "invite"), ("/accounts/proposals", "proposals") })
        {
            await administrator.GotoAsync(await IdentityAsync(page));
            await SaveAsync(administrator, $"identity-{picture}{name}");
        }

        var auditor = await SignInAsync("auditor", language, width);
        await PictureAsync(auditor, $"journal-accounts{name}", "/journal/accounts");
    }

    /// <summary>To look at: the lists, the searches and the ways in, which no guide shows.</summary>
    [Theory]
    [InlineData(Person.English, 1440, "-en")]
    [InlineData(Person.English, 390, "-en-390")]
    [InlineData(Person.Georgian, 1440, "-ka")]
    [InlineData(Person.Georgian, 390, "-ka-390")]
    public async Task Lists_searches_and_ways_in_are_pictured(string language, int width, string name)
    {
        Assert.SkipWhen(Folder is null || Folder == InDocs, "Only with PICTURES.");
        var investigator = await SignInAsync("investigator", language, width);
        foreach (var (page, picture) in new[]
        {
            ("/evidence", "evidence"), ("/requests", "requests"), ("/search?search=Lyon", "search"), ("/search?search=zzz", "search-nothing"), ("/files/new", "file-new"),
            ("/access", "access"), ("/nowhere", "missing"),
        })
            await PictureAsync(investigator, $"list-{picture}{name}", page);

        var context = await investigator.Page.Context.Browser!.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = 900 } });
        var stranger = await context.NewPageAsync();
        foreach (var (page, picture) in new[] { ("/sign-in", "sign-in"), ("/nowhere", "missing"), ("/connect/authorize?client_id=nobody", "fault") })
        {
            await stranger.GotoAsync(await IdentityAsync(page));
            await SaveAsync(stranger, $"identity-{picture}{name}");
        }

        foreach (var (page, picture) in new[] { ("/signed-out", "signed-out"), ("/sign-in-failed", "sign-in-failed"), ("/no-role", "no-role") })
        {
            await stranger.GotoAsync(new Uri(investigator.Page.Url).GetLeftPart(UriPartial.Authority) + page);
            await SaveAsync(stranger, $"plain-{picture}{name}");
        }

        await stranger.GotoAsync(await IdentityAsync("/sign-in"));
        await stranger.FillAsync("input[autocomplete=username]", "supervisor");
        await stranger.FillAsync("input[type=password]", Person.Password);
        await stranger.ClickAsync("form:has(input[type=password]) button[type=submit]");
        await stranger.Locator("#code").WaitForAsync();
        await SaveAsync(stranger, $"identity-second-factor{name}");
        await context.CloseAsync();
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

    /// <summary>Nothing on the page has changed for half a second: what it loads by and by is there.</summary>
    private const string Settled =
        """
        async () => {
          scrollTo(0, 0);
          await document.fonts.ready;
          await new Promise(done => {
            let quiet = setTimeout(done, 500);
            new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(done, 500); })
              .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            setTimeout(done, 10_000);
          });
        }
        """;

    private static async Task SaveAsync(IPage page, string name)
    {
        if (Folder == InDocs && !Shown.Value.Contains($"images/{name}.png", StringComparison.Ordinal))
            return;
        await page.EvaluateAsync(Settled);
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
