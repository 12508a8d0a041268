using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>The lead restricts a file and suggests its supervisor; the head of the unit finds that on the desk and confirms it.</summary>
public sealed class RestrictionTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private readonly List<string> findings = [];

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_suggested_supervisor_is_confirmed_by_somebody_whom_the_lead_does_not_choose(string language, int width)
    {
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInAsync("supervisor", language, width), SignInAsync("supervisor-2", language, width));
        var (lead, head, named) = (people[0], people[1], people[2]);
        var file = await lead.OpenFileAsync($"Known in the unit {width}");
        var number = await lead.Heading.Locator(".cw-number").InnerTextAsync();
        await lead.OpenAsync($"{file}/team");
        await lead.PressAsync("file.restrict");
        await ChooseAsync(lead, named.Name, "A suspect knows people in the unit");
        await Expect(lead.Main).ToContainTextAsync(lead.Words("file.restrict.proposed", named.Name));
        await LookAsync(lead);
        (await lead.Act("file.restrict.confirm").CountAsync()).ShouldBe(0);

        var row = await head.FindOnDeskAsync(new LocatorFilterOptions { HasText = number });
        await Expect(row).ToContainTextAsync(head.Words("file.restrict.desk", named.Name));
        await LookAsync(head);
        await head.FollowAsync(row.Locator(".cw-do a").First);
        await Person.ArrivesAsync(head.Page, "/team");
        await head.SettledAsync();
        await head.PressAsync("file.restrict.confirm");
        await ChooseAsync(head, named.Name, "The head of the unit agrees");

        await head.OpenAsync(file);
        await Expect(head.Heading).ToHaveTextAsync(head.Words("problem.not-found"));
        await named.OpenAsync($"{file}/team");
        await Expect(named.Main.Locator("tbody tr").Filter(new() { HasText = named.Words("file.supervisor") })).ToContainTextAsync(named.Name);
        await LookAsync(named);
        findings.ShouldBeEmpty("serious findings of axe on the way");

        async Task ChooseAsync(Person person, string colleague, string reason)
        {
            await person.ChooseColleagueAsync(colleague);
            await person.FillAsync("reason", reason);
            await LookAsync(person);
            await person.ConfirmAsync();
        }
    }

    private async Task LookAsync(Person person) => findings.AddRange(await Axe.FindingsAsync(person));
}
