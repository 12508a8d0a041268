using CaseWorkspace.IntegrationTests.Fixtures;
using Xunit;

namespace CaseWorkspace.BrowserTests;

public sealed class StoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Four_people_take_a_case_from_its_opening_to_the_answer(string language, int width)
    {
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInNewAsync("supervisor", "unit-1", language, width),
            SignInNewAsync("liaison-officer", "liaison", language, width, "FR"), SignInNewAsync("prosecutor", "prosecution", language, width));

        await new Story(people[0], people[1], people[2], people[3]).TellAsync();
    }
}
