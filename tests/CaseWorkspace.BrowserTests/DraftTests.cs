using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What somebody writes is not lost: not to a reload, not to a lost connection, not to a colleague who was faster.</summary>
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

    private static async Task SignInAtTheSameTabAsync(Person person, string name)
    {
        await person.Page.Context.ClearCookiesAsync();
        await person.GoToAsync("/");
        await person.FillAsync("userName", name);
        await person.FillAsync("password", Person.Password);
        await person.Page.ClickAsync("button[type=submit]:visible");
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

    [Fact]
    public async Task The_longest_text_of_letters_of_three_bytes_goes_over_the_line()
    {
        var investigator = await SignInAsync("investigator", Person.Georgian);
        await investigator.OpenFileAsync("A long note");
        var text = string.Concat(Enumerable.Repeat("გრძელი ჩანაწერი. ", 20_000 / 17));

        await investigator.FillAsync("note", text);
        await investigator.PressAsync("file.note.add");
        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("");
        await investigator.OpenTabAsync(investigator.Words("file.tab.timeline"));

        await Expect(investigator.Page.Locator(".cw-timeline")).ToContainTextAsync(text.Trim());
    }

    [Fact]
    public async Task What_is_typed_while_the_page_still_settles_over_a_slow_line_is_sent_as_it_was_typed()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("Typed quickly");
        await Line.SlowAsync(investigator.Page, TimeSpan.FromMilliseconds(300));
        await investigator.GoToAsync($"{file}/requests/new");

        await Story.WriteRequestAsync(investigator, "Typed quickly", "One?", "Two?");
        await investigator.PressAsync("request.draft");

        await Story.ArrivedAsync(investigator);
        await Expect(investigator.Heading).ToContainTextAsync("Typed quickly");
    }

    [Fact]
    public async Task Whoever_saves_second_sees_both_versions_and_keeps_the_text()
    {
        var (first, second) = await SignInBothAsync("investigator", "investigator");
        var file = await first.OpenFileAsync("Two at one draft");
        await first.OpenAsync($"{file}/requests/new");
        await Story.WriteRequestAsync(first, "Two at one draft", "One?", "Two?");
        await first.PressAsync("request.draft");
        var request = await Story.ArrivedAsync(first);
        await Task.WhenAll(first.OpenAsync($"{request}/revision"), second.OpenAsync($"{request}/revision"));

        await first.FillAsync("facts", "What the first wrote.");
        await first.PressAsync("request.revise");
        await Story.ArrivedAsync(first);
        await second.FillAsync("facts", "What the second wrote.");
        await second.PressAsync("request.revise");

        var versions = second.Page.Locator(".cw-versions");
        await Expect(versions).ToHaveCountAsync(1);
        await Expect(versions).ToContainTextAsync("What the first wrote.");
        await Expect(versions).ToContainTextAsync("What the second wrote.");
        await Expect(second.Page.Locator("#facts")).ToHaveValueAsync("What the second wrote.");
        await second.PressAsync("request.conflict.keep");
        await Expect(versions).ToHaveCountAsync(0);
        await second.PressAsync("request.revise");
        await Story.ArrivedAsync(second);
        await Expect(second.Main).ToContainTextAsync("What the second wrote.");
    }

    [Fact]
    public async Task Whoever_reviews_second_sees_both_opinions_and_keeps_the_reasons()
    {
        var lead = await SignInAsync("investigator");
        var supervisor = await SignInAsync("supervisor");
        var (first, second) = await SignInBothAsync("prosecutor", "prosecutor");
        var file = await lead.OpenFileAsync("Two opinions");
        await supervisor.OpenAsync($"{file}/team");
        await supervisor.PressAsync("file.prosecutor.name");
        await supervisor.ChooseColleagueAsync("prosecutor");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Page.Locator(".cw-table")).ToContainTextAsync(supervisor.Words("file.prosecutor"));
        await lead.OpenAsync($"{file}/evidence/new");
        await lead.ChooseAsync("kind", "physical-object");
        await lead.FillAsync("description", "A letter");
        await lead.FillAsync("seized-at", "2026-01-15T09:30");
        await lead.FillAsync("seized-where", "Kutaisi");
        await lead.FillAsync("seized-by", "investigator");
        await lead.SendAsync();
        await Expect(lead.Heading.Locator(".cw-number")).ToHaveTextAsync("E-001");
        var item = new Uri(lead.Page.Url).AbsolutePath;
        await Task.WhenAll(first.OpenAsync(item), second.OpenAsync(item));

        // Open before the other saves: the page below follows by itself, the dialog decides upon what was seen when it opened.
        await WriteReviewAsync(second, "What the second thinks.");
        await WriteReviewAsync(first, "What the first thinks.");
        await first.ConfirmAsync();
        await Expect(first.Main).ToContainTextAsync("What the first thinks.");
        await Expect(second.Main.Locator(".cw-quote")).ToContainTextAsync("What the first thinks.");
        await second.ConfirmAsync();

        var versions = second.Page.Locator(".cw-versions");
        await Expect(versions).ToContainTextAsync("What the first thinks.");
        await Expect(versions).ToContainTextAsync("What the second thinks.");
        await second.PressAsync("frame.reload");
        await Expect(versions).ToHaveCountAsync(0);
        await second.PressAsync("evidence.review.do");
        await Expect(second.Page.Locator("#reasons")).ToHaveValueAsync("What the second thinks.");
        await second.ConfirmAsync();
        await Expect(second.Main).ToContainTextAsync("What the second thinks.");
    }

    private static async Task WriteReviewAsync(Person prosecutor, string reasons)
    {
        await prosecutor.PressAsync("evidence.review.do");
        await prosecutor.Page.SelectOptionAsync("#opinion", new SelectOptionValue { Index = 1 });
        await prosecutor.FillAsync("reasons", reasons);
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_taken_up_again_with_what_was_written()
    {
        var investigator = await SignInAsync("investigator");
        investigator.Expects("WebSocket", "Connection disconnected", "negotiat", "Failed to complete", "Failed to start the connection", "net::ERR");
        var file = await investigator.OpenFileAsync("Written over a bad line");
        var line = await Line.CutInAsync(investigator.Page);
        await investigator.OpenAsync(file);
        await investigator.FillAsync("note", "Written while the line was bad.");

        var dialog = investigator.Page.Locator("#components-reconnect-modal");
        await line.BreakAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(dialog).ToContainTextAsync(investigator.Words("frame.reconnect.trying"));
        line.Mend();
        await Expect(dialog).ToBeHiddenAsync(new() { Timeout = 30_000 });

        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("Written while the line was bad.");
        await investigator.PressAsync("file.note.add");
        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("");
        await investigator.OpenTabAsync("Timeline");
        await Expect(investigator.Page.Locator(".cw-timeline")).ToContainTextAsync("Written while the line was bad.");
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

    /// <summary>The line between a page and the workspace, to be broken and mended.</summary>
    private sealed class Line
    {
        private readonly List<IWebSocketRoute> open = [];
        private volatile bool broken;

        public static async Task<Line> CutInAsync(IPage page)
        {
            var line = new Line();
            await page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), socket =>
            {
                if (line.broken)
                {
                    _ = socket.CloseAsync(new() { Code = 4000 });
                    return;
                }

                socket.ConnectToServer();
                line.open.Add(socket);
            });
            await page.RouteAsync(url => url.Contains("/_blazor/negotiate", StringComparison.Ordinal), route => line.broken ? route.AbortAsync() : route.ContinueAsync());
            return line;
        }

        /// <summary>From then on everything the workspace sends arrives later, in its order.</summary>
        public static Task SlowAsync(IPage page, TimeSpan delay) =>
            page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), socket =>
            {
                var server = socket.ConnectToServer();
                var before = Task.CompletedTask;
                server.OnMessage(frame =>
                {
                    var (last, due) = (before, Task.Delay(delay));
                    before = SendAsync();

                    async Task SendAsync()
                    {
                        await Task.WhenAll(last, due);
                        if (frame.Binary is { } bytes)
                            socket.Send(bytes);
                        else if (frame.Text is { } text)
                            socket.Send(text);
                    }
                });
            });

        public async Task BreakAsync()
        {
            broken = true;
            foreach (var socket in open)
            {
                await socket.CloseAsync(new() { Code = 4000 });
            }

            open.Clear();
        }

        public void Mend() => broken = false;
    }
}
