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
