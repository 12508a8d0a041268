using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class CustodyTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task An_item_goes_into_the_store_is_verified_there_and_comes_back(string language, int width)
    {
        var findings = new List<string>();
        var people = await Task.WhenAll(SignInAsync("investigator", language, width), SignInNewAsync("custodian", "custody", language, width));
        var (investigator, custodian) = (people[0], people[1]);
        await RegisterAsync(investigator);
        var item = new Uri(investigator.Page.Url).AbsolutePath;

        // Offered: it is still with the file.
        await investigator.PressAsync("custody.offer.do");
        await investigator.ChooseColleagueAsync(custodian.Name, "receiver");
        await investigator.FillAsync("place", "Evidence store, Tbilisi");
        await investigator.ChooseAsync("custody-purpose", "storage");
        await investigator.ChooseAsync("condition", "intact");
        await investigator.FillAsync("seal", "A-1017");
        await investigator.FillAsync("custody-note", "In a paper bag with the charger");
        await LookAsync(investigator, findings, "offer-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("[data-offer]")).ToContainTextAsync(custodian.Name);
        await Expect(investigator.Act("custody.withdraw.do")).ToBeVisibleAsync();
        await LookAsync(investigator, findings, "item-offered");

        // On the desk of the person who is offered it, who sees the offer and not the item.
        await custodian.OpenAsync(item);
        await Expect(custodian.Main).Not.ToContainTextAsync("E-001");
        await custodian.OpenAsync("/");
        await Expect(custodian.Page.Locator(".cw-bell-count")).ToHaveTextAsync("1");
        await LookAsync(custodian, findings, "desk-custodian");
        var row = custodian.Main.Locator("tbody tr").Filter(new() { HasText = investigator.Name }).First;
        // Two files may each have an item of this number: the seal tells them apart, the file is not named.
        await Expect(row).ToContainTextAsync("A-1017");
        await custodian.FollowAsync(row.Locator(".cw-do a"));
        await custodian.TurnBackAsync();
        await custodian.ArrivesOnAsync($"{item}/offer");
        await Expect(custodian.Main).ToContainTextAsync("In a paper bag with the charger");
        await Expect(custodian.Main).Not.ToContainTextAsync("Telephone of the driver");
        await LookAsync(custodian, findings, "offer");
        await TakeOverAsync(custodian, item, findings);
        await Expect(custodian.Main).ToContainTextAsync("Telephone of the driver");
        await custodian.PressAsync("evidence.verify");
        await Expect(custodian.Main).ToContainTextAsync(custodian.Words("evidence.sound"));
        await LookAsync(custodian, findings, "item-held");
        await custodian.OpenAsync("/evidence");
        await Expect(custodian.Main.Locator($"a[href='{item}']")).ToBeVisibleAsync();
        await Expect(custodian.Main.Locator("tbody tr").Filter(new() { Has = custodian.Page.Locator($"a[href='{item}']") })).ToContainTextAsync("A-1017");
        await Expect(custodian.Main.Locator("thead")).Not.ToContainTextAsync(custodian.Words("evidence.file"));
        await LookAsync(custodian, findings, "evidence-custodian");

        // Nobody of the file hands it on now; its custodian gives it back.
        await investigator.OpenAsync(item);
        await Expect(investigator.Act("custody.offer.do")).ToHaveCountAsync(0);
        await custodian.OpenAsync(item);
        await custodian.PressAsync("custody.offer.do");
        await custodian.ChooseColleagueAsync("investigator", "receiver");
        await custodian.FillAsync("place", "Evidence store, Tbilisi");
        await custodian.ChooseAsync("custody-purpose", "return");
        await LookAsync(custodian, findings, "return-dialog");
        await custodian.ConfirmAsync();
        await Expect(custodian.Main.Locator("[data-offer]")).ToBeVisibleAsync();

        await investigator.OpenAsync(item);
        await investigator.PressAsync("custody.desk.answer");
        await investigator.ArrivesOnAsync($"{item}/offer");
        await TakeOverAsync(investigator, item, findings, "seal-broken");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("custody.with-file"));
        await Expect(investigator.Main.Locator("tbody tr")).ToHaveCountAsync(2);
        await LookAsync(investigator, findings, "item-returned");
        await custodian.OpenAsync(item);
        await Expect(custodian.Main).Not.ToContainTextAsync("Telephone of the driver");
        findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offer_is_refused_with_a_reason_or_taken_back()
    {
        var people = await Task.WhenAll(SignInAsync("investigator"), SignInNewAsync("custodian", "custody", Person.English, 1440));
        var (investigator, custodian) = (people[0], people[1]);
        await RegisterAsync(investigator);
        var item = new Uri(investigator.Page.Url).AbsolutePath;
        await OfferAsync();

        await custodian.OpenAsync($"{item}/offer");
        await custodian.PressAsync("custody.refuse.do");
        await custodian.FillAsync("reason", "The bag is not closed");
        await custodian.ConfirmAsync();
        await custodian.ArrivesOnAsync("/");
        await investigator.OpenAsync(item);
        await Expect(investigator.Main).ToContainTextAsync("The bag is not closed");

        await OfferAsync();
        await custodian.OpenAsync($"{item}/offer");
        await investigator.PressAsync("custody.withdraw.do");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("custody-state", "withdrawn"));
        // The page that is still open follows: there is nothing to take over, and the item is not there.
        await Expect(custodian.Main).Not.ToContainTextAsync("E-001");
        await Expect(custodian.Button(custodian.Words("custody.accept.do"))).ToHaveCountAsync(0);

        async Task OfferAsync()
        {
            await investigator.PressAsync("custody.offer.do");
            await investigator.ChooseColleagueAsync(custodian.Name, "receiver");
            await investigator.FillAsync("place", "Evidence store, Tbilisi");
            await investigator.ChooseAsync("custody-purpose", "storage");
            await investigator.ChooseAsync("condition", "intact");
            await investigator.ConfirmAsync();
            await Expect(investigator.Main.Locator("[data-offer]")).ToBeVisibleAsync();
        }
    }

    private static async Task RegisterAsync(Person investigator)
    {
        var file = await investigator.OpenFileAsync("Handed over");
        await investigator.OpenAsync($"{file}/evidence/new");
        await investigator.ChooseAsync("kind", "phone-extraction");
        await investigator.FillAsync("description", "Telephone of the driver");
        await investigator.FillAsync("seized-at", "2026-01-15T09:30");
        await investigator.FillAsync("seized-where", "Kutaisi");
        await investigator.FillAsync("seized-by", "investigator, Unit 1");
        await investigator.PressAsync("evidence.register");
        await investigator.Page.WaitForSelectorAsync("#content-file");
        await investigator.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "extraction.ufd", MimeType = "application/octet-stream", Buffer = [1, 2, 3] });
        await investigator.PressAsync("evidence.upload.do");
        await Expect(investigator.Main).ToContainTextAsync("extraction.ufd");
    }

    private static async Task TakeOverAsync(Person person, string item, List<string> findings, string condition = "intact")
    {
        await person.PressAsync("custody.accept.do");
        await person.ChooseAsync("condition", condition);
        await person.FillAsync("seal", "A-1017");
        await LookAsync(person, findings, $"take-over-{condition}");
        await person.ConfirmAsync();
        await person.ArrivesOnAsync(item);
    }
}
