using CaseWorkspace.IntegrationTests.Fixtures;
using Xunit;

namespace CaseWorkspace.BrowserTests;

public sealed class StoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Four_people_take_a_case_from_its_opening_to_the_answer(string language)
    {
        var people = await Task.WhenAll(
            SignInAsync("investigator", language), SignInAsync("supervisor", language),
            SignInAsync("liaison-officer-fr", language), SignInAsync("prosecutor", language));

        await new Story(people[0], people[1], people[2], people[3]).TellAsync();
    }
}
