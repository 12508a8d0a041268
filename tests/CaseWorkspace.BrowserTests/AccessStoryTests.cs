using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

public sealed class AccessStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_file_opens_and_closes_to_people_and_everybody_who_answers_for_it_can_see_how(string language, int width)
    {
        var findings = new List<string>();
        var people = await GatherForAccessAsync($"stranger-{language[..2]}-{width}", language, width);

        await new AccessStory(people, async (person, _) => findings.AddRange(await Axe.FindingsAsync(person))).TellAsync();

        findings.ShouldBeEmpty("serious findings of axe on the way, dialogs among them");
    }
}
