extern alias IdentityProgram;

using System.Net;
using System.Security.Cryptography;
using System.Text;
using IdentityProgram::CaseWorkspace.Identity;
using IdentityProgram::CaseWorkspace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Limits hit the people who guess, and nobody else: counters of devices, networks and accounts, on the real host.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class AttemptsTests(IdentityHost host)
{
    private const string DeviceCookie = "cw-identity.device";

    [Fact]
    public async Task Failures_of_strangers_hold_up_strangers_and_no_known_device_and_the_holder_is_told()
    {
        var id = await CreateAsync("guarded");
        using var holder = await SignedInAsync("guarded", "198.51.100.7");
        // One from each of twenty networks: none of them has to wait, the account's strangers together have.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async network =>
        {
            using var bot = new Visitor(host.Address, from: $"10.31.{network}.9");
            await FailAsync(bot, "guarded");
        }));
        (await FailuresAsync($"password account {id}")).ShouldBe(20);
        using var stranger = new Visitor(host.Address, from: "10.32.0.1");
        (await PasswordAsync(stranger, "guarded")).Html.ShouldContain("were not accepted");

        // The last one was the right password, and had to wait.
        var told = await holder.SignInAsync("guarded", Administrator.Password);
        told.Location.ShouldNotBeNull().ShouldStartWith("/failed-sign-ins?returnUrl=");
        var page = await holder.GetAsync(told.Location);
        page.Text.ShouldContain("Failed sign-ins in your name: 21, the first");
        page.Text.ShouldContain("10.31.7.0/24");
        (await holder.SubmitAsync(page, "/failed-sign-ins")).Location.ShouldBe("/");
        (await holder.GetAsync("/")).Text.ShouldContain("Failed sign-ins in your name: 21, the first");
        (await holder.SignInAsync("guarded", Administrator.Password)).Location.ShouldBe("/");
        using var admin = await Administrator.SignInAsync(host.Address);
        (await admin.Visitor.GetAsync("/accounts/" + id)).Text.ShouldContain("password, from all devices not seen before");
    }

    [Fact]
    public async Task A_known_device_waits_for_its_own_failures_and_a_stolen_mark_gives_five_guesses()
    {
        await CreateAsync("mistyping");
        using var holder = await SignedInAsync("mistyping", "198.51.100.8");
        using var thief = new Visitor(host.Address, from: "10.33.0.1");
        thief.Cookies.Add(new Uri(host.Address), new Cookie(DeviceCookie, holder.Cookies.GetCookies(new Uri(host.Address))[DeviceCookie]!.Value));
        await FailAsync(thief, "mistyping", 5);
        (await PasswordAsync(thief, "mistyping")).Html.ShouldContain("were not accepted");
        (await PasswordAsync(holder, "mistyping")).Html.ShouldContain("were not accepted");
        // Any other browser of the holder, wherever, is a stranger without failures.
        using var elsewhere = new Visitor(host.Address, from: "10.33.0.2");
        (await PasswordAsync(elsewhere, "mistyping")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        await PassAsync("mistyping");
        (await PasswordAsync(holder, "mistyping")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
    }

    [Fact]
    public async Task The_mark_of_another_account_a_forged_and_an_expired_one_count_for_nothing()
    {
        var id = await CreateAsync("marked");
        await CreateAsync("marked-otherwise");
        using var holder = await SignedInAsync("marked", "198.51.100.9");
        using var other = await SignedInAsync("marked-otherwise", "198.51.100.9");
        using var forger = new Visitor(host.Address, from: "198.51.100.9");
        forger.Cookies.Add(new Uri(host.Address), new Cookie(DeviceCookie, Oidc.Url(RandomNumberGenerator.GetBytes(32))));
        await HoldUpStrangersAsync(id);
        foreach (var nobody in new[] { other, forger })
            (await PasswordAsync(nobody, "marked")).Html.ShouldContain("were not accepted");
        (await PasswordAsync(holder, "marked")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        await ExecuteAsync($"update identity.sessions set authenticated_at = authenticated_at - interval '91 days' where account_id = '{id}'");
        (await PasswordAsync(holder, "marked")).Html.ShouldContain("were not accepted");
    }

    [Fact]
    public async Task After_a_changed_password_and_after_a_reset_the_marks_of_before_count_for_nothing()
    {
        const string Changed = "another long sentence as password";
        var id = await CreateAsync("changed");
        using var here = await SignedInAsync("changed", "198.51.100.10");
        using var elsewhere = await SignedInAsync("changed", "198.51.100.11");
        await here.SubmitAsync(await here.GetAsync("/password"), "/password", ("Current", Administrator.Password), ("NewPassword", Changed), ("Repeated", Changed));
        await HoldUpStrangersAsync(id);
        (await PasswordAsync(elsewhere, "changed", Changed)).Html.ShouldContain("were not accepted");
        (await PasswordAsync(here, "changed", Changed)).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");

        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.ActAsync(id, "ResetPassword");
        using var invited = new Visitor(host.Address);
        (await Administrator.AcceptAsync(invited, await admin.LetterAsync(id, "changed"))).Html.ShouldContain("You can sign in now");
        // The new password ended every wait; begun anew, it holds up the browser that was known before the reset.
        (await FailuresAsync($"password account {id}")).ShouldBe(0);
        await HoldUpStrangersAsync(id);
        (await PasswordAsync(here, "changed")).Html.ShouldContain("were not accepted");
    }

    [Fact]
    public async Task One_network_guesses_forty_times_over_all_names_and_no_other_network_waits_for_it()
    {
        await CreateAsync("sprayed");
        using var sprayer = new Visitor(host.Address, from: "10.34.0.1");
        var page = await sprayer.GetAsync("/sign-in");
        await Task.WhenAll(Enumerable.Range(0, 45).Select(i => sprayer.FillPasswordAsync(page, $"nobody-{i}", "a password for everybody")));
        (await FailuresAsync("password network 10.34.0.0/24")).ShouldBe(40);
        using var neighbour = new Visitor(host.Address, from: "10.34.0.77");
        (await PasswordAsync(neighbour, "sprayed")).Html.ShouldContain("were not accepted");
        using var elsewhere = new Visitor(host.Address, from: "10.34.1.77");
        (await PasswordAsync(elsewhere, "sprayed")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor");
        // For the operator's log, and no entry: networks are without end.
        host.Output.ToString().ShouldContain("\"Scope\":\"network\"");
        (await host.ScalarAsync<long>("select count(*) from identity.account_acts where detail like 'password network%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Guesses_side_by_side_on_two_nodes_are_all_counted_and_a_restart_forgets_none()
    {
        var id = await CreateAsync("side-by-side");
        string[] nodes = [host.Address, await NodeAsync()];
        using var first = new Visitor(nodes[0], from: "10.35.0.1");
        using var second = new Visitor(nodes[1], from: "10.35.0.2");
        var pages = new[] { (first, await first.GetAsync("/sign-in")), (second, await second.GetAsync("/sign-in")) };
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => pages[i % 2].Item1.FillPasswordAsync(pages[i % 2].Item2, "side-by-side", $"guess {i}")));
        (await FailuresAsync($"password account-network {id} 10.35.0.0/24")).ShouldBe(5);
        (await FailuresAsync($"password account {id}")).ShouldBe(5);
        (await FailuresAsync("password network 10.35.0.0/24")).ShouldBe(24);
        foreach (var node in nodes.Append(await NodeAsync()))
        {
            using var visitor = new Visitor(node, from: "10.35.0.3");
            (await PasswordAsync(visitor, "side-by-side")).Html.ShouldContain("were not accepted");
        }
        // Bounded: the first failure, the wait, and the right password once, however often.
        (await host.ScalarAsync<string>($"select string_agg(act || ': ' || detail, ', ' order by at) from identity.account_acts where account_id = '{id}' and act in ('sign-in-failed', 'locked-out', 'right-but-waiting')"))
            .ShouldBe("sign-in-failed: password account-network 10.35.0.0/24, locked-out: password account-network 10.35.0.0/24, right-but-waiting: password account-network 10.35.0.0/24");

        Task<string> NodeAsync() => host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address));
    }

    [Fact]
    public async Task Guesses_of_codes_are_counted_apart_and_leave_passwords_open_sessions_and_known_devices_alone()
    {
        var id = await CreateAsync("codes-guessed");
        using var holder = await SignedInAsync("codes-guessed", "198.51.100.12");
        foreach (var network in new[] { "10.36.0.1", "10.36.1.1" })
        {
            using var knower = new Visitor(host.Address, from: network);
            var asked = await knower.AskedForFactorAsync("codes-guessed", Administrator.Password);
            for (var guess = 0; guess < 6; guess++)
                await knower.SubmitAsync(asked, "/second-factor", ("Code", "000000"));
        }
        (await FailuresAsync($"code account {id}")).ShouldBe(10);
        using var third = new Visitor(host.Address, from: "10.36.2.1");
        (await third.SignInAsync("codes-guessed", Administrator.Password)).Html.ShouldContain("The code was not accepted");
        // The same account at a browser that it knows, and in the open session.
        await StepUpAsync(holder, "codes-guessed");
        (await holder.SignInAsync("codes-guessed", Administrator.Password)).Location.ShouldNotBeNull().ShouldStartWith("/failed-sign-ins");
        (await holder.GetAsync("/failed-sign-ins")).Text.ShouldContain("code after the right password");
    }

    [Fact]
    public async Task Failures_in_an_open_session_count_for_that_session_alone()
    {
        var id = await CreateAsync("in-session");
        using var unlocked = await SignedInAsync("in-session", "198.51.100.13");
        using var elsewhere = await SignedInAsync("in-session", "198.51.100.14");
        await HoldUpStrangersAsync(id);
        var page = await unlocked.GetAsync("/second-factor?returnUrl=/&signIn=false");
        for (var guess = 0; guess < 5; guess++)
            await unlocked.SubmitAsync(page, "/second-factor", ("Code", "000000"));
        (await Authenticator.Of(host.Address, "in-session")!.GiveAsync(host.Address, "in-session", code => unlocked.SubmitAsync(page, "/second-factor", ("Code", code))))
            .Html.ShouldContain("The code was not accepted");
        await StepUpAsync(elsewhere, "in-session");
        // Signing in at the same browser is another counter.
        (await unlocked.SignInAsync("in-session", Administrator.Password)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Names_that_nobody_has_and_right_passwords_that_wait_leave_the_same_traces_at_the_network()
    {
        var id = await CreateAsync("waits");
        await CreateAsync("waits-not");
        await HoldUpStrangersAsync(id);
        foreach (var (name, network) in new[] { ("waits", "10.37.0.1"), ("nobody-waits", "10.37.1.1"), ("waits-not", "10.37.2.1") })
        {
            using var visitor = new Visitor(host.Address, from: network);
            await FailAsync(visitor, name, 7);
        }
        // Nor is it told there that a password which has to wait was the right one.
        using var knower = new Visitor(host.Address, from: "10.37.3.1");
        for (var guess = 0; guess < 7; guess++)
            (await PasswordAsync(knower, "waits")).Html.ShouldContain("were not accepted");
        foreach (var network in new[] { "10.37.0.0/24", "10.37.1.0/24", "10.37.2.0/24", "10.37.3.0/24" })
            (await FailuresAsync("password network " + network)).ShouldBe(7);
    }

    [Fact]
    public async Task The_network_is_the_one_that_a_proxy_of_ours_names_and_no_stranger_chooses_it()
    {
        var output = new StringBuilder();
        var open = await host.StartAsync(host.Connections, output, ("Identity__Issuer", host.Address), ("Identity__TrustedProxies", ""));
        var id = await CreateAsync("forwarded");
        using var direct = new Visitor(open, from: "10.38.0.1");
        await FailAsync(direct, "forwarded");
        await FailAsync(direct, "nobody-forwarded");
        // Said once, however many come, and of nobody.
        output.ToString().Split("not in Identity:TrustedProxies").Length.ShouldBe(2);
        output.ToString().ShouldNotContain("10.38.0.1");
        host.Output.ToString().ShouldNotContain("not in Identity:TrustedProxies");
        using var behind = new Visitor(host.Address, from: "10.38.1.1, 10.38.2.1");
        await FailAsync(behind, "forwarded");
        (await host.ScalarAsync<string>($"select string_agg(network, ' ' order by first_at) from identity.attempt_counters where account_id = '{id}' and scope = 'account-network'"))
            .ShouldNotBeNull().ShouldMatch("^(::1|127.0.0.1) 10.38.2.0/24$");
    }

    [Fact]
    public async Task Counters_that_are_forgotten_and_told_go()
    {
        using var visitor = new Visitor(host.Address, from: "10.39.0.1");
        await FailAsync(visitor, "nobody-goes");
        (await FailuresAsync("password network 10.39.0.0/24")).ShouldBe(1);
        await ExecuteAsync("update identity.attempt_counters set kept_until = now() - interval '1 second' where key = 'password network 10.39.0.0/24'");
        for (var tries = 0; await host.ScalarAsync<long>("select count(*) from identity.attempt_counters where key = 'password network 10.39.0.0/24'") > 0; tries++)
        {
            tries.ShouldBeLessThan(60);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_statement_counts_as_the_state_machine_says()
    {
        var options = new DbContextOptionsBuilder<AccountsDatabase>();
        Serving.Configure(options, host.Connections.Identity);
        await using var database = new AccountsDatabase(options.Options);
        var clock = new SetClock { Now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero) };
        var attempts = new Attempts(database, clock, NullLogger<Attempts>.Instance);
        var random = new Random(20261129);
        foreach (var limit in new[] { AttemptLimit.OfOne, AttemptLimit.OfNetwork })
        {
            var attempt = new Attempt(AttemptKind.Password, null, new AttemptOrigin("", $"test-{limit.Free}"));
            var key = attempt.KeyOf(AttemptScopes.Network);
            AttemptState? state = null;
            for (var i = 0; i < 200; i++)
            {
                var next = limit.Counted(state, clock.Now);
                var counted = await attempts.CountOneAsync(attempt, AttemptScopes.Network, limit);
                counted.ShouldBe(next?.Failures);
                state = next ?? state;
                var row = await database.AttemptCounters.AsNoTracking().SingleAsync(c => c.Key == key, TestContext.Current.CancellationToken);
                new AttemptState(row.Failures, row.CountedAt, row.OpenAt).ShouldBe(state);
                clock.Now += TimeSpan.FromSeconds(Math.Round(limit.ForgetsOneEvery.TotalSeconds * Math.Pow(random.NextDouble(), 4) * 3));
            }
            state!.Failures.ShouldBeGreaterThan(1);
        }
        await ExecuteAsync("delete from identity.attempt_counters where network like 'test-%'");
    }

    private async Task<string> CreateAsync(string userName)
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        return await admin.CreateAsync(userName, "investigator");
    }

    /// <summary>A browser in which the account has signed in whole.</summary>
    private async Task<Visitor> SignedInAsync(string userName, string from)
    {
        var visitor = new Visitor(host.Address, from: from);
        (await visitor.SignInAsync(userName, Administrator.Password)).Status.ShouldBe(HttpStatusCode.Found);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        return visitor;
    }

    private static async Task FailAsync(Visitor visitor, string userName, int times = 1)
    {
        var page = await visitor.GetAsync("/sign-in");
        for (var guess = 0; guess < times; guess++)
            (await visitor.FillPasswordAsync(page, userName, $"guess {guess}")).Html.ShouldContain("were not accepted");
    }

    private static async Task<Sheet> PasswordAsync(Visitor visitor, string userName, string password = Administrator.Password) =>
        await visitor.FillPasswordAsync(await visitor.GetAsync("/sign-in"), userName, password);

    private async Task StepUpAsync(Visitor visitor, string userName)
    {
        await PassedTime.SinceFactorAsync(host.Address, visitor);
        var page = await visitor.GetAsync("/second-factor?returnUrl=/sessions&signIn=false");
        (await Authenticator.Of(host.Address, userName)!.GiveAsync(host.Address, userName, code => visitor.SubmitAsync(page, "/second-factor", ("Code", code))))
            .Location.ShouldBe("/sessions");
    }

    /// <summary>As if strangers had guessed from many networks.</summary>
    private Task HoldUpStrangersAsync(string id) => ExecuteAsync(
        $"""
         insert into identity.attempt_counters (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, kept_until)
         values ('password account {id}', 'password', 'account', '{id}', '', 24, now(), now() + interval '1 hour', 24, 24, now(), now(), now() + interval '2 days')
         on conflict (key) do update set failures = 24, open_at = excluded.open_at
         """);

    /// <summary>As if the waits of the account were over.</summary>
    private Task PassAsync(string userName) => ExecuteAsync(
        $"update identity.attempt_counters set open_at = now() - interval '1 second' where account_id = (select id from identity.accounts where user_name = '{userName}')");

    private Task<int> FailuresAsync(string key) => host.ScalarAsync<int>($"select failures from identity.attempt_counters where key = '{key}'");

    private Task ExecuteAsync(string sql) => IdentityHost.ExecuteAsync(host.Connections.Owner, sql);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
