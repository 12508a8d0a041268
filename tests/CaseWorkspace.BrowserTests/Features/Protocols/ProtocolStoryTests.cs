using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.Protocols;

public sealed class ProtocolStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    [InlineData(Person.Georgian, 1440)]
    [InlineData(Person.English, 390)]
    public async Task An_urgent_search_is_drafted_signed_its_exhibits_registered_and_the_protocol_printed_and_corrected(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("Protocols of a file");
        await investigator.OpenAsync($"{file}/protocols");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("protocol.tab.empty"));
        await LookAsync(investigator, findings, "protocols-empty");

        await investigator.OpenAsync($"{file}/protocols/new");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await LookAsync(investigator, findings, "protocol-faults");
        await investigator.ChooseAsync("action", "search");
        await investigator.FillAsync("began", "2026-11-20T09:30");
        await investigator.FillAsync("place", "8 Nikea Street, Kutaisi");
        await investigator.FillAsync("done-by-post", "Investigator G. Beridze");
        await investigator.ChooseAsync("basis", "investigator-decree");
        await investigator.FillAsync("basis-by", "Investigator G. Beridze");
        await investigator.FillAsync("basis-on", "2026-11-20");
        await investigator.PressAsync("protocol.add-participant");
        await investigator.ChooseAsync("role-0", "person-concerned");
        await investigator.FillAsync("who-0", "Owner of the flat");
        await investigator.FillAsync("details-0", "Identity card shown; rights explained");
        await investigator.PressAsync("protocol.add-participant");
        await investigator.ChooseAsync("role-1", "attending");
        await investigator.FillAsync("who-1", "A neighbour");
        await investigator.FillAsync("found", "In the wardrobe: a notebook with names and sums.");
        await investigator.Page.CheckAsync("#means-photo");
        // What is written stays over a reload, rows too.
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#who-1")).ToHaveValueAsync("A neighbour");
        await Expect(investigator.Page.Locator("#means-photo")).ToBeCheckedAsync();
        await LookAsync(investigator, findings, "protocol-new");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("AP-001");
        var protocol = new Uri(investigator.Page.Url).AbsolutePath;
        // It goes on: nobody signs what does not say when it ended.
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("protocol.incomplete"));
        await LookAsync(investigator, findings, "protocol-draft");
        await investigator.PressAsync("protocol.verb.change");
        await investigator.FillAsync("ended", "2026-11-20T11:00");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("AP-001");

        // The desk leads to the court's control, which is owed first.
        var waiting = await investigator.FindOnDeskAsync(protocol);
        await LookAsync(investigator, findings, "protocol-desk");
        await investigator.FollowAsync(waiting.Locator(".cw-do a"));
        await investigator.Page.WaitForSelectorAsync(".mud-dialog #finding");
        await investigator.ChooseAsync("finding", "lawful");
        await investigator.FillAsync("court", "Kutaisi City Court");
        await investigator.FillAsync("ruling-number", "11/4-320");
        await investigator.FillAsync("ruled-on", "2026-11-21");
        await LookAsync(investigator, findings, "protocol-control");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("court-control-finding", "lawful"));

        await investigator.PressAsync("protocol.verb.sign");
        await investigator.ChooseAsync("how-0", "refused");
        await investigator.FillAsync("why-0", "Says that nothing is theirs");
        await investigator.Page.CheckAsync("#copy-0");
        await investigator.ChooseAsync("how-1", "signed");
        await LookAsync(investigator, findings, "protocol-sign");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("protocol-state", "signed"));

        await investigator.PressAsync("protocol.verb.register-exhibits");
        await investigator.Page.WaitForSelectorAsync("#description-0");
        await investigator.FillAsync("description-0", "Notebook with names, dates and sums in euro");
        await investigator.FillAsync("where-0", "Bedroom, wardrobe");
        await investigator.FillAsync("seal-0", "L-0417");
        await investigator.PressAsync("protocol.exhibits.add");
        await investigator.FillAsync("description-1", "Rubber stamp of an employer in Lyon");
        await investigator.FillAsync("seal-1", "L-0418");
        await LookAsync(investigator, findings, "protocol-exhibits");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("tbody a[href^='/evidence/']")).ToHaveCountAsync(2);
        await Expect(investigator.Main).ToContainTextAsync("E-002");
        await LookAsync(investigator, findings, "protocol-signed");

        // The item says from which protocol it is.
        var item = (await investigator.Main.Locator("tbody a[href^='/evidence/']").First.GetAttributeAsync("href"))!;
        await investigator.OpenAsync(item);
        await Expect(investigator.Main.Locator($"a[href='{protocol}']")).ToContainTextAsync("AP-001");
        await Expect(investigator.Main).ToContainTextAsync("L-0417");
        await LookAsync(investigator, findings, "protocol-item");

        await investigator.OpenAsync(protocol);
        await investigator.PressAsync("protocol.verb.register-scan");
        await investigator.ConfirmAsync();
        await Person.ArrivesAsync(investigator.Page, "/evidence/");
        await Expect(investigator.Page.Locator("#content-file")).ToBeVisibleAsync();

        await PrintAsync(investigator, protocol, findings, language, width);

        await investigator.OpenAsync(protocol);
        await investigator.PressAsync("protocol.verb.correct");
        await investigator.FillAsync("reason", "The house number is wrong");
        await investigator.ConfirmAsync();
        await investigator.Page.WaitForSelectorAsync("#place");
        await investigator.FillAsync("place", "18 Nikea Street, Kutaisi");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("AP-002");
        await investigator.PressAsync("protocol.verb.sign");
        await investigator.ChooseAsync("how-0", "signed");
        await investigator.ChooseAsync("how-1", "signed");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("protocol-state", "signed"));
        await LookAsync(investigator, findings, "protocol-second");
        await investigator.OpenAsync(protocol);
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("protocol.corrected-by", "AP-002"));
        await LookAsync(investigator, findings, "protocol-corrected");

        await investigator.OpenAsync($"{file}/protocols");
        await Expect(investigator.Main.Locator("tbody tr")).ToHaveCountAsync(2);
        await LookAsync(investigator, findings, "protocols");
        await investigator.OpenAsync("/protocols?search=wardrobe");
        await Expect(investigator.Main.Locator($"a[href='{protocol}']")).ToBeVisibleAsync();
        await LookAsync(investigator, findings, "protocols-found");
        await investigator.OpenAsync($"{file}/timeline");
        await LookAsync(investigator, findings, "protocols-timeline");
        findings.ShouldBeEmpty();
    }

    /// <summary>A document of its own, in Georgian; with English beside it on request.</summary>
    private static async Task PrintAsync(Person person, string protocol, List<string> findings, string language, int width)
    {
        var print = $"/api{protocol}/print";
        await person.GoToAsync($"{print}?language=ka");
        await Expect(person.Page.Locator("body")).ToContainTextAsync("საგამოძიებო მოქმედების ოქმი");
        await Expect(person.Page.Locator("body")).ToContainTextAsync("L-0417");
        (await person.Page.Locator(".en").CountAsync()).ShouldBe(0);
        (await person.Page.Locator("script").CountAsync()).ShouldBe(0);
        await LookAsync(person, findings, "protocol-print-ka");
        await person.GoToAsync($"{print}?language=ka-en");
        await Expect(person.Page.Locator("body")).ToContainTextAsync("Protocol of an investigative action");
        await LookAsync(person, findings, "protocol-print-ka-en");
        if (Environment.GetEnvironmentVariable("PICTURES") is { } folder)
            await person.Page.PdfAsync(new() { Path = Path.Combine(folder, $"protocol-{language}-{width}.pdf"), PreferCSSPageSize = true });
    }
}
