using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>Passkeys in real Chromium, with its virtual authenticator as the device.</summary>
public sealed class PasskeyTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task One_is_set_up_with_the_invitation_signs_in_and_is_removed_only_beside_another(string language, int width)
    {
        var name = NewName("investigator");
        var letter = await LetterAsync(name, "investigator", "unit-1");
        var page = await NewPageAsync(language, width);
        var device = await Device.InAsync(page);
        await page.GotoAsync(await IdentityAsync(letter.Path));
        await page.FillAsync("#handoverCode", letter.Code);
        await page.FillAsync("#newPassword", Person.OwnPassword);
        await page.FillAsync("#repeated", Person.OwnPassword);
        await page.ClickAsync("main form button[type=submit]");
        (await Axe.FindingsAsync(page)).ShouldBeEmpty();
        await PictureAsync(page, "invitation-factor", language, width);
        await page.ClickAsync("form[data-passkey] button");
        await Expect(page.Locator("ul.codes")).ToBeVisibleAsync();

        // First choice on the sign-in page: no name, no password.
        await page.GotoAsync(await WebAsync("/"));
        await Expect(page.Locator("form[data-passkey]")).ToBeVisibleAsync();
        await PictureAsync(page, "sign-in", language, width);
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync(".cw-frame");

        await page.GotoAsync(await IdentityAsync("/authenticator"));
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("[name=Id]")).ToHaveCountAsync(0);
        (await Axe.FindingsAsync(page)).ShouldBeEmpty();
        await device.RemoveAsync();
        await Device.InAsync(page);
        await page.ClickAsync("form[data-passkey] button");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await PictureAsync(page, "second-factor", language, width);
        await page.ClickAsync("form:has([name=Id]) button >> nth=0");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync(await IdentityAsync("/"));
        await Expect(page.Locator("main .faults")).ToBeVisibleAsync();
        await PictureAsync(page, "account", language, width);
    }

    [Fact]
    public async Task A_device_that_has_not_verified_the_person_signs_nobody_in_and_the_page_says_so()
    {
        var page = await NewPageAsync();
        var device = await Device.InAsync(page);
        var letter = await LetterAsync(NewName("investigator"), "investigator", "unit-1");
        await page.GotoAsync(await IdentityAsync(letter.Path));
        await page.FillAsync("#handoverCode", letter.Code);
        await page.FillAsync("#newPassword", Person.OwnPassword);
        await page.FillAsync("#repeated", Person.OwnPassword);
        await page.ClickAsync("main form button[type=submit]");
        await page.ClickAsync("form[data-passkey] button");
        await Expect(page.Locator("ul.codes")).ToBeVisibleAsync();

        await device.VerifiesAsync(false);
        await page.GotoAsync(await IdentityAsync("/sign-in"));
        await page.ClickAsync("form[data-passkey] button");
        await Expect(page.Locator("form[data-passkey] [role=status]")).Not.ToBeEmptyAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await device.VerifiesAsync(true);
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync("ul.links");
    }

    private static async Task PictureAsync(IPage page, string what, string language, int width)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"passkey-{what}-{language[..2]}-{width}.png"), FullPage = true });
    }

    /// <summary>A virtual authenticator of the browser.</summary>
    private sealed class Device(ICDPSession session, string id)
    {
        public static async Task<Device> InAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("WebAuthn.enable");
            var made = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "usb", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                    ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
                },
            });
            return new Device(session, made!.Value.GetProperty("authenticatorId").GetString()!);
        }

        public async Task VerifiesAsync(bool verifies) =>
            await session.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = id, ["isUserVerified"] = verifies });

        public async Task RemoveAsync() => await session.SendAsync("WebAuthn.removeVirtualAuthenticator", new Dictionary<string, object> { ["authenticatorId"] = id });
    }
}
