using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Sessions are the server's: what has ended there has ended, even for a browser, a thief or a program that still holds its cookie or token.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed partial class SessionsTests(IdentityHost host)
{
    [Fact]
    public async Task A_copied_cookie_a_refresh_token_and_a_code_are_worth_nothing_after_the_sign_out()
    {
        await CreateAsync("copied-cookie");
        using var owner = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(owner, "copied-cookie", Administrator.Password);
        var waiting = new Oidc(host.Address);
        var code = await waiting.CodeAsync(owner, await waiting.PushAsCliAsync(Oidc.CliRedirect), "copied-cookie");
        using var thief = Copy(owner);
        (await thief.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await IsActiveAsync(oidc, tokens)).ShouldBeTrue();
        // The database knows the handle's hash alone.
        var handle = HandleOf(owner);
        (await host.ScalarAsync<long>($"select count(*) from identity.sessions where handle_hash like '%{handle}%'")).ShouldBe(0);

        await owner.SubmitAsync(await owner.GetAsync("/sign-out"), "/sign-out");
        HandleOf(owner).ShouldBeNull();
        (await thief.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
        (await thief.GetAsync("/sessions")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await waiting.RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        (await IsActiveAsync(oidc, tokens)).ShouldBeFalse();
        (await EndOfAsync("copied-cookie")).ShouldBe("signed-out by copied-cookie");
    }

    [Fact]
    public async Task A_handle_is_exchanged_at_each_sign_in_and_second_factor_and_the_former_one_opens_nothing()
    {
        await CreateAsync("exchanged");
        using var owner = new Visitor(host.Address);
        await owner.SignInAsync("exchanged", Administrator.Password);
        using var beforeFactor = Copy(owner);
        await PassedTime.SinceFactorAsync(host.Address, owner);
        var oidc = new Oidc(host.Address);
        var asked = await owner.FollowAsync(await owner.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect, ("acr_values", "urn:caseworkspace:second-factor"))));
        await Authenticator.Of(host.Address, "exchanged")!.GiveAsync(host.Address, "exchanged", code => owner.SubmitAsync(asked, "/second-factor", ("Code", code)));
        (await owner.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await beforeFactor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);

        using var planted = new Visitor(host.Address);
        await planted.SignInAsync("investigator");
        using var former = Copy(planted);
        await planted.SignInAsync("investigator");
        (await planted.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await former.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_session_ends_when_another_person_signs_in_with_the_same_browser()
    {
        await CreateAsync("was-before");
        using var browser = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(browser, "was-before", Administrator.Password);
        await browser.SignInAsync("prosecutor");
        (await browser.GetAsync("/")).Html.ShouldContain("Sample Prosecutor");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await EndOfAsync("was-before")).ShouldBe("replaced by prosecutor");
    }

    /// <summary>The clock is moved by moving the times of the row, which is where the limits are held.</summary>
    [Theory]
    [InlineData("idle", "last_used_at = last_used_at - interval '59 minutes', ends_at = ends_at - interval '59 minutes'", "last_used_at = last_used_at - interval '2 minutes'")]
    [InlineData("absolute", "ends_at = now() + interval '1 minute'", "ends_at = now() - interval '1 second'")]
    public async Task A_session_ends_at_its_limit_with_all_that_rests_on_it(string limit, string before, string after)
    {
        var name = "limit-" + limit;
        await CreateAsync(name);
        using var owner = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(owner, name, Administrator.Password);
        await MoveAsync(name, before);
        (await IsActiveAsync(oidc, tokens)).ShouldBeTrue();
        await MoveAsync(name, after);
        (await IsActiveAsync(oidc, tokens)).ShouldBeFalse();
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
        await UntilAsync(async () => await EndOfAsync(name) == $"{limit} by ");
    }

    [Fact]
    public async Task A_use_moves_the_idle_limit_and_a_page_left_open_does_not()
    {
        await CreateAsync("used");
        using var owner = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var code = await oidc.CodeAsync(owner, await oidc.PushAsync(), "used", Administrator.Password);
        var (_, tokens) = await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials);
        await MoveAsync("used", "last_used_at = now() - interval '50 minutes'");
        // The web host renews its tokens for a page at which nobody has done anything for half an hour.
        var (status, renewed) = await oidc.RefreshAsync(tokens, [.. oidc.WebCredentials, ("idle_seconds", "1800")]);
        status.ShouldBe(HttpStatusCode.OK);
        (await IdleAsync("used")).ShouldBeInRange(29, 31);
        // What it says is never later than what is known, and nothing makes it the future.
        (_, renewed) = await oidc.RefreshAsync(renewed, [.. oidc.WebCredentials, ("idle_seconds", "3000")]);
        (await IdleAsync("used")).ShouldBeInRange(29, 31);
        (_, renewed) = await oidc.RefreshAsync(renewed, [.. oidc.WebCredentials, ("idle_seconds", "-3000")]);
        (await IdleAsync("used")).ShouldBeInRange(-0.1, 1);
        await MoveAsync("used", "last_used_at = now() - interval '50 minutes'");
        await owner.GetAsync("/");
        (await IdleAsync("used")).ShouldBeInRange(-0.1, 1);
    }

    [Fact]
    public async Task The_page_shows_where_one_is_signed_in_and_ends_any_other_session()
    {
        await CreateAsync("many-places");
        using var here = new Visitor(host.Address);
        using var there = new Visitor(host.Address);
        using var elsewhere = new Visitor(host.Address);
        await here.SignInAsync("many-places", Administrator.Password);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(there, "many-places", Administrator.Password);
        await elsewhere.SignInAsync("many-places", Administrator.Password);
        var page = await here.GetAsync("/sessions");
        RowsOf(page).ShouldBe(3);
        page.Html.Split("this one").Length.ShouldBe(2);
        page.Html.ShouldContain("127.0.0.1");

        var own = await IdOfAsync(oidc, tokens);
        (await EndAsync(here, page, own)).Html.ShouldContain("The session has ended");
        (await host.ScalarAsync<long>($"select count(*) from identity.sessions where id = '{own}' and ended_at is not null")).ShouldBe(1);
        (await there.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await here.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_others_end_by_one_press_and_nobody_ends_a_session_of_somebody_else()
    {
        await CreateAsync("ends-others");
        using var here = new Visitor(host.Address);
        using var there = new Visitor(host.Address);
        using var stranger = new Visitor(host.Address);
        await here.SignInAsync("ends-others", Administrator.Password);
        await there.SignInAsync("ends-others", Administrator.Password);
        var oidc = new Oidc(host.Address);
        var strangers = await oidc.CliTokensAsync(stranger, "investigator");

        var page = await here.GetAsync("/sessions");
        await EndAsync(here, page, await IdOfAsync(oidc, strangers));
        (await stranger.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);

        await here.SubmitAsync(page, "handler=EndOthers");
        (await there.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await here.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_in_from_a_device_not_seen_before_is_marked_and_recorded()
    {
        var id = await CreateAsync("new-device");
        using var known = new Visitor(host.Address);
        await known.SignInAsync("new-device", Administrator.Password);
        (await known.GetAsync("/sessions")).Html.ShouldNotContain(">new device<");
        await known.SubmitAsync(await known.GetAsync("/sign-out"), "/sign-out");
        await known.SignInAsync("new-device", Administrator.Password);
        (await known.GetAsync("/sessions")).Html.ShouldNotContain(">new device<");

        using var other = new Visitor(host.Address);
        await other.SignInAsync("new-device", Administrator.Password);
        (await known.GetAsync("/sessions")).Html.ShouldContain(">new device<");
        // An entry for the auditor; administrators are not shown when and where people sign in.
        (await host.ScalarAsync<long>($"select count(*) from identity.account_acts where account_id = '{id}' and act = 'new-device'")).ShouldBe(1);
        using var admin = await Administrator.SignInAsync(host.Address);
        var page = (await admin.Visitor.GetAsync("/accounts/" + id)).Html;
        page.ShouldContain("Invitation accepted");
        page.ShouldNotContain("Signed in from a new device");
    }

    [Theory]
    [InlineData("Suspend")]
    [InlineData("End")]
    [InlineData("ResetPassword")]
    [InlineData("Roles")]
    public async Task An_act_on_the_account_ends_its_sessions_in_the_same_transaction(string act)
    {
        var name = "act-" + act.ToLowerInvariant();
        var id = await CreateAsync(name);
        using var owner = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(owner, name, Administrator.Password);
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.ActAsync(id, act);
        (await EndOfAsync(name)).ShouldBe("account-changed by identity-admin");
        (await owner.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Over_https_every_cookie_is_bound_to_this_host()
    {
        var connections = await host.EmptyDatabaseAsync();
        (await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner))).ExitCode.ShouldBe(0);
        var address = await host.StartProductionAsync(connections, IdentityHost.KeysFolder(connections));
        var settings = IdentityHost.Settings(connections, address).Where(setting => setting.Key is "ConnectionStrings__Identity" or "Keys__Folder")
            .Concat([("Identity__Issuer", address), ("Identity__WebOrigin", "https://localhost:5080"), ("ASPNETCORE_URLS", "https://127.0.0.1:0")]).ToArray();
        var (_, output) = await IdentityHost.RunAsync(["first-administrator", "ada"], settings);
        using var visitor = new Visitor(address);
        await Administrator.AcceptAsync(visitor, new Letter(LinkPattern().Match(output).Groups[1].Value, CodePattern().Match(output).Groups[1].Value));
        await visitor.GetAsync("/language?to=en-GB&back=/");
        await visitor.SignInAsync("ada", Administrator.Password);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        var cookies = visitor.Cookies.GetAllCookies();
        cookies.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (Cookie cookie in cookies)
        {
            cookie.Name.ShouldStartWith("__Host-");
            (cookie.Secure, cookie.Path, cookie.HttpOnly).ShouldBe((true, "/", true), cookie.Name);
        }
    }

    private async Task<string> CreateAsync(string name)
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        return await admin.CreateAsync(name, "investigator");
    }

    private Task MoveAsync(string name, string change) => IdentityHost.ExecuteAsync(host.Connections.Owner,
        $"update identity.sessions set {change} where account_id = (select id from identity.accounts where user_name = '{name}')");

    /// <summary>Why and by whom the newest session of the account was ended.</summary>
    private async Task<string?> EndOfAsync(string name) => await host.ScalarAsync<string>(
        $"""
         select coalesce(kept.end_reason, '-') || ' by ' || coalesce(ender.user_name, '') from identity.sessions kept
         join identity.accounts holder on holder.id = kept.account_id left join identity.accounts ender on ender.id = kept.ended_by
         where holder.user_name = '{name}' order by kept.created_at desc limit 1
         """);

    private async Task<double> IdleAsync(string name) => (double)await host.ScalarAsync<decimal>(
        $"select extract(epoch from now() - last_used_at) / 60 from identity.sessions where account_id = (select id from identity.accounts where user_name = '{name}') and ended_at is null");

    private static async Task<string> IdOfAsync(Oidc oidc, System.Text.Json.Nodes.JsonNode tokens) =>
        (string)(await oidc.VerifyAsync((string)tokens["access_token"]!)).Payload["sid"]!;

    private static async Task<bool> IsActiveAsync(Oidc oidc, System.Text.Json.Nodes.JsonNode tokens) =>
        (bool)(await oidc.PostAsync("/connect/introspection", [("token", (string)tokens["access_token"]!), .. oidc.WebCredentials])).Answer["active"]!;

    /// <summary>Somebody with a copy of all cookies.</summary>
    private static Visitor Copy(Visitor owner)
    {
        var thief = new Visitor(owner.Address);
        thief.Cookies.Add(owner.Cookies.GetAllCookies());
        return thief;
    }

    private static async Task<Sheet> EndAsync(Visitor visitor, Sheet page, string session) => await visitor.FollowAsync(
        await visitor.PostAsync("/sessions?handler=End", ("Id", session), ("__RequestVerificationToken", TokenPattern().Match(page.Html).Groups[1].Value)));

    private static string? HandleOf(Visitor visitor) => visitor.Cookies.GetAllCookies().FirstOrDefault(cookie => cookie.Name.EndsWith("cw-identity.session", StringComparison.Ordinal))?.Value;

    private static int RowsOf(Sheet page) => page.Html.Split("scope=\"row\"").Length - 1;

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await done())
            await Task.Delay(250, patience.Token);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex TokenPattern();

    [GeneratedRegex("https?://[^<\"\\s]+(/invitation/[A-Za-z0-9_-]+)", RegexOptions.None, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("Handover code: (\\S+)", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
