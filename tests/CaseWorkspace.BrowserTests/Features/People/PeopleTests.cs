using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.People;

public sealed class PeopleTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_migrant_is_recorded_screened_and_decided_on_and_an_accused_is_charged(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("People of a file");
        await investigator.OpenAsync($"{file}/people");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("person.tab.empty"));
        await LookAsync(investigator, findings, "people-empty");

        await investigator.OpenAsync($"{file}/people/new");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await LookAsync(investigator, findings, "person-faults");
        await investigator.FillAsync("name-ka", "ნიმუში მეოთხე");
        await investigator.FillAsync("name-latin", "Sample Fourth");
        await investigator.FillAsync("names-alias", "Driver\nმძღოლი");
        await investigator.FillAsync("born", "1990-04");
        await investigator.ChooseAsync("sex", "male");
        await investigator.ChooseAsync("citizenship", "GE");
        await investigator.Page.CheckAsync("#migrant");
        // What is typed stays over a reload.
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#names-alias")).ToHaveValueAsync("Driver\nმძღოლი");
        await Expect(investigator.Page.Locator("#migrant")).ToBeCheckedAsync();
        await LookAsync(investigator, findings, "person-new");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("P-001");
        await Expect(investigator.Main).ToContainTextAsync("Sample Fourth");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("screening-state", "owed"));
        var person = new Uri(investigator.Page.Url).AbsolutePath;

        // Owed: on the desk, whose button opens the dialog at once.
        await investigator.FollowAsync((await investigator.FindOnDeskAsync(person)).Locator(".cw-do a"));
        await investigator.Page.WaitForSelectorAsync(".mud-dialog #interviewed");
        await investigator.FillAsync("interviewed", "2026-01-15T09:30");
        await investigator.Page.CheckAsync("#indicators-threats");
        await LookAsync(investigator, findings, "screening-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("screening-state", "to-decide"));
        await investigator.PressAsync("person.screening.decide");
        await investigator.ChooseAsync("code", "refer");
        await investigator.FillAsync("reason", "Signs of debt bondage");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("screening-decision", "refer"));

        await investigator.PressAsync("person.set-status");
        await investigator.ChooseAsync("code", "witness");
        await investigator.FillAsync("since", "2026-01-15T09:30");
        await investigator.FillAsync("reason", "Saw the handing over");
        await LookAsync(investigator, findings, "status-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("procedural-status", "witness"));

        await investigator.PressAsync("person.qualify");
        await investigator.ChooseAsync("article", "344-2");
        await investigator.FillAsync("part", "2");
        await investigator.FillAsync("letter", "a");
        await investigator.ChooseAsync("stage", "attempt");
        await investigator.ChooseAsync("step", "charge");
        await investigator.FillAsync("since", "2026-01-15T09:30");
        await investigator.FillAsync("authority", "The prosecutor");
        await investigator.FillAsync("reason", "Payments and messages");
        await LookAsync(investigator, findings, "qualify-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("19, 344²(2)(a)");

        await investigator.PressAsync("person.fact.record");
        await investigator.ChooseAsync("fact-kind", "telephone");
        await investigator.FillAsync("fact-value", "+995 555 00 00 04");
        await investigator.FillAsync("fact-basis", "A statement");
        await investigator.ChooseAsync("fact-source", "B");
        await investigator.ChooseAsync("fact-information", "2");
        await investigator.ChooseAsync("fact-handling", "H1");
        await LookAsync(investigator, findings, "fact-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("+995 555 00 00 04");
        await LookAsync(investigator, findings, "person");

        await investigator.OpenAsync($"{person}/correction");
        await investigator.FillAsync("name-latin", "Sample Fourth-Corrected");
        await investigator.FillAsync("reason", "As in the passport");
        await LookAsync(investigator, findings, "person-correction");
        await investigator.SendAsync();
        await Expect(investigator.Main).ToContainTextAsync("Sample Fourth-Corrected");
        await Expect(investigator.Main).ToContainTextAsync("Driver");

        await investigator.OpenAsync($"{file}/people");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync("19, 344²(2)(a)");
        await LookAsync(investigator, findings, "people");
        await investigator.OpenAsync("/people?search=Fourth-Corrected");
        await Expect(investigator.Main.Locator($"a[href='{person}']")).ToBeVisibleAsync();
        await LookAsync(investigator, findings, "people-found");
        await investigator.OpenAsync($"{file}/timeline");
        await Expect(investigator.Main).ToContainTextAsync("P-001");
        await LookAsync(investigator, findings, "timeline");
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task An_identity_is_protected_confirmed_and_read_by_those_who_are_named(string language, int width)
    {
        var findings = new List<string>();
        var (investigator, supervisor) = (await SignInAsync("investigator", language, width), await SignInAsync("supervisor", language, width));
        var file = await investigator.OpenFileAsync("A protected witness");
        using var api = await ApiAsync();
        var (path, word) = ($"/api/investigations/{file.Split('/')[^1]}", Scenario.NewWord());
        var part = (await api.PostAsync(Accounts.Investigator, path + "/sub-files", Bodies.SubFile("Protected witness", Accounts.Supervisor))).Expect(201).Id;
        await api.PostAsync(Accounts.Investigator, path + "/evidence", Bodies.Evidence("photograph"));
        var id = (await api.PostAsync(Accounts.Investigator, path + "/people", Bodies.Person(word))).Expect(201).Id;
        var person = $"/people/{id}";
        (await api.PostAsync(Accounts.Investigator, $"/api{person}/category", Bodies.Category(), await api.VersionAsync(Accounts.Investigator, $"/api{person}"))).Expect(200);
        (await api.PostAsync(Accounts.Investigator, $"/api{person}/qualifications", Bodies.Qualification(), await api.VersionAsync(Accounts.Investigator, $"/api{person}"))).Expect(200);

        await investigator.OpenAsync(person);
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("person.gravity.not-set"));
        await investigator.PressAsync("person.representative.add");
        await LookAsync(investigator, findings, "representative-dialog");
        await investigator.ChooseAsync("capacity", "counsel");
        await investigator.FillAsync("representative-name", "Sample Counsel");
        await investigator.FillAsync("since", "2026-01-15T09:30");
        await investigator.FillAsync("contact", "Office, +995 555 00 00 09");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("Sample Counsel");
        await investigator.PressAsync("person.secrecy.bind");
        await investigator.FillAsync("since", "2026-01-15T09:30");
        await investigator.FillAsync("bound-by", "The prosecutor");
        await investigator.FillAsync("about", "The searches");
        await LookAsync(investigator, findings, "secrecy-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("The searches");

        await investigator.PressAsync("person.fact.record");
        await investigator.ChooseAsync("fact-kind", "photograph");
        await investigator.FillAsync("fact-value", "From the front");
        await investigator.FillAsync("find-fact-item", "nothing-of-this-kind");
        await investigator.Page.PressAsync("#find-fact-item", "Enter");
        await Expect(investigator.Page.Locator(".mud-dialog")).ToContainTextAsync(investigator.Words("evidence.choice.none-found"));
        await investigator.FillAsync("find-fact-item", "photograph");
        await investigator.Page.PressAsync("#find-fact-item", "Enter");
        await investigator.Page.Locator("input[id^=fact-item-]").CheckAsync();
        await investigator.ChooseAsync("fact-source", "B");
        await investigator.ChooseAsync("fact-information", "2");
        await investigator.ChooseAsync("fact-handling", "H1");
        await LookAsync(investigator, findings, "photograph-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("a[href^='/evidence/']")).ToContainTextAsync("E-001");

        await investigator.PressAsync("person.review");
        await investigator.ChooseAsync("code", "keep");
        await investigator.FillAsync("reason", "The trial goes on");
        await LookAsync(investigator, findings, "review-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("The trial goes on");
        await LookAsync(investigator, findings, "person-before");

        await investigator.PressAsync("identity.protect");
        await investigator.Page.Locator("#part").SelectOptionAsync(part.ToString());
        await investigator.FillAsync("alias", $"Person {word}");
        await investigator.ChooseAsync("alphabet", "latin");
        await investigator.FillAsync("reason", "Was threatened");
        await LookAsync(investigator, findings, "protect-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("problem.alias-is-the-name"));
        await investigator.PressAsync("identity.protect");
        await investigator.FillAsync("alias", "Witness Alpha");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("Witness Alpha");
        await Expect(investigator.Main).Not.ToContainTextAsync(word);
        await Expect(investigator.Main).Not.ToContainTextAsync("Sample Counsel");
        await LookAsync(investigator, findings, "person-protected");
        await investigator.OpenAsync($"{file}/people");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync("Witness Alpha");
        await LookAsync(investigator, findings, "people-protected");

        // On the desk of the person who did not ask; the button opens the dialog.
        await supervisor.FollowAsync((await supervisor.FindOnDeskAsync(new LocatorFilterOptions { HasText = "Witness Alpha" })).Locator(".cw-do a"));
        await supervisor.Page.WaitForSelectorAsync(".mud-dialog #code");
        await supervisor.ChooseAsync("code", "agreed");
        await supervisor.FillAsync("reason", "The threat is real");
        await LookAsync(supervisor, findings, "identity-decision");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Main).ToContainTextAsync(supervisor.Label("identity-state", "protected"));
        await Expect(supervisor.Main).ToContainTextAsync($"Person {word}");
        await Expect(supervisor.Main).ToContainTextAsync("Sample Counsel");
        await LookAsync(supervisor, findings, "identity");

        await investigator.OpenAsync($"/protected-identities?search={word}");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync("Witness Alpha");
        await LookAsync(investigator, findings, "identities");
        await investigator.OpenAsync(person);
        await investigator.Main.Locator("a[href^='/protected-identities/']").ClickAsync();
        await Expect(investigator.Main).ToContainTextAsync($"Person {word}");
        await investigator.OpenAsync(new Uri(investigator.Page.Url).AbsolutePath + "/correction");
        await investigator.FillAsync("name-latin", $"Person {word} Corrected");
        await investigator.FillAsync("reason", "As in the passport");
        await LookAsync(investigator, findings, "identity-correction");
        await investigator.SendAsync();
        await Expect(investigator.Main).ToContainTextAsync($"Person {word} Corrected");
        await investigator.OpenAsync($"{file}/timeline");
        await LookAsync(investigator, findings, "timeline-protected");
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_record_is_proposed_to_be_erased_decided_on_by_another_and_gone(string language, int width)
    {
        var findings = new List<string>();
        var (investigator, supervisor) = (await SignInAsync("investigator", language, width), await SignInAsync("supervisor", language, width));
        var file = await investigator.OpenFileAsync("A record by mistake");
        using var api = await ApiAsync();
        var word = Scenario.NewWord();
        var id = (await api.PostAsync(Accounts.Investigator, $"/api/investigations/{file.Split('/')[^1]}/people", Bodies.Person(word).With("isMigrant", false))).Expect(201).Id;
        var person = $"/people/{id}";
        (await api.PostAsync(Accounts.Investigator, $"/api{person}/facts", Bodies.PersonFact(word))).Expect(200);
        (await api.PostAsync(Accounts.Investigator, $"/api{person}/status", Bodies.Status().With("reason", $"Says {word}"), await api.VersionAsync(Accounts.Investigator, $"/api{person}"))).Expect(200);
        await investigator.OpenAsync(person);
        await investigator.PressAsync("person.erasure.propose");
        await investigator.ChooseAsync("code", "recorded-by-mistake");
        await investigator.FillAsync("reason", $"It is Person {word}");
        await LookAsync(investigator, findings, "erasure-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("problem.reason-names-the-person"));
        await LookAsync(investigator, findings, "erasure-reason");
        await investigator.PressAsync("person.erasure.propose");
        await investigator.FillAsync("reason", "Somebody of the same name");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("erasure-state", "proposed"));
        await LookAsync(investigator, findings, "erasure-proposed");

        await supervisor.OpenAsync("/");
        await LookAsync(supervisor, findings, "erasure-desk");
        await supervisor.FollowAsync(supervisor.Main.Locator("tbody tr").Filter(new() { Has = supervisor.Page.Locator($"a[href='{person}']") }).Locator(".cw-do a"));
        await supervisor.Page.WaitForSelectorAsync(".mud-dialog #code");
        await supervisor.ChooseAsync("code", "agreed");
        await supervisor.FillAsync("reason", "Checked");
        await LookAsync(supervisor, findings, "erasure-decision");
        await supervisor.ConfirmWithFactorAsync();
        await Expect(supervisor.Main.Locator(".cw-head").First).ToContainTextAsync(supervisor.Label("erasure-state", "erasing"));
        await LookAsync(supervisor, findings, "erasing");
        // The page that is open follows.
        await Expect(investigator.Main).Not.ToContainTextAsync(word);
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("person.erasure.erased"), new() { Timeout = 90_000 });
        await LookAsync(investigator, findings, "erased");
        await investigator.OpenAsync($"{file}/people");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync("erased");
        await LookAsync(investigator, findings, "people-erased");
        await investigator.OpenAsync($"{file}/timeline");
        await Expect(investigator.Main).ToContainTextAsync("erased");
        await Expect(investigator.Main).Not.ToContainTextAsync(word);
        await LookAsync(investigator, findings, "timeline-erased");
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_fact_is_put_right_and_a_record_is_restricted_and_opened_again(string language, int width)
    {
        var findings = new List<string>();
        var (investigator, member, supervisor) = (await SignInAsync("investigator", language, width), await SignInAsync("investigator-2", language, width), await SignInAsync("supervisor", language, width));
        var file = await investigator.OpenFileAsync("A contested record");
        using var api = await ApiAsync();
        var (path, word) = ($"/api/investigations/{file.Split('/')[^1]}", Scenario.NewWord());
        (await api.PostAsync(Accounts.Investigator, path + "/members", Bodies.Member(Accounts.OtherInvestigator), await api.VersionAsync(Accounts.Investigator, path))).Expect(200);
        var id = (await api.PostAsync(Accounts.Investigator, path + "/people", Bodies.Person(word).With("isMigrant", false))).Expect(201).Id;
        var person = $"/people/{id}";
        (await api.PostAsync(Accounts.Investigator, $"/api{person}/facts", Bodies.PersonFact(word))).Expect(200);
        await investigator.OpenAsync(person);
        await investigator.PressAsync("person.fact.correct");
        await Expect(investigator.Page.Locator("#fact-value")).ToHaveValueAsync($"+995 555 {word}");
        await investigator.FillAsync("fact-value", "+995 555 00 00 05");
        await investigator.FillAsync("reason", "A digit was misread");
        await LookAsync(investigator, findings, "fact-put-right");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync("+995 555 00 00 05");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("person.passed.none"));
        await LookAsync(investigator, findings, "fact-right");
        // Both stand in the history, and why the one was wrong.
        await investigator.OpenAsync($"{file}/timeline");
        foreach (var said in new[] { $"+995 555 {word}", "+995 555 00 00 05", "A digit was misread" })
            await Expect(investigator.Main).ToContainTextAsync(said);
        await LookAsync(investigator, findings, "timeline-right");
        await investigator.OpenAsync(person);

        await investigator.PressAsync("person.restrict");
        await investigator.ChooseAsync("code", "accuracy-contested");
        await investigator.FillAsync("reason", "Says that it is another");
        await LookAsync(investigator, findings, "restrict-dialog");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("person.restriction.note"));
        await Expect(investigator.Main).ToContainTextAsync("Says that it is another");
        await LookAsync(investigator, findings, "restricted");
        await member.OpenAsync($"{file}/people");
        await Expect(member.Main.Locator("tbody")).ToContainTextAsync(member.Words("person.restriction.mark"));
        await Expect(member.Main).Not.ToContainTextAsync(word);
        await LookAsync(member, findings, "people-restricted");
        await member.OpenAsync(person);
        await Expect(member.Main).ToContainTextAsync(member.Words("person.restriction.note"));
        await Expect(member.Main).Not.ToContainTextAsync(word);
        await LookAsync(member, findings, "restricted-to-member");

        await supervisor.OpenAsync(person);
        await supervisor.PressAsync("person.restriction.lift");
        await supervisor.FillAsync("reason", "The passport was seen");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Main).Not.ToContainTextAsync(supervisor.Words("person.restriction.note"));
        await Expect(member.Main).ToContainTextAsync(word);
        findings.ShouldBeEmpty();
    }
}
