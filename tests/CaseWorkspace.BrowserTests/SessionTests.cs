using System.Diagnostics;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>A page that was open before its person was shut out.</summary>
public sealed class SessionTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private readonly RunningInstallation installation = installation;

    [Fact]
    public async Task An_open_page_closes_within_half_a_minute_when_its_person_is_suspended()
    {
        // Nobody whom another test is.
        var name = NewName("auditor");
        await InviteAsync(name, "auditor", "oversight");
        var person = await SignInAsync(name, password: Person.OwnPassword);
        var desk = await person.Heading.TextContentAsync();
        // The page stands while nothing has happened: longer than it takes to close it.
        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (await person.Heading.TextContentAsync()).ShouldBe(desk);

        var since = Stopwatch.StartNew();
        await SuspendAsync(name);
        await Expect(person.Page.GetByText("Your session has ended")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        TestContext.Current.SendDiagnosticMessage($"after {since.Elapsed.TotalSeconds:0.0} s");
    }

    private async Task SuspendAsync(string name)
    {
        await using var database = NpgsqlDataSource.Create((await installation.StartedAsync()).Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = database.CreateCommand($"update identity.accounts set status = 'suspended' where user_name = '{name}'");
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
