using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Web.Frame;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class StandInTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task Who_has_two_roles_is_offered_colleagues_of_the_one_in_which_stand_ins_are_named()
    {
        var name = NewName("investigator");
        await InviteAsync(name, "investigator", "unit-1");
        await using (var database = await DatabaseAsync(DatabaseRole.Owner))
        await using (var command = database.CreateCommand("update identity.accounts set roles = '{auditor,investigator}' where user_name = @name"))
        {
            command.Parameters.AddWithValue("name", name);
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        var person = await SignInAsync(name, password: Person.OwnPassword);
        await person.OpenAsync("/access");
        await person.ChooseColleagueAsync("investigator", "standin-person");
    }

    [Fact]
    public async Task The_head_of_the_unit_names_one_from_elsewhere_whom_its_people_may_not_name()
    {
        var both = await SignInBothAsync("supervisor", "investigator");
        var (head, lead) = (both.First, both.Second);
        var (first, last) = (LocalTime.Iso(LocalTime.Today(TimeProvider.System).AddDays(30)), LocalTime.Iso(LocalTime.Today(TimeProvider.System).AddDays(35)));

        await lead.OpenAsync("/access");
        await NameAsync(lead);
        await Expect(lead.Main.Locator(".cw-fault").First).ToContainTextAsync(lead.Words("problem.stand-in-of-another-unit"));

        await head.OpenAsync("/access");
        await head.ChooseAsync("standin-for", "unit");
        await head.ChooseColleagueAsync("investigator", "standin-away");
        await NameAsync(head);
        var row = head.Main.Locator("tbody tr").Filter(new() { HasText = Person.NameOf("investigator-2") });
        await Expect(row).ToHaveCountAsync(1);
        await row.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = head.Words("standin.end") }).ClickAsync();
        await head.FillAsync("reason", "Back early");
        await head.ConfirmAsync();
        await Expect(row).ToHaveCountAsync(0);

        async Task NameAsync(Person person)
        {
            await person.ChooseColleagueAsync("investigator-2", "standin-person");
            await person.FillAsync("standin-since", first);
            await person.FillAsync("standin-until", last);
            await person.FillAsync("standin-reason", "On leave");
            await person.PressAsync("standin.name");
        }
    }
}
