using System.IO.Compression;
using System.Net;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Which passwords are taken: long ones of any composition, and none of those that are tried first.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class PasswordTests(IdentityHost host)
{
    private const string Common = "among the first that are tried";
    private const string Context = "rests on your name";

    [Theory]
    [InlineData("abcdefg hijklm", "at least 15 characters")]
    [InlineData("passwordpassword", Common)]
    [InlineData("Password!Password!2026", Common)]
    [InlineData("P4$$w0rd-Passw0rd", Common)]
    [InlineData("1234567890123456", Common)]
    [InlineData("qwertyuiopasdfgh", Common)]
    [InlineData("1qaz2wsx3edc4rfv", Common)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", Common)]
    [InlineData("abcabcabcabcabcab", Common)]
    [InlineData("Iloveyou1234567890!", Common)]
    [InlineData("...............", Common)]
    [InlineData("a.....................", Common)]
    [InlineData("-_-_-_-_-_-_-_-_", Common)]
    [InlineData("🦆🐸🐍🦉🐟🐝🐞🦊", "at least 15 characters")]
    [InlineData("seven grey herons\uFFFE on a roof", "a character that is none")]
    [InlineData("correct horse battery staple", Common)]
    [InlineData("ქწერტყუიოპასდფგჰ", Common)]
    [InlineData("საქართველო საქართველო", Common)]
    [InlineData("CaseWorkspace 2026!", Context)]
    [InlineData("Nadareishvili-2026", Context)]
    [InlineData("Prosecutors Office 1", Context)]
    [InlineData("{name} is what they call me", "must not contain the user name")]
    public async Task One_that_is_tried_first_or_rests_on_what_is_known_is_refused(string password, string words)
    {
        using var visitor = await InvitedAsync();
        password = password.Replace("{name}", visitor.Name, StringComparison.Ordinal);
        var answer = await visitor.Visitor.SubmitAsync(await visitor.Visitor.GetAsync(visitor.Letter.Path), "/invitation/", ("HandoverCode", visitor.Letter.Code), ("NewPassword", password), ("Repeated", password));
        answer.Text.ShouldContain(words);
        (await visitor.Visitor.GetAsync(visitor.Letter.Path)).Html.ShouldContain("name=\"NewPassword\"");
    }

    [Theory]
    [InlineData("seven grey herons on a wet roof")]
    [InlineData("ორი მტრედი სახურავზე ზის")]
    [InlineData("qxkvjzwpbmfyhdt")]
    [InlineData("384 729 184 759 201 ")]
    [InlineData("zzzzzzzzzzzzzzq is what snores say")]
    public async Task A_long_one_of_any_composition_is_taken(string password)
    {
        using var visitor = await InvitedAsync();
        (await Administrator.AcceptAsync(visitor.Visitor, visitor.Letter, password)).Html.ShouldContain("You can sign in now");
        (await visitor.Visitor.SignInAsync(visitor.Name, password)).Status.ShouldBe(HttpStatusCode.Found);
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('!' + i % 90)));
        var page = await visitor.Visitor.GetAsync("/password");
        (await visitor.Visitor.SubmitAsync(page, "/password", ("Current", password), ("NewPassword", longest + "x"), ("Repeated", longest + "x"))).Html.ShouldContain("at most 128 characters");
        (await visitor.Visitor.SubmitAsync(page, "/password", ("Current", password), ("NewPassword", longest), ("Repeated", longest))).Html.ShouldContain("The password was changed");
    }

    /// <summary>Nothing is cut off, trimmed or turned into small letters before it is compared.</summary>
    [Fact]
    public async Task It_is_compared_as_it_was_typed()
    {
        const string Password = " Seven grey Herons on a wet Roof ";
        using var visitor = await InvitedAsync();
        await Administrator.AcceptAsync(visitor.Visitor, visitor.Letter, Password);
        using var stranger = new Visitor(host.Address, from: "198.51.7.77");
        foreach (var other in new[] { Password.Trim(), Password.ToLowerInvariant(), Password + " ", Password[..^8] })
            (await stranger.FillPasswordAsync(await stranger.GetAsync("/sign-in"), visitor.Name, other)).Location.ShouldBeNull($"'{other}'");
        (await stranger.FillPasswordAsync(await stranger.GetAsync("/sign-in"), visitor.Name, Password)).Location.ShouldNotBeNull();
    }

    /// <summary>No column says when a password was set, and an account that has had one for years comes in with it.</summary>
    [Fact]
    public async Task It_never_runs_out()
    {
        using var visitor = await InvitedAsync();
        await Administrator.AcceptAsync(visitor.Visitor, visitor.Letter, "seven grey herons on a wet roof");
        await host.ScalarAsync<object>($"update identity.accounts set created_at = created_at - interval '9 years' where user_name = '{visitor.Name}'");
        await host.ScalarAsync<object>($"update identity.account_acts set at = at - interval '9 years' where account_id = (select id from identity.accounts where user_name = '{visitor.Name}')");
        (await visitor.Visitor.SignInAsync(visitor.Name, "seven grey herons on a wet roof")).Status.ShouldBe(HttpStatusCode.Found);
        (await host.ScalarAsync<long>("select count(*) from information_schema.columns where table_schema = 'identity' and table_name = 'accounts' and (column_name like '%password%at%' or column_name like '%expire%')")).ShouldBe(0);
    }

    [Fact]
    public void The_list_that_ships_is_sorted_small_and_holds_no_entry_twice()
    {
        var file = Path.Combine(IdentityHost.Root, "src", "CaseWorkspace.Identity", "Accounts", "common-passwords.txt.gz");
        new FileInfo(file).Length.ShouldBeLessThan(512 * 1024);
        using var unzipped = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        var entries = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        entries.Length.ShouldBeGreaterThan(50_000);
        entries.Distinct(StringComparer.Ordinal).Count().ShouldBe(entries.Length);
        entries.ShouldAllBe(entry => entry.Length >= 3 && entry.All(char.IsLetterOrDigit) && !entry.Any(char.IsUpper));
    }

    private async Task<Invited> InvitedAsync()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var name = "nino-n" + Guid.CreateVersion7().ToString("N")[^6..];
        var (_, letter) = await admin.InviteAsync(name, "Nino Nadareishvili", "prosecution", "", "prosecutor");
        return new Invited(new Visitor(host.Address), name, letter);
    }

    private sealed record Invited(Visitor Visitor, string Name, Letter Letter) : IDisposable
    {
        public void Dispose() => Visitor.Dispose();
    }
}
