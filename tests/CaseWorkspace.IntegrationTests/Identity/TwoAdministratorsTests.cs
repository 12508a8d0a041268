using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What one administrator, or a thief of an administrator's session, tries in order to become somebody else.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed partial class TwoAdministratorsTests(IdentityHost host)
{
    private const string First = "01980000-0000-7000-8000-00000000000a";
    private const string Second = "01980000-0000-7000-8000-00000000000b";

    [Fact]
    public async Task Nothing_is_given_by_one_and_nobody_confirms_their_own_in_whichever_session()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var proposed = await admin.ProposeAsync("puppet", "Puppet", "unit-1", "", "supervisor");
        var path = proposed.Location.ShouldNotBeNull();
        (await host.ScalarAsync<long>("select count(*) from identity.accounts where user_name = 'puppet'")).ShouldBe(0);
        var own = await admin.Visitor.GetAsync(path);
        own.Html.ShouldContain("Another administrator confirms it");
        own.Html.ShouldNotContain("handler=Confirm");
        using var elsewhere = await Administrator.SignInAsync(host.Address);
        foreach (var session in new[] { admin, elsewhere })
        {
            var page = await session.Visitor.GetAsync(path);
            (await ForgeAsync(session.Visitor, page, "Confirm")).Html.ShouldContain("Nobody confirms their own proposal");
        }
        (await host.ScalarAsync<long>("select count(*) from identity.accounts where user_name = 'puppet'")).ShouldBe(0);

        // The other one confirms, and prints the letter; the one who proposed finds no letter and, as the unit has a head, no code.
        var letter = await admin.ConfirmAsync(proposed);
        letter.Html.ShouldContain("The letter is shown once");
        letter.Html.ShouldNotContain("/invitation/");
        var letterPath = LetterPattern().Match(letter.Path).Value;
        (await admin.Visitor.GetAsync(letterPath)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ForgeAsync(admin.Visitor, await admin.Visitor.GetAsync("/people"), "Code", ("Id", letterPath[^36..]))).Html.ShouldContain("There is no code to show");
        (await Administrator.CodeAsync(admin.Visitor, "puppet")).ShouldBeNull();
    }

    [Fact]
    public async Task A_confirmation_wants_a_second_factor_used_just_now()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var path = (await admin.ProposeAsync("not-fresh", "Not Fresh", "unit-1", "", "investigator")).Location.ShouldNotBeNull();
        var second = await SecondAdministrator.OfAsync(host.Address);
        await second.GetAsync(path);
        await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.sessions set second_factor_at = now() - interval '301 seconds' where account_id = '{Second}'");
        (await second.PostAsync(path, "handler=Confirm")).Location.ShouldNotBeNull().ShouldStartWith("/second-factor?returnUrl=");
        (await host.ScalarAsync<long>("select count(*) from identity.accounts where user_name = 'not-fresh'")).ShouldBe(0);
        (await second.ActAsync(path, "handler=Decline")).Html.ShouldContain("refused");
    }

    [Fact]
    public async Task Confirmed_twice_at_once_is_done_once()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var path = (await admin.ProposeAsync("made-once", "Made Once", "unit-1", "", "investigator")).Location.ShouldNotBeNull();
        var second = await SecondAdministrator.OfAsync(host.Address);
        await second.ActAsync((await admin.ProposeAsync("for-the-factor", "For The Factor", "unit-1", "", "investigator")).Location!, "handler=Confirm");
        var answers = await second.PostAtOnceAsync(path, "handler=Confirm", 4);
        answers.Count(answer => answer.Location?.StartsWith("/accounts/letters/", StringComparison.Ordinal) == true).ShouldBe(1);
        answers.Count(answer => answer.Html.Contains("decided already", StringComparison.Ordinal)).ShouldBe(3);
        (await host.ScalarAsync<long>("select count(*) from identity.invitations i join identity.accounts a on a.id = i.account_id where a.user_name = 'made-once'")).ShouldBe(1);
        (await second.GetAsync(path)).Html.ShouldContain("confirmed");
    }

    [Fact]
    public async Task An_account_changed_in_between_and_a_proposer_who_is_gone_are_refused()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("changed-between", "investigator");
        var toSupervisor = await ProposeAsync(admin, id, "Roles", ("Roles", "supervisor"));
        var reset = await ProposeAsync(admin, id, "ResetPassword");
        await admin.ActAsync(id, "Details", ("DisplayName", "Another Name"), ("Unit", "unit-1"), ("Postings", ""));
        foreach (var proposed in new[] { toSupervisor, reset })
        {
            var second = await SecondAdministrator.OfAsync(host.Address);
            (await second.GetAsync(proposed.Location!)).Html.ShouldContain("was changed since");
            (await second.ForgeAsync(proposed.Location!, "Confirm")).Html.ShouldContain("was changed since");
        }
        (await host.ScalarAsync<string>($"select array_to_string(roles, ' ') from identity.accounts where id = '{id}'")).ShouldBe("investigator");

        var again = await ProposeAsync(admin, id, "Roles", ("Roles", "supervisor"));
        try
        {
            await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.accounts set status = 'suspended' where id = '{First}'");
            (await (await SecondAdministrator.OfAsync(host.Address)).ForgeAsync(again.Location!, "Confirm")).Html.ShouldContain("no active administrator any more");
        }
        finally
        {
            await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.accounts set status = 'active' where id = '{First}'");
        }
        (await host.ScalarAsync<string>($"select array_to_string(roles, ' ') from identity.accounts where id = '{id}'")).ShouldBe("investigator");
        // Run out.
        await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.proposals set expires_at = now() where account_id = '{id}'");
        (await (await SecondAdministrator.OfAsync(host.Address)).ForgeAsync(again.Location!, "Confirm")).Html.ShouldContain("has run out");
    }

    [Fact]
    public async Task An_administrator_made_by_the_one_does_nothing_together_with_that_one_for_a_week_and_nobody_decides_about_themselves()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("puppet-admin", "identity-admin");
        using var puppet = await Administrator.SignInAsync(host.Address, "puppet-admin", Administrator.Password);
        var proposed = await admin.ProposeAsync("by-puppet", "By Puppet", "unit-1", "", "supervisor");
        (await ForgeAsync(puppet.Visitor, await puppet.Visitor.GetAsync(proposed.Location!), "Confirm")).Html.ShouldContain("in the last 7 days");
        (await puppet.Visitor.FollowAsync(await ForgeAsync(puppet.Visitor, await puppet.Visitor.GetAsync(proposed.Location!), "Decline"))).Html.ShouldContain("refused");
        // After the week they may.
        await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.proposals set decided_at = decided_at - interval '7 days' where account_id = '{id}'");
        var later = await admin.ProposeAsync("by-puppet", "By Puppet", "unit-1", "", "supervisor");
        (await ForgeAsync(puppet.Visitor, await puppet.Visitor.GetAsync(later.Location!), "Confirm")).Location.ShouldNotBeNull().ShouldStartWith("/accounts/letters/");

        var about = await ProposeAsync(admin, id, "ResetPassword");
        (await ForgeAsync(puppet.Visitor, await puppet.Visitor.GetAsync(about.Location!), "Confirm")).Html.ShouldContain("Nobody administers their own account");
        (await ForgeAsync(puppet.Visitor, await puppet.Visitor.GetAsync(about.Location!), "Decline")).Html.ShouldContain("Nobody administers their own account");
        await admin.ActAsync(id, "End");
    }

    [Fact]
    public async Task A_letter_opens_once_and_without_the_heads_code_it_is_worth_nothing()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var waiting = await admin.ConfirmAsync(await admin.ProposeAsync("by-letter", "By Letter", "unit-1", "", "investigator"));
        var path = LetterPattern().Match(waiting.Path).Value;
        var second = await SecondAdministrator.OfAsync(host.Address);
        var opened = await second.PostAtOnceAsync(path, path, 3);
        opened.Count(sheet => sheet.Html.Contains("id=\"invitation-link\"", StringComparison.Ordinal)).ShouldBe(1);
        var letter = opened.Single(sheet => sheet.Html.Contains("id=\"invitation-link\"", StringComparison.Ordinal));
        letter.Text.ShouldContain("გადაცემის კოდს");
        letter.Text.ShouldContain("You are asked for a handover code");
        (await second.GetAsync(path)).Html.ShouldContain("opened already");
        // The one who printed it is not shown the code, also where they are the only ones left.
        (await second.ForgeAsync("/people", "Code", ("Id", path[^36..]))).Html.ShouldContain("There is no code to show");

        var link = Administrator.LinkOf(letter);
        using var thief = new Visitor(host.Address);
        var page = await thief.GetAsync(link);
        (await TryAsync("0000-0000")).Html.ShouldContain("no code was shown for this letter yet");
        using var head = new Visitor(host.Address);
        await head.SignInAsync("supervisor");
        var code = (await Administrator.CodeAsync(head, "by-letter")).ShouldNotBeNull();
        await IdentityHost.ExecuteAsync(host.Connections.Owner, "update identity.sessions set second_factor_at = now() - interval '301 seconds' where account_id = '01980000-0000-7000-8000-000000000003' and ended_at is null");
        (await ForgeAsync(head, await head.GetAsync("/people"), "Code", ("Id", path[^36..]))).Location.ShouldNotBeNull().ShouldStartWith("/second-factor?returnUrl=");
        using var other = new Visitor(host.Address);
        await other.SignInAsync("supervisor-2");
        (await Administrator.CodeAsync(other, "by-letter")).ShouldBeNull();
        using var foreign = new Visitor(host.Address);
        await foreign.SignInAsync("investigator");
        (await ForgeAsync(foreign, await foreign.GetAsync("/people"), "Code", ("Id", path[^36..]))).Html.ShouldContain("There is no code to show");

        // Guesses, also side by side: five, and the letter is worth nothing even with the right code.
        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => TryAsync($"1111-{i:0000}")));
        guesses.ShouldAllBe(answer => !answer.Html.Contains("You can sign in now", StringComparison.Ordinal));
        (await host.ScalarAsync<int>($"select codes_tried from identity.invitations where id = '{path[^36..]}'")).ShouldBe(5);
        (await host.ScalarAsync<long>("select count(*) from identity.account_acts t join identity.accounts a on a.id = t.account_id where a.user_name = 'by-letter' and act = 'handover-code-wrong'")).ShouldBe(5);
        (await TryAsync(code)).Html.ShouldContain("has been used, has run out, or was replaced");
        (await Administrator.CodeAsync(head, "by-letter")).ShouldBeNull();

        Task<Sheet> TryAsync(string guess) => thief.SubmitAsync(page, "/invitation/",
            ("HandoverCode", guess), ("NewPassword", Administrator.Password), ("Repeated", Administrator.Password));
    }

    [Fact]
    public async Task A_code_typed_from_paper_in_capitals_is_taken_and_a_new_one_replaces_it()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (id, letter) = await admin.InviteAsync("typed-from-paper", "investigator");
        using var head = new Visitor(host.Address);
        await head.SignInAsync("supervisor");
        var renewed = (await Administrator.CodeAsync(head, "typed-from-paper")).ShouldNotBeNull();
        using var invited = new Visitor(host.Address);
        (await Administrator.AcceptAsync(invited, letter)).Html.ShouldContain("handover code is not right");
        (await Administrator.AcceptAsync(invited, new Letter("/invitation/" + letter.Path["/invitation/".Length..].ToUpperInvariant(), renewed.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)))).Html.ShouldContain("You can sign in now");
        (await admin.Visitor.GetAsync("/accounts/" + id)).Html.ShouldContain("confirmed by Sample Administrator 2");
    }

    [Fact]
    public async Task A_reset_account_reaches_nothing_until_its_head_has_met_the_person()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("met-later", "supervisor");
        using var owner = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(owner, "met-later", Administrator.Password);
        await admin.ActAsync(id, "ResetPassword");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);

        using var head = new Visitor(host.Address);
        await head.SignInAsync("supervisor");
        (await head.GetAsync("/people")).Html.ShouldContain("The letter was not taken up yet");
        (await ForgeAsync(head, await head.GetAsync("/people"), "Met", ("Id", id))).Html.ShouldContain("has not taken the letter up yet");
        await Administrator.AcceptAsync(owner, await admin.LetterAsync(id, "met-later"), "a newly chosen sentence");
        (await owner.FollowAsync(await owner.SignInAsync("met-later", "a newly chosen sentence"))).Html.ShouldContain("confirms that they have met you");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);

        // Neither the administrators, nor the person, nor a stranger says so.
        (await ForgeAsync(admin.Visitor, await admin.Visitor.GetAsync("/people"), "Met", ("Id", id))).Html.ShouldContain("not for you to say");
        (await (await SecondAdministrator.OfAsync(host.Address)).ForgeAsync("/people", "Met", ("Id", id))).Html.ShouldContain("not for you to say");
        using var stranger = new Visitor(host.Address);
        await stranger.SignInAsync("investigator-2");
        (await ForgeAsync(stranger, await stranger.GetAsync("/people"), "Met", ("Id", id))).Html.ShouldContain("not for you to say");
        // The head does, with a second factor used just now.
        await IdentityHost.ExecuteAsync(host.Connections.Owner, "update identity.sessions set second_factor_at = now() - interval '301 seconds' where account_id = '01980000-0000-7000-8000-000000000003' and ended_at is null");
        (await ForgeAsync(head, await head.GetAsync("/people"), "Met", ("Id", id))).Location.ShouldNotBeNull().ShouldStartWith("/second-factor?returnUrl=");
        await IdentityHost.ExecuteAsync(host.Connections.Owner, "update identity.sessions set second_factor_at = now() where account_id = '01980000-0000-7000-8000-000000000003' and ended_at is null");
        (await head.FollowAsync(await ForgeAsync(head, await head.GetAsync("/people"), "Met", ("Id", id)))).Html.ShouldContain("The restriction has ended");
        (await owner.SignInAsync("met-later", "a newly chosen sentence")).Status.ShouldBe(HttpStatusCode.Found);
        (await owner.GetAsync("/")).Html.ShouldContain("Met in person");
        // What was handed out before stays fallen.
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task For_a_person_without_a_head_the_administrator_who_proposed_holds_the_code_and_the_printer_never_says_met()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (id, letter) = await admin.InviteAsync("headless", "Headless", "prosecution", "", "prosecutor");
        using var owner = new Visitor(host.Address);
        await Administrator.AcceptAsync(owner, letter);
        await admin.ActAsync(id, "ResetPassword");
        await Administrator.AcceptAsync(owner, await admin.LetterAsync(id, "headless"), "a newly chosen sentence");
        (await (await SecondAdministrator.OfAsync(host.Address)).ForgeAsync("/people", "Met", ("Id", id))).Html.ShouldContain("not for you to say");
        await admin.ActAsync(id, "End");
    }

    [Fact]
    public async Task What_takes_away_is_done_by_one_at_once()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("taken-from", "investigator", "custodian");
        foreach (var (handler, fields) in new (string, (string, string)[])[]
                 {
                     ("Roles", [("Roles", "investigator")]), ("Details", [("DisplayName", "Person taken-from"), ("Unit", "unit-1"), ("Postings", "")]), ("Suspend", []), ("End", []),
                 })
            (await admin.Visitor.SubmitAsync(await admin.Visitor.GetAsync("/accounts/" + id), "handler=" + handler, fields)).Location.ShouldNotBeNull().ShouldStartWith($"/accounts/{id}");
        (await host.ScalarAsync<long>($"select count(*) from identity.proposals where account_id = '{id}' and act <> 'invite'")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_steps_into_the_place_of_a_head_by_taking_the_unit_or_suspending_the_head()
    {
        var address = await host.StartAsync(await host.OwnDatabaseAsync());
        using var admin = await Administrator.SignInAsync(address);
        const string investigator = "01980000-0000-7000-8000-000000000001";
        string[] heads = ["01980000-0000-7000-8000-000000000003", "01980000-0000-7000-8000-000000000004"];
        await ProposeAsync(admin, investigator, "Details", ("DisplayName", "Sample Investigator"), ("Unit", ""), ("Postings", ""));
        foreach (var head in heads)
        {
            await ProposeAsync(admin, head, "Roles");
            (await admin.ActAsync(head, "End")).Html.ShouldContain("the head of a unit");
        }
        // A head who was reset, and one who is suspended, stay the heads.
        await admin.ActAsync(heads[0], "ResetPassword");
        await admin.ActAsync(heads[1], "Suspend");
        await admin.ActAsync(investigator, "ResetPassword");
        (await (await SecondAdministrator.OfAsync(address)).GetAsync("/accounts/" + investigator)).Html.ShouldContain("/accounts/letters/");
        (await Administrator.CodeAsync(admin.Visitor, "investigator")).ShouldBeNull();
        (await admin.Visitor.GetAsync("/people")).Html.ShouldContain("No letter is under way");
    }

    [Fact]
    public async Task Roles_that_nobody_holds_together_are_not_let_in_again_either()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (invited, _) = await admin.InviteAsync("held-both", "auditor");
        var suspended = await admin.CreateAsync("held-both-too", "auditor");
        await admin.ActAsync(suspended, "Suspend");
        await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.accounts set roles = '{{auditor,investigator}}' where id in ('{invited}', '{suspended}')");
        (await admin.Visitor.SubmitAsync(await admin.Visitor.GetAsync("/accounts/" + invited), "handler=InviteAgain")).Html.ShouldContain("does not hold these roles together");
        (await admin.Visitor.SubmitAsync(await admin.Visitor.GetAsync("/accounts/" + suspended), "handler=Reactivate")).Html.ShouldContain("does not hold these roles together");
    }

    [Theory]
    [InlineData("insert into identity.proposals (id, act, account_id, details, proposed_by, proposed_at, expires_at) values (gen_random_uuid(), 'reset-password', '01980000-0000-7000-8000-00000000000a', '', '01980000-0000-7000-8000-00000000000a', now(), now())")]
    [InlineData("insert into identity.proposals (id, act, account_id, details, proposed_by, proposed_at, expires_at, decision, decided_by, decided_at) values (gen_random_uuid(), 'reset-password', gen_random_uuid(), '', '01980000-0000-7000-8000-00000000000a', now(), now(), 'confirmed', '01980000-0000-7000-8000-00000000000a', now())")]
    [InlineData("insert into identity.invitations (id, account_id, created_at, expires_at, codes_tried, letter_opened_by, code_shown_to) values (gen_random_uuid(), '01980000-0000-7000-8000-00000000000a', now(), now(), 0, '01980000-0000-7000-8000-00000000000b', '01980000-0000-7000-8000-00000000000b')")]
    public async Task The_database_itself_wants_two_people(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => IdentityHost.ExecuteAsync(host.Connections.Identity, sql))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);

    private static async Task<Sheet> ProposeAsync(Administrator admin, string id, string handler, params (string, string)[] fields)
    {
        var answer = await admin.Visitor.SubmitAsync(await admin.Visitor.GetAsync("/accounts/" + id), "handler=" + handler, fields);
        answer.Location.ShouldNotBeNull(answer.Html).ShouldStartWith("/accounts/proposals/");
        return answer;
    }

    /// <summary>Sends what the page offers no form for, with the token of another form there.</summary>
    private static Task<Sheet> ForgeAsync(Visitor visitor, Sheet page, string handler, params (string, string)[] fields) => visitor.ForgeAsync(page, handler, fields);

    [GeneratedRegex("/accounts/letters/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex LetterPattern();
}
