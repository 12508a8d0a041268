using CaseWorkspace.Platform.Web.Frame;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>Who is at a browser in the story of access.</summary>
/// <param name="Stranger">An investigator of another unit, whom nobody named to anything, with an authenticator app yet to set up.</param>
internal sealed record AccessPeople(Person Lead, Person Colleague, Person Supervisor, Person Auditor, Person Stranger);

/// <summary>
/// How a file opens and closes to people: asked for and given, until a day; a part of it sealed off; restricted to people by name;
/// entered in an emergency, seen by people who answer for it, and reviewed. The same in every language.
/// </summary>
internal sealed class AccessStory(AccessPeople people, Func<Person, string, Task>? picture = null)
{
    private const string Title = "Passports copied in Batumi";
    private const string Summary =
        "A print shop in Batumi is said to copy passports for people who leave by road. A former employee has described the machine and named two "
        + "drivers. To be found out: who orders the copies, and for which journeys.";
    private const string Sealed = "The source in the print shop";
    private const string SealedNote = "The source will be heard on Friday.";
    private const string Emergency = "A child is said to be in the van, and nobody of the unit answers the telephone.";
    private const string NoSuchNumber = "344-2020-999999";

    private readonly Person lead = people.Lead, colleague = people.Colleague, supervisor = people.Supervisor;
    private readonly Person auditor = people.Auditor, stranger = people.Stranger;
    private string file = "", number = "", part = "", partNumber = "";

    public async Task TellAsync()
    {
        file = await lead.OpenFileAsync(Title, Summary, "irregular-entry");
        number = await lead.Heading.Locator(".cw-number").InnerTextAsync();
        await ComeAndGoAsync();
        await AskToBeLetInAsync();
        await SealAsync();
        await RestrictAsync();
        await TakeEmergencyAccessAsync();
        await ReviewAsync();
        await LookBackAsync();
        await StandInAsync();
    }

    private async Task ComeAndGoAsync()
    {
        await lead.OpenTabAsync(lead.Words("file.tab.team"));
        await lead.PressAsync("file.member.add");
        await lead.ChooseColleagueAsync(colleague.Name);
        await lead.FillAsync("until", "2030-12-31");
        await PictureAsync(lead, "member-until");
        await lead.ConfirmAsync();
        var row = lead.Page.Locator(".cw-table tbody tr").Filter(new() { HasText = colleague.Name });
        await Expect(row).ToContainTextAsync("31");
        await Expect(row).ToContainTextAsync("2030");
        await colleague.OpenAsync(file);
        await Expect(colleague.Heading).ToContainTextAsync(Title);

        await lead.PressAsync("file.member.remove");
        await lead.FillAsync("reason", "Needed elsewhere");
        await lead.ConfirmAsync();
        await Expect(row).ToHaveCountAsync(0);
        await colleague.OpenAsync(file);
        await Expect(colleague.Main).Not.ToContainTextAsync(Title);
    }

    private async Task AskToBeLetInAsync()
    {
        var unknown = await AskAsync(NoSuchNumber, "Is there such a file?");
        var known = await AskAsync(number, "The same print shop stands in a file of mine.");
        known.ShouldBe(unknown.Replace(NoSuchNumber, number, StringComparison.Ordinal));
        await PictureAsync(colleague, "asked");

        await FromDeskAsync(lead, number, "ask.decide");
        await lead.TurnBackAsync();
        await PictureAsync(lead, "asks");
        await RowOf(lead, colleague.Name).GetByRole(AriaRole.Button, new() { Name = lead.Words("ask.refuse"), Exact = true }).ClickAsync();
        await lead.FillAsync("reason", "Say which file of yours.");
        await lead.ConfirmAsync();
        await Expect(lead.Main).ToContainTextAsync(lead.Words("ask.none"));
        await colleague.OpenAsync("/access");
        await Expect(RowOf(colleague, number)).ToContainTextAsync("Say which file of yours.");

        await AskAsync(number, "The print shop of my file on the Rustavi couriers.");
        await FromDeskAsync(lead, number, "ask.decide");
        await lead.FillAsync("grant-until", "2030-12-31");
        await PictureAsync(lead, "ask-grant");
        await lead.ConfirmAsync();
        await Expect(lead.Main).ToContainTextAsync(lead.Words("ask.none"));
        await colleague.OpenAsync("/access");
        await Expect(RowOf(colleague, number).First).ToContainTextAsync("2030");
        await colleague.OpenAsync(file);
        await Expect(colleague.Heading).ToContainTextAsync(Title);
    }

    /// <summary>Asks by number; what the page says to it.</summary>
    private async Task<string> AskAsync(string wanted, string reason)
    {
        await colleague.OpenAsync("/access");
        await colleague.FillAsync("ask-number", wanted);
        await colleague.FillAsync("ask-reason", reason);
        await colleague.PressAsync("ask.do");
        var said = colleague.Main.GetByRole(AriaRole.Status).Filter(new() { HasText = wanted });
        await Expect(RowOf(colleague, wanted).First).ToBeVisibleAsync();
        return await said.InnerTextAsync();
    }

    private async Task SealAsync()
    {
        await lead.OpenAsync($"{file}/sub-files");
        await lead.PressAsync("subfile.seal");
        await lead.FillAsync("part-title", Sealed);
        await lead.ChooseColleagueAsync("supervisor-2", "part-supervisor");
        await lead.FillAsync("part-reason", "The source is in danger");
        await PictureAsync(lead, "seal");
        await lead.ConfirmAsync();
        await Expect(lead.Heading).ToContainTextAsync(Sealed);
        part = new Uri(lead.Page.Url).AbsolutePath;
        partNumber = await lead.Heading.Locator(".cw-number").InnerTextAsync();

        await lead.PressAsync("subfile.name");
        await lead.ChooseColleagueAsync(colleague.Name);
        await lead.FillAsync("reason", "Knows the source");
        await lead.ConfirmAsync();
        await Expect(lead.Page.Locator(".cw-table")).ToContainTextAsync(colleague.Name);

        await colleague.OpenAsync($"{file}/sub-files");
        await colleague.Main.GetByRole(AriaRole.Link, new() { Name = Sealed }).ClickAsync();
        await Expect(colleague.Heading).ToContainTextAsync(Sealed);
        await colleague.FillAsync("part-note", SealedNote);
        await colleague.PressAsync("file.note.add");
        await Expect(colleague.Page.Locator(".cw-timeline")).ToContainTextAsync(SealedNote);
        await PictureAsync(colleague, "sealed");
        await SeesNothingSealedAsync(supervisor);

        await lead.OpenAsync(part);
        await lead.PressAsync("subfile.hand-over");
        await lead.ChooseColleagueAsync(colleague.Name);
        await lead.FillAsync("reason", "On leave until the autumn");
        await lead.ConfirmAsync();
        await Expect(lead.Page.Locator(".cw-file .cw-muted")).ToContainTextAsync($"{lead.Words("subfile.keeper")}: {colleague.Name}");
    }

    /// <summary>A person who is on the file and not named in the sub-file sees neither it nor that there is one.</summary>
    private async Task SeesNothingSealedAsync(Person person)
    {
        await person.OpenAsync($"{file}/sub-files");
        await Expect(person.Main).ToContainTextAsync(person.Words("subfile.none"));
        foreach (var tab in new[] { "timeline", "access", "consultations", "as-of" })
        {
            await person.OpenAsync($"{file}/{tab}");
            await Expect(person.Main).ToContainTextAsync(Title);
            await Expect(person.Main).Not.ToContainTextAsync(partNumber);
            await Expect(person.Main).Not.ToContainTextAsync(Sealed);
            await Expect(person.Main).Not.ToContainTextAsync(SealedNote);
        }

        await person.OpenAsync(part);
        await Expect(person.Heading).ToHaveTextAsync(person.Words("problem.not-found"));
    }

    private async Task RestrictAsync()
    {
        await supervisor.OpenAsync($"{file}/team");
        await supervisor.PressAsync("file.restrict");
        await supervisor.ChooseColleagueAsync(supervisor.Name);
        await supervisor.FillAsync("reason", "A suspect knows people in the unit");
        await PictureAsync(supervisor, "restrict");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Page.Locator(".cw-file .cw-tag")).ToHaveTextAsync(supervisor.Label("level", "restricted"));

        await lead.OpenAsync($"{file}/team");
        await lead.PressAsync("file.hand-over");
        await lead.ChooseColleagueAsync(colleague.Name);
        await lead.FillAsync("reason", "On leave until the autumn");
        await PictureAsync(lead, "hand-over");
        await lead.ConfirmAsync();
        await Expect(RowOf(lead, lead.Words("file.lead"))).ToContainTextAsync(colleague.Name);
        await PictureAsync(lead, "team");
    }

    private async Task TakeEmergencyAccessAsync()
    {
        await stranger.OpenAsync(file);
        await Expect(stranger.Heading).ToHaveTextAsync(stranger.Words("problem.not-found"));
        await stranger.OpenAsync("/access");
        await stranger.PressAsync("emergency.break");
        await stranger.FillAsync("glass-number", number);
        await stranger.FillAsync("glass-reason", Emergency);
        await stranger.SendAsync();
        await PictureAsync(stranger, "glass-confirm");
        await stranger.ConfirmWithFactorAsync();
        await Expect(stranger.Heading).ToContainTextAsync(Title);
        await PictureAsync(stranger, "glass-file");
        foreach (var path in new[] { $"{file}/timeline", "/", "/files", "/access" })
        {
            await stranger.OpenAsync(path);
            await Expect(stranger.Page.Locator(".cw-glass")).ToContainTextAsync(number);
        }

        await stranger.OpenAsync($"{file}/team");
        await Expect(stranger.Main.Locator(".cw-head button")).ToHaveCountAsync(0);
        await stranger.OpenAsync(part);
        await Expect(stranger.Heading).ToHaveTextAsync(stranger.Words("problem.not-found"));
        await stranger.OpenAsync("/");
        await stranger.PressAsync("emergency.band.close");
        await Expect(stranger.Page.Locator(".cw-glass")).ToHaveCountAsync(0);
        await stranger.OpenAsync(file);
        await Expect(stranger.Heading).ToHaveTextAsync(stranger.Words("problem.not-found"));
    }

    private async Task ReviewAsync()
    {
        foreach (var told in new[] { colleague, supervisor })
        {
            await told.OpenAsync("/");
            await Expect(told.Main).ToContainTextAsync(told.Words("emergency.in-own-files"));
            await Expect(told.Main).ToContainTextAsync(Emergency);
        }

        await PictureAsync(colleague, "glass-told");
        await auditor.OpenAsync("/");
        await Expect(auditor.Main).ToContainTextAsync(auditor.Words("oversight.denials"));
        await Expect(auditor.Main.GetByRole(AriaRole.Link, new() { Name = stranger.Name, Exact = true })).ToBeVisibleAsync();
        await Expect(auditor.Main.Locator("tbody tr").First).ToHaveClassAsync("cw-urgent");
        await PictureAsync(auditor, "desk-auditor");
        await FromDeskAsync(auditor, number, "emergency.review");
        await Expect(auditor.Main).ToContainTextAsync(Emergency);
        await Expect(auditor.Page.Locator(".cw-table")).ToContainTextAsync(auditor.Words("operation.investigation.view"));
        await Expect(auditor.Main).Not.ToContainTextAsync(Title);
        await auditor.ChooseAsync("verdict", "justified");
        await auditor.FillAsync("verdict-reasons", "The unit was called three times before.");
        await PictureAsync(auditor, "glass-review");
        await auditor.PressAsync("emergency.review");
        await Expect(auditor.Main.Locator(".cw-facts")).ToContainTextAsync(auditor.Label("break-glass-verdict", "justified"));
        await auditor.OpenAsync("/");
        await Expect(RowOf(auditor, number)).ToHaveCountAsync(0);
    }

    private async Task LookBackAsync()
    {
        await supervisor.OpenAsync($"{file}/access");
        await Expect(RowOf(supervisor, supervisor.Label("relation", "lead"))).ToContainTextAsync(colleague.Name);
        await PictureAsync(supervisor, "who-can");
        await supervisor.FillAsync("access-at", "2020-01-01");
        await supervisor.Page.Keyboard.PressAsync("Enter");
        await Expect(supervisor.Main).ToContainTextAsync(supervisor.Words("access.not-then"));
        await supervisor.PressAsync("access.now");
        await Expect(RowOf(supervisor, supervisor.Label("relation", "lead"))).ToContainTextAsync(colleague.Name);
        await supervisor.OpenTabAsync(supervisor.Words("journal.consultations.tab"));
        await Expect(RowOf(supervisor, stranger.Name).Filter(new() { HasText = supervisor.Words("operation.investigation.view-timeline") })).ToHaveCountAsync(1);
        await PictureAsync(supervisor, "who-looked");
        await supervisor.OpenTabAsync(supervisor.Words("asof.tab"));
        await Expect(supervisor.Page.Locator(".cw-facts")).ToContainTextAsync(Title);
        await Expect(supervisor.Main).ToContainTextAsync(supervisor.Words("asof.requests.none"));
        await PictureAsync(supervisor, "as-of");
        await supervisor.FillAsync("as-of", "2020-01-01");
        await supervisor.Page.Keyboard.PressAsync("Enter");
        await Expect(supervisor.Main).ToContainTextAsync(supervisor.Words("asof.none"));

        await supervisor.OpenAsync($"{file}/team");
        await supervisor.PressAsync("file.lift");
        await supervisor.FillAsync("reason", "The suspect has left");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Page.Locator(".cw-file .cw-tag")).ToHaveCountAsync(0);
    }

    private async Task StandInAsync()
    {
        await colleague.OpenAsync("/access");
        await colleague.ChooseColleagueAsync(stranger.Name, "standin-person");
        // The day it is in the workspace's zone: in the evening that is another than in Greenwich.
        var today = LocalTime.Iso(LocalTime.Today(TimeProvider.System));
        await colleague.FillAsync("standin-since", today);
        await colleague.FillAsync("standin-until", today);
        await colleague.FillAsync("standin-reason", "In court all day");
        await PictureAsync(colleague, "stand-in");
        await colleague.PressAsync("standin.name");
        await Expect(RowOf(colleague, stranger.Name)).ToBeVisibleAsync();
        await stranger.OpenAsync(file);
        await Expect(stranger.Heading).ToContainTextAsync(Title);

        await colleague.PressAsync("standin.end");
        await colleague.FillAsync("reason", "Back in the office");
        await colleague.ConfirmAsync();
        await Expect(RowOf(colleague, stranger.Name)).ToHaveCountAsync(0);
        await stranger.OpenAsync(file);
        await Expect(stranger.Heading).ToHaveTextAsync(stranger.Words("problem.not-found"));
    }

    private static ILocator RowOf(Person person, string words) => person.Main.Locator("tbody tr").Filter(new() { HasText = words });

    /// <summary>What waits for the person stands on the desk, under the verb that is due.</summary>
    private static async Task FromDeskAsync(Person person, string what, string verb)
    {
        await person.OpenAsync("/");
        await person.FollowAsync(RowOf(person, what).Locator(".cw-do a").Filter(new() { HasText = person.Words(verb) }).First);
        await Person.ArrivesAsync(person.Page, Person.NotTheDesk);
        await person.SettledAsync();
    }

    private Task PictureAsync(Person person, string name) => picture?.Invoke(person, $"access-{name}") ?? Task.CompletedTask;
}
