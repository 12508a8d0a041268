using System.Diagnostics;
using System.Net;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

[Collection(SharedAccountsHost.Name)]
public sealed class SignInTests(IdentityHost host)
{
    [Fact]
    public async Task Unknown_user_and_wrong_password_answer_alike_and_take_alike()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("alike", "auditor");
        // Neither the account nor its network has to wait for all of it.
        using var visitor = new Visitor(host.Address, from: "192.0.2.1");
        var wrong = await TryAsync(visitor, "alike");
        var unknown = await TryAsync(visitor, "nobody");
        Without(unknown.Html, "nobody").ShouldBe(Without(wrong.Html, "alike"));

        var wrongTime = await MedianAsync(visitor, "alike");
        var unknownTime = await MedianAsync(visitor, "nobody");
        (unknownTime / wrongTime).ShouldBeInRange(0.4, 2.5);
    }

    [Fact]
    public async Task No_role_no_entry()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("roleless");
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect)));
        var denied = await visitor.FollowAsync(await visitor.FillSignInAsync(page, "roleless", Administrator.Password));
        denied.Html.ShouldContain("No role, no entry");
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.GetAsync("/sign-in");
        (await visitor.PostAsync("/sign-in", ("UserName", "investigator"), ("Password", "Demo-2026!"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        await visitor.SignInAsync("identity-admin");
        (await visitor.PostAsync("/accounts/01980000-0000-7000-8000-000000000001?handler=End")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.PostAsync("/sign-out")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    public async Task Nobody_is_sent_to_another_site(string target)
    {
        using var visitor = new Visitor(host.Address);
        var page = await visitor.GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(target));
        (await visitor.FillSignInAsync(page, "investigator")).Location.ShouldBe("/");
        (await visitor.GetAsync("/language?to=ka-GE&back=" + Uri.EscapeDataString(target))).Location.ShouldBe("/");
    }

    [Fact]
    public async Task The_second_factor_is_asked_its_code_serves_once_and_the_token_says_so()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("two-factors", "investigator");
        var app = Authenticator.Of(host.Address, "two-factors")!;

        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect)));
        var second = await visitor.FollowAsync(await visitor.FillPasswordAsync(page, "two-factors", Administrator.Password));
        second.Html.ShouldContain("authenticator app");
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await visitor.SubmitAsync(second, "/second-factor", ("Code", "000000"))).Status.ShouldBe(HttpStatusCode.OK);
        var code = app.Code();
        // A wrong code at a browser that was not known is told before all else: somebody knew the password.
        var told = await visitor.FollowAsync(await visitor.SubmitAsync(second, "/second-factor", ("Code", code)));
        told.Text.ShouldContain("code after the right password");
        var back = await visitor.FollowAsync(await visitor.SubmitAsync(told, "/failed-sign-ins"));
        var (_, tokens) = await oidc.RedeemAsync(oidc.CodeOf(back), Oidc.CliRedirect, ("client_id", "cli"));
        var (_, access) = await oidc.VerifyAsync((string)tokens["access_token"]!);
        access["amr"]!.ToJsonString().ShouldContain("otp");
        ((long)access["second_factor_at"]!).ShouldBeGreaterThanOrEqualTo((long)access["auth_time"]!);
        // Kept by a refresh, not renewed by it.
        var (_, refreshed) = await oidc.RefreshAsync(tokens);
        ((long)(await oidc.VerifyAsync((string)refreshed["access_token"]!)).Payload["second_factor_at"]!).ShouldBe((long)access["second_factor_at"]!);

        using var thief = new Visitor(host.Address);
        var asked = await thief.AskedForFactorAsync("two-factors", Administrator.Password);
        (await thief.SubmitAsync(asked, "/second-factor", ("Code", code))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_that_wants_a_second_factor_ends_a_session_without_one()
    {
        // A second node, to which an auditor needs none.
        var lenient = await host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address), ("Identity__SecondFactor__Roles", "investigator"));
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("lenient", "auditor");
        await IdentityHost.ExecuteAsync(host.Connections.Owner, $"update identity.accounts set two_factor_enabled = false, protected_authenticator_key = null where id = '{id}'");
        using var visitor = new Visitor(lenient);
        (await visitor.SignInAsync("lenient", Administrator.Password)).Location.ShouldBe("/");
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        await admin.ActAsync(id, "Roles", ("Roles", "investigator"));
        (await visitor.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
        (await visitor.SignInAsync("lenient", Administrator.Password)).Location.ShouldBe("/second-factor-missing");
    }

    [Fact]
    public async Task A_recovery_code_serves_once()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var id = await admin.CreateAsync("recovering", "investigator");
        var codes = Authenticator.Of(host.Address, "recovering")!.RecoveryCodes;
        (await host.ScalarAsync<string>($"select protected_authenticator_key || array_to_string(recovery_code_hashes, ' ') from identity.accounts where id = '{id}'"))
            .ShouldNotBeNull().ShouldNotContain(codes[0].Split('-')[0]);

        using var visitor = new Visitor(host.Address);
        (await UseAsync(visitor, codes[0])).Status.ShouldBe(HttpStatusCode.Found);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        using var again = new Visitor(host.Address);
        (await UseAsync(again, codes[0])).Status.ShouldBe(HttpStatusCode.OK);
        (await UseAsync(again, codes[1])).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Changing_the_password_ends_other_sessions_and_tokens()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("changing", "investigator");
        using var here = new Visitor(host.Address);
        using var elsewhere = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(elsewhere, "changing", Administrator.Password);
        await here.SignInAsync("changing", Administrator.Password);
        var page = await here.GetAsync("/password");
        (await ChangeAsync("short")).Html.ShouldContain("at least 15 characters");
        (await ChangeAsync("my name is changing")).Html.ShouldContain("must not contain the user name");
        (await ChangeAsync("another long sentence")).Html.ShouldContain("The password was changed");
        (await here.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);

        Task<Sheet> ChangeAsync(string password) => here.SubmitAsync(page, "/password",
            ("Current", Administrator.Password), ("NewPassword", password), ("Repeated", password));
    }

    private static async Task<Sheet> UseAsync(Visitor visitor, string code)
    {
        var asked = await visitor.AskedForFactorAsync("recovering", Administrator.Password);
        return await visitor.SubmitAsync(await visitor.GetAsync(asked.Path.Replace("/second-factor", "/recovery-code", StringComparison.Ordinal)), "/recovery-code", ("Code", code));
    }

    private static async Task<Sheet> TryAsync(Visitor visitor, string userName) =>
        await visitor.FillSignInAsync(await visitor.GetAsync("/sign-in"), userName, "wrong");

    private static async Task<double> MedianAsync(Visitor visitor, string userName)
    {
        var page = await visitor.GetAsync("/sign-in");
        var times = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            var watch = Stopwatch.StartNew();
            await visitor.FillSignInAsync(page, userName, "wrong");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return times.Order().ElementAt(4);
    }

    private static string Without(string html, string userName) =>
        System.Text.RegularExpressions.Regex.Replace(html, "value=\"CfDJ8[^\"]+\"|data-options=\"[^\"]+\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace($"value=\"{userName}\"", "value=\"\"", StringComparison.Ordinal);
}
