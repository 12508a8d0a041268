using CaseWorkspace.BrowserTests.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class AccessibilityTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var person = await SignInAsync("investigator", Person.English, 1440);
        await person.OpenAsync("/files");
        await person.Page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('button'))");

        (await Axe.FindingsAsync(person)).ShouldHaveSingleItem().ShouldContain("critical button-name: <button>");
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Desk_files_and_each_tab_of_a_file_have_no_serious_finding(string language, int width)
    {
        var investigator = await SignInAsync("investigator", language, width);
        var findings = await Axe.FindingsAsync(investigator);
        await investigator.OpenAsync("/files");
        findings.AddRange(await Axe.FindingsAsync(investigator));
        var file = await investigator.Page.GetByRole(AriaRole.Link, new() { Name = "Irregular stay, Lyon" }).First.GetAttributeAsync("href");
        await investigator.OpenAsync(file.ShouldNotBeNull());
        var tabs = await investigator.Page.Locator(".cw-tabs a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var tab in tabs)
        {
            await investigator.OpenAsync(tab);
            findings.AddRange(await Axe.FindingsAsync(investigator));
        }

        tabs.Length.ShouldBeGreaterThan(2);
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Requests_items_and_their_forms_have_no_serious_finding(string language, int width)
    {
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInAsync("liaison-officer-fr", language, width), SignInAsync("prosecutor", language, width));
        var (investigator, liaison, prosecutor) = (people[0], people[1], people[2]);
        var file = await investigator.OpenFileAsync("Looked at by axe");
        var findings = await VisitAsync(investigator, FeaturePages.Of("investigator", file));

        // Faults beside the fields, too.
        await investigator.OpenAsync($"{file}/requests/new");
        await investigator.PressAsync("request.draft");
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        findings.AddRange(await Axe.FindingsAsync(investigator));

        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/evidence", "evidence")));
        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/requests", "requests")));
        findings.AddRange(await VisitAsync(liaison, FeaturePages.Of("liaison-officer-fr")));
        findings.AddRange(await VisitAsync(liaison, await LinksAsync(liaison, "/requests", "requests")));
        findings.AddRange(await VisitAsync(prosecutor, "/"));
        var custodian = await SignInAsync("custodian", language, width);
        findings.AddRange(await VisitAsync(custodian, await LinksAsync(custodian, "/", "evidence")));
        findings.AddRange(await VisitAsync(custodian, await LinksAsync(custodian, "/evidence", "evidence")));
        var toAnswer = investigator.Main.Locator("tbody tr").Filter(new() { HasText = investigator.Label("request-state", "assigned") }).Locator("a[data-row]").First;
        await investigator.OpenAsync("/requests");
        var request = await toAnswer.GetAttributeAsync("href");
        findings.AddRange(await VisitAsync(investigator, $"{request}/answer"));
        (await investigator.Main.Locator("form").CountAsync()).ShouldBe(1);
        await investigator.OpenAsync($"{file}/requests/new");
        await Story.WriteRequestAsync(investigator, "Looked at by axe", "One?", "Two?");
        await investigator.PressAsync("request.draft");
        findings.AddRange(await VisitAsync(investigator, $"{await Story.ArrivedAsync(investigator)}/revision"));
        (await investigator.Main.Locator("form").CountAsync()).ShouldBe(1);
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_journal_and_the_desk_of_an_overseer_have_no_serious_finding(string language, int width)
    {
        var auditor = await SignInAsync("auditor", language, width);
        var supervisor = await SignInAsync("supervisor", language, width);

        var findings = await VisitAsync(auditor, FeaturePages.Of("auditor"));
        findings.AddRange(await VisitAsync(supervisor, FeaturePages.Of("supervisor")));

        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_question_why_somebody_looks_has_no_serious_finding(string language, int width)
    {
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("Why somebody looks");
        var again = await SignInAsync("investigator", language, width, anew: true);
        await again.IsAskedWhyAsync();
        await again.GoToAsync(file);
        await Expect(again.Page.Locator("#purpose")).ToBeVisibleAsync();

        (await Axe.FindingsAsync(again)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Main_pages_have_no_serious_finding_in_the_dark(string language, int width)
    {
        var people = await Task.WhenAll(SignInAsync("investigator", language, width), SignInAsync("auditor", language, width));
        var (investigator, auditor) = (people[0], people[1]);
        foreach (var person in people)
            await person.Page.Context.AddCookiesAsync([new() { Name = "cw-theme", Value = "dark", Url = new Uri(person.Page.Url).GetLeftPart(UriPartial.Authority) }]);
        var file = await investigator.OpenFileAsync("Looked at in the dark");

        var findings = await VisitAsync(investigator, "/", "/files", file, $"{file}/timeline", $"{file}/team", $"{file}/requests/new", "/access");
        await Expect(investigator.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/requests", "requests")));
        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/evidence", "evidence")));
        findings.AddRange(await VisitAsync(auditor, "/", "/journal"));
        await investigator.OpenAsync($"{file}/team");
        await investigator.PressAsync("file.member.add");
        await Expect(investigator.Page.Locator(".mud-dialog")).ToBeVisibleAsync();
        findings.AddRange(await Axe.FindingsAsync(investigator));

        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440, ColorScheme.Light)]
    [InlineData(Person.Georgian, 390, ColorScheme.Dark)]
    public async Task The_pages_of_accounts_have_no_serious_finding(string language, int width, ColorScheme scheme)
    {
        var name = $"account-{language[..2]}-{width}";
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts", language, width);
        await administrator.EmulateMediaAsync(new() { ColorScheme = scheme });
        var findings = await Axe.FindingsAsync(administrator);
        await administrator.GotoAsync(await IdentityAsync("/accounts/new"));
        findings.AddRange(await Axe.FindingsAsync(administrator));
        await administrator.FillAsync("#userName", name);
        await administrator.FillAsync("#displayName", name);
        await administrator.CheckAsync("input[name=Roles][value=liaison-officer]");
        await administrator.CheckAsync("input[name=Postings][value=FR]");
        await administrator.ClickAsync("main button.main");
        findings.AddRange(await Axe.FindingsAsync(administrator));
        var proposal = new Uri(administrator.Url).AbsolutePath;
        findings.AddRange(await VisitAsync(administrator, await IdentityAsync("/accounts/proposals")));

        // The second one confirms, and prints the letter, in a browser that continues the session of the tests' second administrator.
        var printer = await NewPageAsync(language, width, scheme);
        var second = await SecondAdministrator.OfAsync((await IdentityAsync("/")).TrimEnd('/'));
        await printer.Context.AddCookiesAsync([.. (await second.WithFreshFactorAsync()).Select(cookie => new Microsoft.Playwright.Cookie { Url = second.Address, Name = cookie.Name, Value = cookie.Value })]);
        findings.AddRange(await VisitAsync(printer, await IdentityAsync(proposal)));
        await printer.ClickAsync("main form button.main");
        findings.AddRange(await Axe.FindingsAsync(printer));
        await printer.ClickAsync("main form button.main");
        var link = await printer.InnerTextAsync("#invitation-link");
        findings.AddRange(await Axe.FindingsAsync(printer));
        await printer.ClickAsync("main a[href^='/accounts/0']");
        await printer.Locator("summary").First.ClickAsync();
        findings.AddRange(await Axe.FindingsAsync(printer));

        // Nobody heads the person's unit: the administrator who proposed holds the code.
        await administrator.GotoAsync(await IdentityAsync("/people"));
        findings.AddRange(await Axe.FindingsAsync(administrator));
        await administrator.Locator("tr", new() { HasText = name }).Locator("button").ClickAsync();
        var code = await administrator.InnerTextAsync("#handover-code");
        findings.AddRange(await Axe.FindingsAsync(administrator));

        var invited = await NewPageAsync(language, width, scheme);
        findings.AddRange(await VisitAsync(invited, link));
        await invited.FillAsync("#handoverCode", code);
        await invited.FillAsync("#newPassword", Person.OwnPassword);
        await invited.FillAsync("#repeated", "Something else, 27");
        await invited.ClickAsync("main form button[type=submit]");
        findings.AddRange(await Axe.FindingsAsync(invited));
        await invited.FillAsync("#handoverCode", code);
        await invited.FillAsync("#newPassword", Person.OwnPassword);
        await invited.FillAsync("#repeated", Person.OwnPassword);
        await invited.ClickAsync("main form button[type=submit]");
        findings.AddRange(await Axe.FindingsAsync(invited));
        await EnrolAsync(invited, name);
        findings.AddRange(await Axe.FindingsAsync(invited));
        await SignInAsync(invited, name, Person.OwnPassword, findings);
        await Expect(invited.Locator("#code")).ToBeVisibleAsync();
        findings.AddRange(await Axe.FindingsAsync(invited));
        findings.AddRange(await VisitAsync(invited, await IdentityAsync("/recovery-code"), await IdentityAsync("/nowhere"), await IdentityAsync("/second-factor-missing"), await IdentityAsync("/access-denied?restricted=True")));
        await SignInAsync(invited, name, Person.OwnPassword, findings);
        var issuer = new Uri(invited.Url).GetLeftPart(UriPartial.Authority);
        await Authenticator.Of(issuer, name)!.GiveAsync(issuer, name, async code =>
        {
            await invited.FillAsync("#code", code);
            await invited.ClickAsync("form:has(#code) button[type=submit]");
            return await invited.WaitForSelectorAsync("ul.links");
        });
        findings.AddRange(await VisitAsync(invited, await IdentityAsync("/"), await IdentityAsync("/password"), await IdentityAsync("/sessions"), await IdentityAsync("/authenticator"), await IdentityAsync("/failed-sign-ins?returnUrl=/"), issuer + await new Oidc(issuer).PushAsCliAsync(Oidc.CliRedirect), await IdentityAsync("/sign-out")));

        findings.ShouldBeEmpty();
    }

    /// <summary>At the sign-in page, at first with a word that is not the password.</summary>
    private async Task SignInAsync(IPage page, string name, string password, List<string> findings)
    {
        findings.AddRange(await VisitAsync(page, await IdentityAsync("/sign-in")));
        foreach (var word in new[] { "not the password", password })
        {
            await page.FillAsync("#userName", name);
            await page.FillAsync("#password", word);
            await page.ClickAsync("form:has(#password) button[type=submit]");
            findings.AddRange(await Axe.FindingsAsync(page));
        }
    }

    private static async Task<List<string>> VisitAsync(IPage page, params string[] addresses)
    {
        var findings = new List<string>();
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            findings.AddRange(await Axe.FindingsAsync(page));
        }

        return findings;
    }

    private static async Task<string[]> LinksAsync(Person person, string list, string kind)
    {
        await person.OpenAsync(list);
        var links = await person.Main.Locator($"a[data-row][href^='/{kind}/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        links.ShouldNotBeEmpty();
        return [.. links.Take(4)];
    }

    private static async Task<List<string>> VisitAsync(Person person, params string[] paths)
    {
        var findings = new List<string>();
        foreach (var path in paths)
        {
            await person.OpenAsync(path);
            findings.AddRange(await Axe.FindingsAsync(person));
        }

        return findings;
    }
}
