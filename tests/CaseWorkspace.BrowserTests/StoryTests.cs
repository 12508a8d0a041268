using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

public sealed class StoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Four_people_take_a_case_from_its_opening_to_the_answer(string language, int width)
    {
        var findings = new List<string>();
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInNewAsync("supervisor", "unit-1", language, width),
            SignInNewAsync("liaison-officer", "liaison", language, width, "FR"), SignInNewAsync("prosecutor", "prosecution", language, width));

        await new Story(people[0], people[1], people[2], people[3], async (person, _) => findings.AddRange(await Axe.FindingsAsync(person))).TellAsync();

        findings.ShouldBeEmpty("serious findings of axe on the way, dialogs among them");
    }
}
