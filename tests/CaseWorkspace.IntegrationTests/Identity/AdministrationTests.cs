using System.Net;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

[Collection(SharedAccountsHost.Name)]
public sealed class AdministrationTests(IdentityHost host)
{
    private const string OwnId = "01980000-0000-7000-8000-00000000000a";

    [Fact]
    public async Task Others_find_nothing_where_the_administrator_works()
    {
        foreach (var path in new[] { "/accounts", "/accounts/new", "/accounts/" + OwnId, "/accounts/proposals", $"/accounts/proposals/{Guid.CreateVersion7()}", $"/accounts/letters/{Guid.CreateVersion7()}" })
        {
            using var anonymous = new Visitor(host.Address);
            (await anonymous.GetAsync(path)).Location.ShouldNotBeNull().ShouldContain("/sign-in");
            foreach (var userName in new[] { "investigator", "supervisor", "auditor", "custodian" })
            {
                using var visitor = new Visitor(host.Address);
                await visitor.SignInAsync(userName);
                (await visitor.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
                (await visitor.PostAsync(path + "?handler=End")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
            }
        }
    }

    [Fact]
    public async Task Names_full_of_markup_are_text_wherever_they_stand()
    {
        const string Hostile = "=1+1<script>alert('name')</script><img src=x onerror=alert(1)>\"'evil";
        using var admin = await Administrator.SignInAsync(host.Address);
        var form = await admin.Visitor.GetAsync("/accounts/new");
        (string, string)[] fields = [("DisplayName", Hostile), ("Postings", ""), ("Roles", "investigator")];
        foreach (var (field, value) in new[] { ("UserName", "<script>alert(1)</script>"), ("Unit", "\"><script>alert(1)</script>"), ("Postings", "<script>") })
        {
            var refused = await admin.Visitor.SubmitAsync(form, "/accounts/new", [.. new (string, string)[] { ("UserName", "hostile-name"), ("Unit", "unit-1") }
                .Where(one => one.Item1 != field), .. fields.Where(one => one.Item1 != field), (field, value)]);
            refused.Html.ShouldNotContain("<script>alert");
            refused.Location.ShouldBeNull();
        }

        var made = await admin.Visitor.SubmitAsync(form, "/accounts/new", [("UserName", "hostile-name"), ("Unit", "unit-1"), .. fields]);
        var proposal = await admin.Visitor.FollowAsync(made);
        var proposals = await admin.Visitor.GetAsync("/accounts/proposals");
        var id = Administrator.IdOf(await admin.ConfirmAsync(made));
        using var invited = new Visitor(host.Address);
        (await Administrator.AcceptAsync(invited, await admin.LetterAsync(id, "hostile-name"))).Html.ShouldNotContain("<script>alert");
        (await invited.SignInAsync("hostile-name", Administrator.Password)).Status.ShouldBe(HttpStatusCode.Found);

        var list = await admin.Visitor.GetAsync("/accounts?q=hostile-name");
        list.Text.ShouldContain(Hostile);
        var details = System.Text.RegularExpressions.Regex.Match(list.Html, "/accounts/[0-9a-f-]{36}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        foreach (var page in new[] { list, proposal, proposals, await admin.Visitor.GetAsync(details), await invited.GetAsync("/"), await invited.GetAsync("/authenticator"), await invited.GetAsync("/password") })
        {
            page.Html.ShouldNotContain("<script>alert");
            page.Html.ShouldNotContain("<img src=x");
            page.Policy.ShouldNotBeNull().ShouldNotContain("unsafe");
        }
    }

    [Fact]
    public async Task An_invitation_serves_once_and_only_the_newest()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (id, first) = await admin.InviteAsync("invited-once", "auditor");
        await admin.ActAsync(id, "InviteAgain");
        var second = await admin.LetterAsync(id, "invited-once");
        using var visitor = new Visitor(host.Address);
        (await visitor.GetAsync(first.Path)).Html.ShouldContain("has been used, has run out, or was replaced");
        var page = await visitor.GetAsync(second.Path);
        (await visitor.SubmitAsync(page, "/invitation/", ("HandoverCode", second.Code), ("NewPassword", "too short"), ("Repeated", "too short"))).Html.ShouldContain("at least 15 characters");
        Sheet[] chosen = [await Administrator.ChooseAsync(visitor, page, second.Code, "one long password"), await Administrator.ChooseAsync(visitor, page, second.Code, "another long password")];
        // Code and password alone use nothing up and let nobody in.
        (await host.ScalarAsync<string>($"select status || coalesce(password_hash, '') from identity.accounts where id = '{id}'")).ShouldBe("invited");
        var both = await Task.WhenAll(chosen.Select(step => Authenticator.EnrolAsync(visitor, step, "invited-once")));
        both.Count(answer => answer.Html.Contains("You can sign in now", StringComparison.Ordinal)).ShouldBe(1);
        (await visitor.GetAsync(second.Path)).Html.ShouldContain("has been used");
        var kept = (await host.ScalarAsync<string>($"select string_agg(i::text, ' ') from identity.invitations i where account_id = '{id}'")).ShouldNotBeNull();
        foreach (var secret in new[] { second.Path["/invitation/".Length..], second.Code })
        {
            kept.ShouldNotContain(secret);
            kept.ShouldNotContain(secret.Replace("-", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("auditor", "investigator")]
    [InlineData("auditor", "supervisor")]
    [InlineData("auditor", "prosecutor")]
    [InlineData("auditor", "liaison-officer")]
    [InlineData("auditor", "custodian")]
    [InlineData("auditor", "identity-admin")]
    [InlineData("identity-admin", "investigator")]
    [InlineData("identity-admin", "supervisor")]
    [InlineData("identity-admin", "prosecutor")]
    [InlineData("identity-admin", "liaison-officer")]
    [InlineData("identity-admin", "custodian")]
    public async Task Roles_that_nobody_holds_together_are_refused_at_the_invitation_and_later(string role, string other)
    {
        const string Words = "One person does not hold these roles together";
        using var admin = await Administrator.SignInAsync(host.Address);
        var name = $"both-{role}-{other}"[..Math.Min(60, $"both-{role}-{other}".Length)];
        var form = await admin.Visitor.GetAsync("/accounts/new");
        var refused = await admin.Visitor.SubmitAsync(form, "/accounts/new",
            ("UserName", name), ("DisplayName", "Both"), ("Unit", "unit-1"), ("Postings", ""), ("Roles", role), ("Roles", other));
        refused.Html.ShouldContain(Words);
        (await host.ScalarAsync<long>($"select count(*) from identity.accounts where user_name = '{name}'")).ShouldBe(0);

        var (id, _) = await admin.InviteAsync(name, other);
        (await admin.ActAsync(id, "Roles", ("Roles", role), ("Roles", other))).Html.ShouldContain(Words);
        (await host.ScalarAsync<string>($"select array_to_string(roles, ' ') from identity.accounts where id = '{id}'")).ShouldBe(other);
        using var georgian = new Visitor(host.Address, "ka");
        await georgian.SignInAsync("identity-admin");
        (await georgian.SubmitAsync(await georgian.GetAsync("/accounts/" + id), "handler=Roles", ("Roles", role), ("Roles", other))).Text.ShouldContain("ერთ პირს ეს როლები ერთად არ ეკისრება");
        (await admin.ActAsync(id, "Roles", ("Roles", role))).Html.ShouldNotContain(Words);
        await admin.ActAsync(id, "End");
    }

    [Fact]
    public async Task Suspension_binds_at_once_and_is_recorded()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("suspended", "investigator");
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "suspended", Administrator.Password);

        (await admin.ActAsync(id, "Suspend")).Html.ShouldContain("suspended");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await visitor.SignInAsync("suspended", Administrator.Password)).Status.ShouldBe(HttpStatusCode.OK);

        await admin.ActAsync(id, "Reactivate");
        (await visitor.SignInAsync("suspended", Administrator.Password)).Status.ShouldBe(HttpStatusCode.Found);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var history = (await admin.ActAsync(id, "End")).Html;
        foreach (var act in new[] { "Invited", "Role given: investigator", "Invitation accepted", "Suspended", "Reactivated", "Ended" })
            history.ShouldContain(act);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await host.ScalarAsync<long>($"select count(*) from identity.account_acts where account_id = '{id}' and act = 'suspended' and actor_id = '{OwnId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_is_refused_by_the_account_itself_not_only_by_revocation()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var changes = new[] { "status = 'suspended'", "roles = '{}'", "security_stamp = 'another'" };
        foreach (var change in changes)
        {
            var name = "refused-" + Array.IndexOf(changes, change);
            var id = await admin.CreateAsync(name, "investigator");
            using var visitor = new Visitor(host.Address);
            var oidc = new Oidc(host.Address);
            var tokens = await oidc.CliTokensAsync(visitor, name, Administrator.Password);
            await host.ScalarAsync<object>($"update identity.accounts set {change} where id = '{id}'");
            var (status, answer) = await oidc.RefreshAsync(tokens);
            status.ShouldBe(HttpStatusCode.BadRequest);
            ((string)answer["error"]!).ShouldBe("invalid_grant");
        }
    }

    [Fact]
    public async Task Claims_are_read_again_at_each_refresh()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("moving", "investigator");
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "moving", Administrator.Password);
        await host.ScalarAsync<object>($"update identity.accounts set unit_code = 'unit-9', roles = '{{supervisor}}' where id = '{id}'");
        var (status, refreshed) = await oidc.RefreshAsync(tokens);
        status.ShouldBe(HttpStatusCode.OK);
        var (_, access) = await oidc.VerifyAsync((string)refreshed["access_token"]!);
        ((string)access["unit"]!).ShouldBe("unit-9");
        access["role"]!.ToJsonString().ShouldContain("supervisor");
        access["role"]!.ToJsonString().ShouldNotContain("investigator");
    }

    [Fact]
    public async Task Roles_unit_and_postings_are_given_and_taken()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("changeable", "investigator");
        await admin.ActAsync(id, "Roles", ("Roles", "liaison-officer"));
        await admin.ActAsync(id, "Details", ("DisplayName", "New name"), ("Unit", "liaison"), ("Postings", "fr"), ("Postings", "ES"));
        (await admin.ActAsync(id, "Details", ("DisplayName", "New name"), ("Unit", "liaison"), ("Postings", "FRA"))).Html.ShouldContain("choose them from the list");
        (await admin.ActAsync(id, "Roles", ("Roles", "king"))).Html.ShouldContain("no such role");
        var page = (await admin.Visitor.GetAsync("/accounts/" + id)).Html;
        foreach (var part in new[] { "Role taken: investigator", "Role given: liaison officer", "Unit set: Liaison officers", "States served: Spain, France", "New name" })
            page.ShouldContain(part);
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var (_, access) = await oidc.VerifyAsync((string)(await oidc.CliTokensAsync(visitor, "changeable", Administrator.Password))["access_token"]!);
        access["posting"]!.ToJsonString().ShouldBe("[\"ES\",\"FR\"]");
    }

    [Fact]
    public async Task A_display_name_can_be_seen_and_hides_nothing()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (id, _) = await admin.InviteAsync("seen-by-name", "investigator");
        foreach (var faulty in new[] { "", " ", "\u200B", "\u00AD", "\u3164", "\u2800", "\uFEFF", "Ana \u202Enitsev", "Ana\u200F", "\u2066Ana\u2069", "A\u00ADna", "Ana\u2028B", "Ana\u0007", new string('a', 129) })
            (await admin.ActAsync(id, "Details", ("DisplayName", faulty), ("Unit", "liaison"), ("Postings", ""))).Html.ShouldContain("Give a display name", Case.Sensitive, faulty);
        foreach (var sound in new[] { "ნინო ბერიძე", "Ana María", "O’Brien-Šimić", "نام\u200Cخانوادگی" })
            (await admin.ActAsync(id, "Details", ("DisplayName", sound), ("Unit", "liaison"), ("Postings", ""))).Text.ShouldContain(sound);
    }

    [Fact]
    public async Task Nobody_administers_their_own_account_and_the_last_administrator_stays()
    {
        var connections = await host.OwnDatabaseAsync();
        var address = await host.StartAsync(connections);
        using var admin = await Administrator.SignInAsync(address);
        const string id = "01980000-0000-7000-8000-00000000000b";
        var form = await admin.Visitor.GetAsync("/accounts/" + id);
        foreach (var (handler, fields) in new (string, (string, string)[])[] { ("Roles", [("Roles", "auditor")]), ("Suspend", []), ("End", []) })
        {
            // The own page offers no such form: the one of the other account is turned against oneself.
            var own = form with { Html = form.Html.Replace(id, OwnId, StringComparison.Ordinal) };
            (await admin.Visitor.SubmitAsync(own, "handler=" + handler, fields)).Html.ShouldContain("Nobody administers their own account");
        }
        // Two administrators end each other at the same moment: one stays.
        using var second = await Administrator.SignInAsync(address, "identity-admin-2");
        var secondsForm = await second.Visitor.GetAsync("/accounts/" + OwnId);
        await Task.WhenAll(admin.Visitor.SubmitAsync(form, "handler=Suspend"), second.Visitor.SubmitAsync(secondsForm, "handler=Suspend"));
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        await using var count = source.CreateCommand("select count(*) from identity.accounts where status = 'active' and 'identity-admin' = any(roles)");
        (await count.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    [Fact]
    public async Task Second_factor_and_password_are_reset()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("forgetful", "investigator");
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("forgetful", Administrator.Password);
        foreach (var (act, words, password) in new[] { ("ResetSecondFactor", "Second factor reset", "a newly chosen sentence"), ("ResetPassword", "Password reset", "yet another sentence") })
        {
            (await admin.ActAsync(id, act)).Html.ShouldContain(words);
            (await visitor.SignInAsync("forgetful", Administrator.Password)).Status.ShouldBe(HttpStatusCode.OK);
            await Administrator.AcceptAsync(visitor, await admin.LetterAsync(id, "forgetful"), password);
            var waits = await visitor.FollowAsync(await visitor.SignInAsync("forgetful", password));
            waits.Html.ShouldContain("confirms that they have met you");
            (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        }
    }

    [Fact]
    public async Task The_list_is_searched_and_paged()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await host.ScalarAsync<object>("""
            insert into identity.accounts (id, user_name, normalized_user_name, display_name, status, roles, postings, created_at, recovery_code_hashes,
                last_totp_step, security_stamp, two_factor_enabled, lockout_enabled, access_failed_count)
            select gen_random_uuid(), 'many-' || n, 'MANY-' || n, 'Many ' || n, 'invited', '{}', '{}', now(), '{}', 0, 's', false, true, 0 from generate_series(100, 219) n
            """);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? next = "/accounts?q=many-";
        for (var pages = 0; next is not null; pages++)
        {
            pages.ShouldBeLessThan(5);
            var page = (await admin.Visitor.GetAsync(next)).Text;
            foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(page, ">(many-\\d+)<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
                seen.Add(match.Groups[1].Value).ShouldBeTrue();
            var link = System.Text.RegularExpressions.Regex.Match(page, "href=\"([^\"]*after=[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            next = link.Success ? link.Groups[1].Value : null;
        }
        seen.Count.ShouldBe(120);
        (await admin.Visitor.GetAsync("/accounts?q=%25")).Html.ShouldContain("No account matches");
    }

    [Fact]
    public async Task The_host_can_neither_change_nor_remove_what_is_recorded()
    {
        foreach (var sql in new[]
                 {
                     "update identity.account_acts set act = 'x'", "delete from identity.account_acts", "truncate identity.account_acts",
                     "delete from identity.accounts", "create table identity.x (y int)", "truncate identity.protocol_keys", "update identity.protocol_keys set use = use",
                     "update identity.proposals set details = '{}'", "update identity.proposals set proposed_by = decided_by", "update identity.proposals set account_id = id",
                     "update identity.proposals set expires_at = now()", "delete from identity.proposals", "truncate identity.proposals",
                     "update identity.invitations set confirmed_by = null", "update identity.invitations set proposed_by = null", "update identity.invitations set account_id = id", "delete from identity.invitations",
                 })
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => IdentityHost.ExecuteAsync(host.Connections.Identity, sql));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }
}
