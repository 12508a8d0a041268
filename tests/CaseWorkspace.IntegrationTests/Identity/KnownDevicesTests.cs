using System.Net;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What makes a browser a known device, what ends it, and what the holder is told of attempts elsewhere.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class KnownDevicesTests(IdentityHost host)
{
    private const string DeviceCookie = "cw-identity.device";

    [Fact]
    public async Task A_whole_sign_in_exchanges_the_mark_so_that_a_copy_makes_nobody_wait_and_the_colleagues_of_the_browser_stay_known()
    {
        var (first, second) = (await CreateAsync("shift-first"), await CreateAsync("shift-second"));
        using var shared = new Visitor(host.Address, from: "198.51.100.60");
        await SignInAsync(shared, "shift-first");
        await shared.SubmitAsync(await shared.GetAsync("/sign-out"), "/sign-out");
        using var thief = new Visitor(host.Address, from: "10.70.0.1");
        Plant(thief, MarkOf(shared));
        await FailAsync(thief, "shift-first", 2);
        (await FailuresAsync(first, "password device")).ShouldBe(2);

        await SignInAsync(shared, "shift-second");
        MarkOf(shared).ShouldNotBe(MarkOf(thief));
        // The copy is one of a stranger from now on; what was counted for the browser went with it.
        await FailAsync(thief, "shift-first", 5);
        (await FailuresAsync(first, "password device")).ShouldBe(2);
        (await FailuresAsync(first, "password account-network")).ShouldBe(5);
        await shared.SubmitAsync(await shared.GetAsync("/sign-out"), "/sign-out");
        foreach (var id in new[] { first, second })
            await HoldUpStrangersAsync(id);
        foreach (var name in new[] { "shift-first", "shift-second" })
            (await PasswordAsync(shared, name)).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        (await host.ScalarAsync<long>($"select count(*) from identity.attempt_counters where account_id = '{first}' and scope = 'device'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_goes_on_takes_the_new_mark_of_a_browser_that_had_lost_it()
    {
        var id = await CreateAsync("lost-mark");
        using var holder = new Visitor(host.Address, from: "198.51.100.61");
        await SignInAsync(holder, "lost-mark");
        holder.Cookies.GetCookies(new Uri(host.Address))[DeviceCookie]!.Expired = true;
        await SignInAsync(holder, "lost-mark");
        await HoldUpStrangersAsync(id);
        (await PasswordAsync(holder, "lost-mark")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        (await host.ScalarAsync<long>($"select count(*) from identity.sessions where account_id = '{id}' and ended_at is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_browser_whose_session_the_holder_ended_or_left_to_somebody_else_is_not_known()
    {
        var id = await CreateAsync("disowned");
        await CreateAsync("next-at-the-desk");
        using var here = new Visitor(host.Address, from: "198.51.100.62");
        using var lost = new Visitor(host.Address, from: "198.51.100.63");
        using var left = new Visitor(host.Address, from: "198.51.100.64");
        foreach (var browser in new[] { lost, left, here })
            await SignInAsync(browser, "disowned");
        await SignInAsync(left, "next-at-the-desk");
        await here.SubmitAsync(await here.GetAsync("/sessions"), "handler=EndOthers");
        await HoldUpStrangersAsync(id);
        foreach (var browser in new[] { lost, left })
            (await PasswordAsync(browser, "disowned")).Html.ShouldContain("were not accepted");
        (await PasswordAsync(here, "disowned")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
    }

    [Fact]
    public async Task The_browser_in_which_an_invitation_or_a_reset_was_accepted_with_a_factor_is_known_and_that_is_no_sign_in()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (id, letter) = await admin.InviteAsync("invited-and-held-up", "investigator");
        using var browser = new Visitor(host.Address, from: "198.51.100.65");
        (await Administrator.AcceptAsync(browser, letter)).Html.ShouldContain("You can sign in now");
        (await host.ScalarAsync<long>($"select count(*) from identity.account_acts where account_id = '{id}' and act in ('signed-in', 'session-ended')")).ShouldBe(0);
        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        await HoldUpStrangersAsync(id);
        (await PasswordAsync(browser, "invited-and-held-up")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");

        await admin.ActAsync(id, "ResetSecondFactor");
        using var other = new Visitor(host.Address, from: "198.51.100.66");
        (await Administrator.AcceptAsync(other, await admin.LetterAsync(id, "invited-and-held-up"))).Html.ShouldContain("You can sign in now");
        await HoldUpStrangersAsync(id);
        (await PasswordAsync(browser, "invited-and-held-up")).Html.ShouldContain("were not accepted");
        // Right, and not held up: what is said is that the head has not met the person.
        (await PasswordAsync(other, "invited-and-held-up")).Location.ShouldNotBeNull().ShouldStartWith("/access-denied");
    }

    [Fact]
    public async Task The_holder_is_told_of_the_right_password_that_no_code_followed_and_of_one_that_had_to_wait()
    {
        var id = await CreateAsync("known-password");
        using var holder = new Visitor(host.Address, from: "198.51.100.67");
        await SignInAsync(holder, "known-password");
        (await host.ScalarAsync<long>($"select count(*) from identity.attempt_counters where account_id = '{id}' and total > 0")).ShouldBe(0);
        using var knower = new Visitor(host.Address, from: "10.71.0.1");
        (await PasswordAsync(knower, "known-password")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        await HoldUpStrangersAsync(id);
        using var late = new Visitor(host.Address, from: "10.72.0.1");
        (await PasswordAsync(late, "known-password")).Html.ShouldContain("were not accepted");

        (await holder.SignInAsync("known-password", Administrator.Password)).Location.ShouldNotBeNull().ShouldStartWith("/failed-sign-ins");
        var page = await holder.GetAsync("/failed-sign-ins");
        page.Text.ShouldContain("Failed sign-ins in your name: 2, the first");
        page.Text.ShouldContain("10.71.0.0/24");
        page.Text.ShouldContain("the right password, and no code after it");
        page.Text.ShouldContain("10.72.0.0/24");
        page.Text.ShouldContain("the right password, while it had to wait");
        await holder.SubmitAsync(page, "/failed-sign-ins");
        (await holder.SignInAsync("known-password", Administrator.Password)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task What_failed_in_the_holders_network_is_news_at_a_known_device_and_after_a_while_and_not_a_moment_after()
    {
        var id = await CreateAsync("same-office");
        using var holder = new Visitor(host.Address, from: "198.51.100.68");
        await FailAsync(holder, "same-office", 2);
        // Mistyped a moment ago in this very network, at a browser that was not known: no news.
        await SignInAsync(holder, "same-office", "/");
        using var colleague = new Visitor(host.Address, from: "198.51.100.69");
        await ExecuteAsync($"update identity.attempt_counters set first_at = first_at - interval '9 days', last_at = last_at - interval '9 days' where account_id = '{id}'");
        await FailAsync(colleague, "same-office", 1);
        await SignInAsync(holder, "same-office", "/failed-sign-ins?returnUrl=%2F");
        var page = await holder.GetAsync("/failed-sign-ins");
        page.Text.ShouldContain("Failed sign-ins in your name: 3, the first");
        await holder.SubmitAsync(page, "/failed-sign-ins");

        // At the holder's own device, but from another network: not the holder.
        using var thief = new Visitor(host.Address, from: "10.73.0.1");
        Plant(thief, MarkOf(holder));
        await FailAsync(thief, "same-office", 1);
        await SignInAsync(holder, "same-office", "/failed-sign-ins?returnUrl=%2F");
    }

    private async Task<string> CreateAsync(string userName)
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        return await admin.CreateAsync(userName, "investigator");
    }

    private static async Task SignInAsync(Visitor visitor, string userName, string? leadsTo = null)
    {
        var answer = await visitor.SignInAsync(userName, Administrator.Password);
        answer.Status.ShouldBe(HttpStatusCode.Found);
        if (leadsTo is not null)
            answer.Location.ShouldBe(leadsTo);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Sheet> PasswordAsync(Visitor visitor, string userName) =>
        await visitor.FillPasswordAsync(await visitor.GetAsync("/sign-in"), userName, Administrator.Password);

    private static async Task FailAsync(Visitor visitor, string userName, int times)
    {
        var page = await visitor.GetAsync("/sign-in");
        for (var guess = 0; guess < times; guess++)
            (await visitor.FillPasswordAsync(page, userName, $"guess {guess}")).Html.ShouldContain("were not accepted");
    }

    private string MarkOf(Visitor visitor) => visitor.Cookies.GetCookies(new Uri(host.Address))[DeviceCookie].ShouldNotBeNull().Value;

    private void Plant(Visitor visitor, string mark) => visitor.Cookies.Add(new Uri(host.Address), new Cookie(DeviceCookie, mark));

    /// <summary>As if strangers had guessed from many networks.</summary>
    private Task HoldUpStrangersAsync(string id) => ExecuteAsync(
        $"""
         insert into identity.attempt_counters (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, kept_until)
         values ('password account {id}', 'password', 'account', '{id}', '', 24, now(), now() + interval '1 hour', 24, 24, now(), now(), now() + interval '2 days')
         on conflict (key) do update set failures = 24, open_at = excluded.open_at
         """);

    private Task<int> FailuresAsync(string id, string kindAndScope) =>
        host.ScalarAsync<int>($"select sum(failures)::integer from identity.attempt_counters where account_id = '{id}' and key like '{kindAndScope} %'");

    private Task ExecuteAsync(string sql) => IdentityHost.ExecuteAsync(host.Connections.Owner, sql);
}
