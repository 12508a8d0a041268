using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What somebody writes is not lost to a reload, nor to a dialog that was closed.</summary>
public sealed class DraftTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task A_form_half_written_is_there_after_a_reload_until_it_is_thrown_away()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("A form half written");
        await investigator.OpenAsync($"{file}/requests/new");
        await investigator.FillAsync("subject", "Half a subject");
        await investigator.ChooseAsync("urgency", "ordinary");
        await investigator.Page.Locator("[data-add]").ClickAsync();
        await investigator.FillAsync("item-1", "The second thing asked");

        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();

        await Expect(investigator.Page.Locator("#subject")).ToHaveValueAsync("Half a subject");
        await Expect(investigator.Page.Locator("#urgency")).ToHaveValueAsync("ordinary");
        await Expect(investigator.Page.Locator("#item-1")).ToHaveValueAsync("The second thing asked");
        await investigator.PressAsync("frame.draft.discard");
        await Expect(investigator.Page.Locator("#subject")).ToHaveValueAsync("");
        await Expect(investigator.Page.Locator("#item-1")).ToHaveCountAsync(0);
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#subject")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_is_typed_before_the_page_knows_where_to_keep_it_is_kept()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenAsync("/files/new");
        await ReadAsync(investigator, "title");
        // As over a slow line: the page has not been told yet where its draft lies.
        var place = await investigator.Page.EvaluateAsync<string>(
            "() => { const form = document.querySelector('form[data-draft-form]'); const place = form.dataset.draftForm; form.removeAttribute('data-draft-form'); return place; }");
        await investigator.FillAsync("title", "Typed early");
        await investigator.Page.EvaluateAsync("place => document.querySelector('#title').closest('form').setAttribute('data-draft-form', place)", place);
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();

        await Expect(investigator.Page.Locator("#title")).ToHaveValueAsync("Typed early");
        await investigator.PressAsync("frame.draft.discard");
    }

    [Fact]
    public async Task The_form_of_a_file_and_that_of_an_item_are_kept_whole()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenAsync("/files/new");
        await investigator.FillAsync("title", "Half a title");
        await investigator.Page.CheckAsync("#countries-FR");
        await investigator.FillAsync("summary", "Half a summary");
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();

        await Expect(investigator.Page.Locator("#title")).ToHaveValueAsync("Half a title");
        await Expect(investigator.Page.Locator("#countries-FR")).ToBeCheckedAsync();
        await Expect(investigator.Page.Locator("#summary")).ToHaveValueAsync("Half a summary");
        await investigator.PressAsync("frame.draft.discard");
        await Expect(investigator.Page.Locator("#countries-FR")).Not.ToBeCheckedAsync();

        var file = await investigator.OpenFileAsync("An item half written");
        await investigator.OpenAsync($"{file}/evidence/new");
        await investigator.ChooseAsync("kind", "physical-object");
        await investigator.FillAsync("seized-at", "2026-01-15T09:30");
        await investigator.FillAsync("seized-where", "Kutaisi");
        await investigator.FillAsync("source", "A drawer");
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();

        await Expect(investigator.Page.Locator("#kind")).ToHaveValueAsync("physical-object");
        await Expect(investigator.Page.Locator("#seized-at")).ToHaveValueAsync("15 Jan 2026, 09:30");
        await Expect(investigator.Page.Locator("#seized-where")).ToHaveValueAsync("Kutaisi");
        await Expect(investigator.Page.Locator("#source")).ToHaveValueAsync("A drawer");
    }

    [Fact]
    public async Task A_reason_is_there_again_after_a_reload_and_a_dialog_closed_by_mistake_until_it_is_sent()
    {
        const string Reason = "Moved to another unit, as the head of the unit said on Monday.";
        var lead = await SignInAsync("investigator");
        var file = await lead.OpenFileAsync("A reason half written");
        await lead.OpenAsync($"{file}/team");
        await AddAsync();

        await lead.PressAsync("file.member.remove");
        await TypeAsync(lead, "reason", Reason);
        await lead.Page.ReloadAsync();
        await lead.SettledAsync();
        await lead.PressAsync("file.member.remove");
        await Expect(lead.Page.Locator("#reason")).ToHaveValueAsync(Reason);
        await Expect(lead.Page.Locator(".mud-dialog")).ToContainTextAsync(lead.Words("frame.draft.restored"));
        await lead.Page.Keyboard.PressAsync("Escape");
        await Expect(lead.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await lead.PressAsync("file.member.remove");
        await Expect(lead.Page.Locator("#reason")).ToHaveValueAsync(Reason);
        await lead.ConfirmAsync();
        await Expect(lead.Act("file.member.remove")).ToHaveCountAsync(0);

        await AddAsync();
        await lead.PressAsync("file.member.remove");
        await ReadAsync(lead, "reason");
        await Expect(lead.Page.Locator("#reason")).ToHaveValueAsync("");

        async Task AddAsync()
        {
            await lead.PressAsync("file.member.add");
            await lead.ChooseColleagueAsync("investigator-2");
            await lead.ConfirmAsync();
            await Expect(lead.Act("file.member.remove")).ToBeVisibleAsync();
        }
    }

    /// <summary>Somebody else may sit down at the computer next.</summary>
    [Fact]
    public async Task Signing_out_drops_the_drafts_of_the_tab()
    {
        const string Drafts = "Object.keys(sessionStorage).filter(key => key.startsWith('cw-draft:')).length";
        var investigator = await SignInAsync("investigator", anew: true);
        await investigator.OpenFileAsync("Left at a shared computer");
        await TypeAsync(investigator, "note", "Not for the next person.");
        (await investigator.Page.EvaluateAsync<int>(Drafts)).ShouldBe(1);
        var web = new Uri(investigator.Page.Url);

        await investigator.Page.EvaluateAsync("document.querySelector('form[data-sign-out]').requestSubmit()");
        await Expect(investigator.Page).Not.ToHaveURLAsync(new Regex(Regex.Escape(web.AbsolutePath), RegexOptions.None, TimeSpan.FromSeconds(1)));

        await investigator.Page.GotoAsync(new Uri(web, "/signed-out").AbsoluteUri);
        (await investigator.Page.EvaluateAsync<int>(Drafts)).ShouldBe(0);
    }

    [Fact]
    public async Task Why_a_request_goes_back_is_there_again_after_a_reload_for_that_request_and_person_alone()
    {
        const string Reason = "Say from where the number is known.";
        var investigator = await SignInAsync("investigator");
        var supervisor = await SignInAsync("supervisor");
        var file = await investigator.OpenFileAsync("Sent back with a reason");
        var (one, other) = (await SubmittedAsync("Sent back"), await SubmittedAsync("Not sent back"));

        await supervisor.OpenAsync(one);
        await supervisor.PressAsync("request.verb.return");
        await TypeAsync(supervisor, "act-text", Reason);
        await supervisor.OpenAsync(other);
        await supervisor.PressAsync("request.verb.return");
        await ReadAsync(supervisor, "act-text");
        await Expect(supervisor.Page.Locator("#act-text")).ToHaveValueAsync("");

        // Somebody else at the same tab, the first never having signed out.
        await SignInAtTheSameTabAsync(supervisor, "supervisor-2");
        await supervisor.OpenAsync(one);
        await supervisor.PressAsync("request.verb.return");
        await ReadAsync(supervisor, "act-text");
        await Expect(supervisor.Page.Locator("#act-text")).ToHaveValueAsync("");

        await SignInAtTheSameTabAsync(supervisor, "supervisor");
        await supervisor.OpenAsync(one);
        await supervisor.PressAsync("request.verb.return");
        await Expect(supervisor.Page.Locator("#act-text")).ToHaveValueAsync(Reason);
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Main).ToContainTextAsync(Reason);
        (await supervisor.Page.EvaluateAsync<int>("Object.values(sessionStorage).filter(kept => kept.includes('Say from where')).length")).ShouldBe(0);

        async Task<string> SubmittedAsync(string subject)
        {
            await investigator.OpenAsync($"{file}/requests/new");
            await Story.WriteRequestAsync(investigator, subject, "One?", "Two?");
            await investigator.PressAsync("request.draft");
            var request = await Story.ArrivedAsync(investigator);
            await investigator.PressAsync("request.verb.submit");
            await investigator.ConfirmAsync();
            await Expect(investigator.Main).ToContainTextAsync(investigator.Label("request-state", "submitted"));
            return request;
        }
    }

    [Fact]
    public async Task The_question_to_be_let_in_is_kept_until_it_is_asked()
    {
        var investigator = await SignInAsync("investigator-2");
        await investigator.OpenAsync("/access");
        await ReadAsync(investigator, "ask-reason");
        await investigator.FillAsync("ask-number", "344-2026-999999");
        await investigator.FillAsync("ask-reason", "The same drivers");
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();

        await Expect(investigator.Page.Locator("#ask-number")).ToHaveValueAsync("344-2026-999999");
        await Expect(investigator.Page.Locator("#ask-reason")).ToHaveValueAsync("The same drivers");
        await investigator.PressAsync("ask.do");
        await Expect(investigator.Page.Locator("#ask-reason")).ToHaveValueAsync("");
        await Expect(investigator.Main).Not.ToContainTextAsync(investigator.Words("frame.draft.restored"));
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await ReadAsync(investigator, "ask-reason");
        await Expect(investigator.Page.Locator("#ask-reason")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_answer_is_not_asked_for_once_the_request_has_gone_on()
    {
        var liaison = await SignInAsync("liaison-officer-es");
        await liaison.OpenAsync("/requests?direction=outgoing");
        var answered = liaison.Main.Locator("tbody tr").Filter(new() { HasText = liaison.Label("request-state", "answered") }).First;
        var request = await answered.Locator("a[data-row]").GetAttributeAsync("href");

        await liaison.OpenAsync($"{request}/answer");

        await Expect(liaison.Main).ToContainTextAsync(liaison.Words("request.closed-to-answers", liaison.Label("request-state", "answered")));
        await Expect(liaison.Main.Locator("form")).ToHaveCountAsync(0);
        await liaison.PressAsync("request.registered-anyway.go");
        (await Story.ArrivedAsync(liaison)).ShouldBe(request);
    }

    private static async Task SignInAtTheSameTabAsync(Person person, string name)
    {
        await person.Page.Context.ClearCookiesAsync();
        await person.GoToAsync("/");
        await person.FillAsync("userName", name);
        await person.FillAsync("password", Person.Password);
        await person.Page.ClickAsync("form:has(#password) button[type=submit]");
        await person.FillAsync("code", await person.Page.InnerTextAsync("#demo-code"));
        await person.Page.ClickAsync("form:has(#code) button[type=submit]");
        await person.Page.WaitForSelectorAsync(".cw-frame");
        await person.SettledAsync();
        await Expect(person.Page.Locator(".cw-user-name")).ToHaveTextAsync(Person.NameOf(name));
    }

    /// <summary>Types once the field keeps what is typed.</summary>
    private static async Task TypeAsync(Person person, string id, string text)
    {
        await ReadAsync(person, id);
        await person.FillAsync(id, text);
    }

    /// <summary>Waits until what was kept of the field has been read.</summary>
    private static Task ReadAsync(Person person, string id) =>
        person.Page.Locator($"#{id}[data-draft], form[data-draft-form] #{id}").WaitForAsync();
}
