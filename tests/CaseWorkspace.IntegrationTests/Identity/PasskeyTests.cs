using System.Net;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Passkeys: set up on the way of an invitation, used to sign in and as second factor, and what an attacker sends in their place.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class PasskeyTests(IdentityHost host)
{
    private const string Context = "urn:caseworkspace:second-factor";

    [Fact]
    public async Task It_is_set_up_with_the_invitation_and_signs_in_alone_and_the_token_says_so()
    {
        using var device = new SoftKey();
        using var invited = await InvitedAsync("has-passkey", device);
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect, ("acr_values", Context))));
        var back = await visitor.FollowAsync(await device.UseAsync(visitor, page));
        var (_, tokens) = await oidc.RedeemAsync(oidc.CodeOf(back), Oidc.CliRedirect, ("client_id", "cli"));
        await SaysAsync(tokens, """["pop","user","mfa"]""");
        var (_, refreshed) = await oidc.RefreshAsync(tokens);
        await SaysAsync(refreshed, """["pop","user","mfa"]""");

        // Step-up asks for it too, and remembers how the session began.
        await PassedTime.SinceFactorAsync(host.Address, visitor);
        var again = new Oidc(host.Address);
        var asked = await visitor.FollowAsync(await visitor.GetAsync(await again.PushAsCliAsync(Oidc.CliRedirect, ("acr_values", Context))));
        asked.Path.ShouldContain("/second-factor?");
        asked.Html.ShouldNotContain("id=\"code\"");
        var fresh = await again.RedeemAsync(again.CodeOf(await visitor.FollowAsync(await device.UseAsync(visitor, asked))), Oidc.CliRedirect, ("client_id", "cli"));
        await SaysAsync(fresh.Answer, """["pop","user","mfa"]""");

        async Task SaysAsync(System.Text.Json.Nodes.JsonNode answer, string methods)
        {
            var access = (await oidc.VerifyAsync((string)answer["access_token"]!)).Payload;
            access["amr"]!.ToJsonString().ShouldBe(methods);
            ((string)access["acr"]!).ShouldBe(Context);
            ((long)access["second_factor_at"]!).ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60);
        }
    }

    [Fact]
    public async Task A_challenge_serves_once_on_whichever_node()
    {
        using var device = new SoftKey { Count = 0 };
        using var invited = await InvitedAsync("challenged", device);
        var second = await host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address));
        using var here = new Visitor(host.Address);
        using var there = new Visitor(second);
        var page = await here.GetAsync("/sign-in");
        // A device that keeps no count: nothing but the challenge tells the second use from the first.
        device.Count = 0;
        var answer = device.Used(page, host.Address);
        var other = SoftKey.WithStateOf(await there.GetAsync("/sign-in"), page);
        var answers = await Task.WhenAll([here.SubmitAsync(page, "handler=Passkey", ("Credential", answer)),
            .. Enumerable.Range(0, 3).Select(_ => there.SubmitAsync(other, "handler=Passkey", ("Credential", answer)))]);
        answers.Count(one => one.Location == "/").ShouldBe(1);
        answers.Count(one => one.Html.Contains("The passkey was not accepted", StringComparison.Ordinal)).ShouldBe(3);
        (await here.SubmitAsync(SoftKey.WithStateOf(await here.GetAsync("/sign-in"), page), "handler=Passkey", ("Credential", answer))).Html.ShouldContain("The passkey was not accepted");
        await Should.ThrowAsync<Npgsql.PostgresException>(() => IdentityHost.ExecuteAsync(host.Connections.Identity,
            "update identity.spent_challenges set spent_at = now() - interval '1 day'"));
    }

    [Theory]
    [InlineData("no user verification")]
    [InlineData("foreign origin")]
    [InlineData("foreign domain")]
    [InlineData("count goes back")]
    [InlineData("challenge of another page")]
    [InlineData("challenge that sets one up")]
    [InlineData("another device")]
    public async Task What_is_not_as_asked_signs_nobody_in(string lie)
    {
        var name = "lie-" + lie.Replace(' ', '-');
        using var device = new SoftKey();
        using var another = new SoftKey();
        using var invited = await InvitedAsync(name, device);
        using var visitor = new Visitor(host.Address);
        (await device.UseAsync(visitor, await visitor.GetAsync("/sign-in"))).Status.ShouldBe(HttpStatusCode.Found, "the truth is believed");
        using var liar = new Visitor(host.Address);
        var page = await liar.GetAsync("/sign-in");
        var asked = page;
        switch (lie)
        {
            case "no user verification": device.Verifies = false; break;
            case "foreign origin": device.Origin = "https://caseworkspace.example"; break;
            case "foreign domain": device.Domain = "caseworkspace.example"; break;
            case "count goes back": device.Count -= 1; break;
            case "challenge of another page": asked = await liar.GetAsync("/sign-in"); break;
            case "challenge that sets one up": page = SoftKey.WithStateOf(page, await visitor.GetAsync("/authenticator")); break;
        }
        var answer = (lie == "another device" ? another : device).Used(asked, liar.Address);
        (await liar.SubmitAsync(page, "handler=Passkey", ("Credential", answer))).Html.ShouldContain("The passkey was not accepted");
        (await liar.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task The_challenge_and_the_passkey_of_another_account_serve_nobody()
    {
        using var mine = new SoftKey();
        using var yours = new SoftKey();
        using var first = await InvitedAsync("passkey-mine", mine);
        using var other = await InvitedAsync("passkey-yours", yours);
        using var me = new Visitor(host.Address);
        using var you = new Visitor(host.Address);
        var asksMe = await me.AskedForFactorAsync("passkey-mine", Administrator.Password);
        var asksYou = await you.AskedForFactorAsync("passkey-yours", Administrator.Password);
        // After the other's password: my passkey, with my challenge and with theirs.
        (await you.SubmitAsync(SoftKey.WithStateOf(asksYou, asksMe), "handler=Passkey", ("Credential", mine.Used(asksMe, you.Address)))).Html.ShouldContain("The passkey was not accepted");
        (await mine.UseAsync(you, asksYou)).Html.ShouldContain("The passkey was not accepted");
        (await you.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
        (await mine.UseAsync(me, asksMe)).Status.ShouldBe(HttpStatusCode.Found);
        (await me.GetAsync("/")).Html.ShouldContain("passkey-mine");
    }

    [Fact]
    public async Task It_is_added_and_removed_with_a_fresh_factor_alone_the_holder_is_told_and_the_last_factor_stays()
    {
        using var first = new SoftKey();
        using var second = new SoftKey();
        using var invited = await InvitedAsync("adds-passkey", first);
        using var visitor = new Visitor(host.Address);
        await first.UseAsync(visitor, await visitor.GetAsync("/sign-in"));
        var page = await visitor.GetAsync("/authenticator");
        page.Html.ShouldNotContain("handler=Remove");
        (await visitor.GetAsync("/")).Html.ShouldNotContain("A second factor was added");

        await PassedTime.SinceFactorAsync(host.Address, visitor);
        (await second.SetUpAsync(visitor, page)).Html.ShouldContain("The passkey was not accepted");
        (await visitor.GetAsync("/authenticator")).Html.ShouldNotContain("handler=Passkey");
        await first.UseAsync(visitor, await visitor.GetAsync("/second-factor?returnUrl=/authenticator&signIn=false"));
        (await second.SetUpAsync(visitor, await visitor.GetAsync("/authenticator"))).Location.ShouldBe("/authenticator?Done=True");
        (await visitor.GetAsync("/")).Html.ShouldContain("A second factor was added");

        // Two pages remove one each: the last one stays.
        var open = await visitor.GetAsync("/authenticator");
        var keys = System.Text.RegularExpressions.Regex.Matches(open.Html, "name=\"Id\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value).ToList();
        keys.Count.ShouldBe(2);
        var answers = await Task.WhenAll(keys.Select(key => visitor.SubmitAsync(open, "handler=Remove", ("Id", key))));
        answers.Count(answer => answer.Location == "/authenticator?Done=True").ShouldBe(1);
        answers.Count(answer => answer.Html.Contains("The last second factor stays", StringComparison.Ordinal)).ShouldBe(1);
        (await host.ScalarAsync<string>("select string_agg(act, ' ' order by at, id) from identity.account_acts where act like '%passkey%' and account_id = (select id from identity.accounts where user_name = 'adds-passkey')"))
            .ShouldBe("passkey-added passkey-removed");
    }

    [Fact]
    public async Task After_a_reset_it_serves_no_more_and_a_new_invitation_sets_up_another()
    {
        using var device = new SoftKey();
        using var first = await InvitedAsync("reset-passkey", device);
        var id = $"{await host.ScalarAsync<Guid>("select id from identity.accounts where user_name = 'reset-passkey'")}";
        using var admin = await Administrator.SignInAsync(host.Address);
        using var visitor = new Visitor(host.Address);
        foreach (var act in new[] { "ResetPassword", "ResetSecondFactor" })
        {
            await admin.ActAsync(id, act);
            (await host.ScalarAsync<long>($"select count(*) from identity.passkeys where account_id = '{id}'")).ShouldBe(0);
            (await device.UseAsync(visitor, await visitor.GetAsync("/sign-in"))).Html.ShouldContain("The passkey was not accepted");
            using var next = new SoftKey();
            using var invited = new Visitor(host.Address);
            var letter = await admin.LetterAsync(id, "reset-passkey");
            (await next.SetUpAsync(invited, await Administrator.ChooseAsync(invited, await invited.GetAsync(letter.Path), letter.Code))).Html.ShouldContain("You can sign in now");
            (await host.ScalarAsync<long>($"select count(*) from identity.passkeys where account_id = '{id}'")).ShouldBe(1);
        }
    }

    /// <summary>Somebody who has taken up an invitation with this device; answers their browser.</summary>
    private async Task<Visitor> InvitedAsync(string name, SoftKey device)
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (_, letter) = await admin.InviteAsync(name, "investigator");
        var invited = new Visitor(host.Address);
        var done = await device.SetUpAsync(invited, await Administrator.ChooseAsync(invited, await invited.GetAsync(letter.Path), letter.Code));
        done.Html.ShouldContain("You can sign in now");
        done.Html.ShouldContain("Recovery codes");
        return invited;
    }
}
