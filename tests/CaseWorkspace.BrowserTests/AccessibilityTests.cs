using CaseWorkspace.IntegrationTests.Fixtures;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

public sealed class AccessibilityTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Desk_files_and_each_tab_of_a_file_have_no_serious_finding(string language, int width)
    {
        var investigator = await SignInAsync("investigator", language, width);
        var findings = await FindingsAsync(investigator);
        await investigator.OpenAsync("/files");
        findings.AddRange(await FindingsAsync(investigator));
        var file = await investigator.Page.GetByRole(AriaRole.Link, new() { Name = "Irregular stay, Lyon" }).First.GetAttributeAsync("href");
        await investigator.OpenAsync(file.ShouldNotBeNull());
        var tabs = await investigator.Page.Locator(".cw-tabs a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var tab in tabs)
        {
            await investigator.OpenAsync(tab);
            findings.AddRange(await FindingsAsync(investigator));
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
        var findings = await VisitAsync(investigator, $"{file}/evidence/new", $"{file}/requests/new", "/evidence", "/requests", "/files/new");

        // Faults beside the fields, too.
        await investigator.OpenAsync($"{file}/requests/new");
        await investigator.PressAsync("request.draft");
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        findings.AddRange(await FindingsAsync(investigator));

        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/evidence", "evidence")));
        findings.AddRange(await VisitAsync(investigator, await LinksAsync(investigator, "/requests", "requests")));
        findings.AddRange(await VisitAsync(liaison, "/", "/requests/new"));
        findings.AddRange(await VisitAsync(liaison, await LinksAsync(liaison, "/requests", "requests")));
        findings.AddRange(await VisitAsync(prosecutor, "/"));
        var toAnswer = investigator.Main.Locator("tbody tr").Filter(new() { HasText = investigator.Label("request-state", "assigned") }).Locator("a[data-row]").First;
        await investigator.OpenAsync("/requests");
        var request = await toAnswer.GetAttributeAsync("href");
        findings.AddRange(await VisitAsync(investigator, $"{request}/answer"));
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

        var findings = await VisitAsync(auditor, "/", "/journal", "/who-could-see", "/who-could-see?number=344-2026-000001");
        findings.AddRange(await VisitAsync(supervisor, "/", "/access", "/access/asks", "/access/break-glass"));

        findings.ShouldBeEmpty();
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
            findings.AddRange(await FindingsAsync(person));
        }

        return findings;
    }

    private static async Task<List<string>> FindingsAsync(Person person)
    {
        var found = await person.Page.RunAxe();
        return
        [
            .. found.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{person.Page.Url}: {violation.Impact} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"),
        ];
    }
}
