using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What somebody writes goes over a slow line, and is not lost to one that breaks.</summary>
public sealed class LineTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
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
        await investigator.OpenTabAsync("History");
        await Expect(investigator.Page.Locator(".cw-timeline")).ToContainTextAsync("Written while the line was bad.");
    }

    /// <summary>As when a node ends after it has sent the page: scripts that a script asks for are among them.</summary>
    [Theory]
    [InlineData("/frame.js$")]
    [InlineData("/wait.js$")]
    [InlineData("/blazor.web[^/]*.js$")]
    [InlineData("/MudBlazor.min[^/]*.js$")]
    [InlineData("/frame[^/]*.css$")]
    public async Task A_page_whose_scripts_or_styles_did_not_come_loads_itself_again(string missing)
    {
        var investigator = await SignInAsync("investigator");
        investigator.Expects("net::ERR", "Failed to load", "MudBlazor", "Blazor", "mud");
        var left = 1;
        var address = new Regex(missing, RegexOptions.None, TimeSpan.FromSeconds(1));
        await investigator.Page.Context.RouteAsync(address, route => Interlocked.Decrement(ref left) >= 0 ? route.AbortAsync("connectionreset") : route.ContinueAsync());

        await investigator.Page.RunAndWaitForRequestFinishedAsync(() => investigator.Page.ReloadAsync(), new() { Predicate = request => address.IsMatch(request.Url) });

        await Expect(investigator.Page.Locator(".cw-frame")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(investigator.Page.Locator(".cw-top")).ToHaveCSSAsync("position", "sticky", new() { Timeout = 30_000 });
        await investigator.Page.Keyboard.PressAsync("?");
        await Expect(investigator.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    /// <summary>A page that can never be whole says so, and does not flicker for ever.</summary>
    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task A_page_whose_scripts_never_come_says_so_after_five_more_tries(string language)
    {
        var investigator = await SignInAsync("investigator", language);
        investigator.Expects("net::ERR", "Failed to load");
        var asked = 0;
        await investigator.Page.Context.RouteAsync(new Regex("/frame.js$", RegexOptions.None, TimeSpan.FromSeconds(1)), route =>
        {
            Interlocked.Increment(ref asked);
            return route.AbortAsync("connectionreset");
        });

        await investigator.Page.ReloadAsync();

        await Expect(investigator.Page.GetByText(investigator.Words("frame.incomplete"))).ToBeVisibleAsync(new() { Timeout = 120_000 });
        asked.ShouldBe(6);
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
