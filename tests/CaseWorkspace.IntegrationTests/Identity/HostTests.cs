using System.Net;
using System.Text;
using System.Xml.Linq;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

[Collection(SharedIdentityHost.Name)]
public sealed class HostTests(IdentityHost host)
{
    [Fact]
    public async Task Every_page_has_the_strict_policy_and_no_script_but_those_for_a_new_password_and_a_passkey()
    {
        using var visitor = new Visitor(host.Address);
        string[] open = ["/sign-in", "/second-factor", "/second-factor-missing", "/recovery-code", "/access-denied", "/error", "/invitation/none", "/nowhere", "/sign-out", "/connect/authorize", "/health/live", "/identity.css", "/new-password.js", "/passkey.js"];
        string[] signedIn = ["/", "/password", "/authenticator", "/sessions", "/accounts", "/accounts/new", "/accounts/01980000-0000-7000-8000-000000000001"];
        foreach (var path in open)
            await CheckAsync(path);
        await visitor.SignInAsync("identity-admin");
        foreach (var path in signedIn)
            (await CheckAsync(path)).Status.ShouldBe(HttpStatusCode.OK);

        async Task<Sheet> CheckAsync(string path)
        {
            var sheet = await visitor.GetAsync(path);
            sheet.Policy.ShouldNotBeNull(path).Split("; ").ShouldBe(
                ["default-src 'none'", "object-src 'none'", "frame-ancestors 'none'", $"script-src {host.Address}/new-password.js {host.Address}/passkey.js", "style-src 'self'", "img-src 'self'", "base-uri 'none'", $"form-action 'self' {IdentityHost.WebOrigin} http://127.0.0.1:*"], ignoreOrder: true);
            // The pages that set a password or ask for a passkey have the script that the policy names, and none inline.
            var scripts = System.Text.RegularExpressions.Regex.Matches(sheet.Html, "<script([^>]*)>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value).ToList();
            scripts.Count.ShouldBe(path is "/password" or "/sign-in" or "/authenticator" ? 1 : 0, path);
            scripts.ShouldAllBe(script => script.StartsWith(path == "/password" ? " src=\"/new-password.js?v=" : " src=\"/passkey.js?v=", StringComparison.Ordinal));
            sheet.Html.ShouldNotContain(" style=");
            return sheet;
        }
    }

    [Fact]
    public async Task A_form_sent_by_another_origin_is_refused_even_with_the_tokens_of_ours()
    {
        string?[] foreign = ["http://foreign.example", "null", host.Address.Replace("localhost", "other.localhost", StringComparison.Ordinal), IdentityHost.WebOrigin];
        using var visitor = new Visitor(host.Address);
        foreach (var origin in foreign)
        {
            (await visitor.SubmitFromAsync(origin, await visitor.GetAsync("/sign-in"), "/sign-in", ("UserName", "investigator"), ("Password", "Demo-2026!"))).Status.ShouldBe(HttpStatusCode.Forbidden, origin);
            foreach (var path in new[] { "/SIGN-IN", "/second-factor", "/recovery-code", "/password", "/authenticator", "/sign-out", "/accounts/new", "/%73ign-in", "/nowhere", "/error", "/connect/token" })
                (await visitor.PostFromAsync(origin, path, ("UserName", "investigator"))).Status.ShouldBe(HttpStatusCode.Forbidden, $"{origin} {path}");
        }

        (await visitor.GetAsync("/")).Location.ShouldNotBeNull().ShouldContain("/sign-in");
        (await visitor.FollowAsync(await visitor.SignInAsync("investigator"))).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.SubmitFromAsync(foreign[0], await visitor.GetAsync("/sign-out"), "/sign-out")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_speak_georgian_and_english_and_every_word_has_both()
    {
        using var georgian = new Visitor(host.Address, "ka");
        (await georgian.GetAsync("/sign-in")).Text.ShouldContain("მომხმარებლის სახელი");
        await georgian.GetAsync("/language?to=en-GB&back=/sign-in");
        (await georgian.GetAsync("/sign-in")).Text.ShouldContain("User name");

        var folder = Path.Combine(IdentityHost.Root, "src", "CaseWorkspace.Identity");
        var english = Words("Words.resx");
        var translated = Words("Words.ka.resx");
        translated.Keys.Order(StringComparer.Ordinal).ShouldBe(english.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in translated)
        {
            value.ShouldNotBeNullOrWhiteSpace(name);
            value.Any(letter => letter is >= 'ა' and <= 'ჰ').ShouldBeTrue(name);
            Placeholders(value).ShouldBe(Placeholders(english[name]), name);
        }
        var used = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "(?:W|words)\\[\"([A-Za-z0-9.]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Groups[1].Value))
            .Where(name => !name.EndsWith('.')).Distinct(StringComparer.Ordinal);
        used.Where(name => !english.ContainsKey(name)).ShouldBeEmpty();

        Dictionary<string, string> Words(string file) => XDocument.Load(Path.Combine(folder, "Resources", file)).Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!, StringComparer.Ordinal);
        static string Placeholders(string text) => string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Attempts_are_limited_per_address()
    {
        var address = await host.StartAsync(host.Connections, null,
            ("Identity__Limits__SignInsPerMinute", "3"), ("Identity__Limits__TokensPerMinute", "3"), ("Identity__Limits__PushedRequestsPerMinute", "3"));
        using var visitor = new Visitor(address);
        var oidc = new Oidc(address);
        var page = await visitor.GetAsync("/sign-in");
        for (var i = 0; i < 3; i++)
        {
            (await visitor.FillSignInAsync(page, "nobody", "x")).Status.ShouldBe(HttpStatusCode.OK);
            (await oidc.PostAsync("/connect/token", ("grant_type", "x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await oidc.PostAsync("/connect/par", ("client_id", "x"))).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }
        var limited = await visitor.FillSignInAsync(page, "nobody", "x");
        limited.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Html.ShouldContain("Too many attempts");
        (await oidc.PostAsync("/connect/token", ("grant_type", "x"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await oidc.PostAsync("/connect/par", ("client_id", "x"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await visitor.GetAsync("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Demo__Enabled", "true", "Demo:Enabled is set, but the environment is 'Production'")]
    [InlineData("Identity__Issuer", "http://id.example.org", "Identity:Issuer must begin with https://")]
    [InlineData("Identity__WebOrigin", "http://example.org", "Identity:WebOrigin must begin with https://")]
    [InlineData("Identity__WebClientSecret", "kW3x9TqLr0VbN8yHs5Zc2JmEd7FgAu4P", "Identity:WebClientSecret is of no use any more")]
    [InlineData("Identity__ServiceClientPublicKey", "{}", "Identity:ServiceClientPublicKey is of no use any more")]
    [InlineData("Keys__Folder", "", "Set Keys:Folder")]
    [InlineData("Identity__SecondFactor__Roles", "investigator, auditor", "Identity:SecondFactor:Roles must name every role that reaches files")]
    [InlineData("Identity__SecondFactor__Roles", "judge", "Identity:SecondFactor:Roles takes roles")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "listens on plain http")]
    [InlineData("ConnectionStrings__Identity", "", "Set ConnectionStrings:Identity")]
    public async Task A_production_refuses_what_is_unsafe_and_says_how_to_mend_it(string key, string value, string sentence)
    {
        // Without a named environment it is production too.
        var settings = Production(host.Connections).Where(setting => setting.Key != key && setting.Key != "ASPNETCORE_ENVIRONMENT")
            .Append((Key: key, Value: value)).Where(setting => setting.Value.Length > 0);
        var (exitCode, output) = await IdentityHost.RunAsync([], [.. settings, .. key.StartsWith("Identity", StringComparison.Ordinal) ? [("ASPNETCORE_ENVIRONMENT", "Production")] : Array.Empty<(string, string)>()]);
        exitCode.ShouldBe(2, output);
        output.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Staging")]
    [InlineData("Development")]
    public async Task Whatever_the_environment_is_called_only_the_demo_setting_opens_anything(string environment)
    {
        foreach (var (key, value, sentence) in new[]
        {
            ("Identity__Issuer", "http://id.example.org", "Identity:Issuer must begin with https://"), ("ASPNETCORE_URLS", "http://0.0.0.0:0", "listens on plain http"),
        })
        {
            var (exitCode, output) = await IdentityHost.RunAsync([], [.. Production(host.Connections), ("ASPNETCORE_ENVIRONMENT", environment), ("DOTNET_ENVIRONMENT", environment), (key, value)]);
            exitCode.ShouldBe(2, output);
            output.ShouldContain(sentence);
        }
        if (environment == "Development")
            return;
        var (demo, said) = await IdentityHost.RunAsync([], [.. Production(host.Connections), ("ASPNETCORE_ENVIRONMENT", environment), ("Demo__Enabled", "true")]);
        demo.ShouldBe(2, said);
        said.ShouldContain("Demo:Enabled is set, but the environment is");
    }

    [Fact]
    public async Task Demo_accounts_of_a_database_that_was_a_demo_are_let_in_no_longer_where_it_is_none()
    {
        var connections = await host.OwnDatabaseAsync();
        var demo = await host.StartAsync(connections);
        using (var visitor = new Visitor(demo))
            (await visitor.FillSignInAsync(await visitor.GetAsync("/sign-in"), "investigator")).Location.ShouldBe("/");
        var (refused, sentence) = await IdentityHost.RunAsync([], Production(connections));
        refused.ShouldBe(2, sentence);
        sentence.ShouldContain("authenticator key that everybody knows");
        var (exit, said) = await IdentityHost.RunAsync(["end-demo"], Production(connections));
        exit.ShouldBe(0, said);
        said.ShouldContain($"and {Accounts.All.Count} accounts had the key");
        var real = await host.StartProductionAsync(connections, IdentityHost.KeysFolder(connections));
        foreach (var account in Accounts.All)
        {
            using var visitor = new Visitor(real);
            (await visitor.FillSignInAsync(await visitor.GetAsync("/sign-in"), account.Name)).Location.ShouldBeNull(account.Name);
        }

        // The administrators were among them: the machine's operator invites two others.
        var (invited, answer) = await IdentityHost.RunAsync(["first-administrator", "rescue"], Production(connections));
        invited.ShouldBe(0, answer);
        (await IdentityHost.RunAsync(["first-administrator", "another"], Production(connections))).ExitCode.ShouldBe(0);
        (await IdentityHost.RunAsync(["first-administrator", "third"], Production(connections))).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Migrate_brings_an_empty_database_up_and_the_first_administrator_is_invited_once()
    {
        var connections = await host.EmptyDatabaseAsync();
        var settings = Production(connections);
        var (notYet, hint) = await IdentityHost.RunAsync(["first-administrator", "ada"], settings);
        notYet.ShouldBe(3);
        hint.ShouldContain("verb migrate");
        for (var again = 0; again < 2; again++)
        {
            var (migrated, said) = await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner));
            migrated.ShouldBe(0, said);
        }
        var (invited, output) = await IdentityHost.RunAsync(["first-administrator", "ada"], settings);
        invited.ShouldBe(0, output);
        var link = System.Text.RegularExpressions.Regex.Match(output, "https://id.example.org(/invitation/\\S+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        link.ShouldNotBeEmpty(output);
        // Every act that gives something takes two: the operator makes both.
        (await IdentityHost.RunAsync(["first-administrator", "eve"], settings)).ExitCode.ShouldBe(0);
        (await IdentityHost.RunAsync(["first-administrator", "tom"], settings)).ExitCode.ShouldBe(2);

        var address = await host.StartProductionAsync(connections, IdentityHost.KeysFolder(connections));
        using var visitor = new Visitor(address);
        (await visitor.GetAsync("/sign-in")).Html.ShouldNotContain("investigator");
        (await Administrator.AcceptAsync(visitor, new Letter(link, CodeOf(output)))).Html.ShouldContain("You can sign in now");
        using var admin = await Administrator.SignInAsync(address, "ada", Administrator.Password);
        (await admin.Visitor.GetAsync("/accounts")).Html.ShouldContain("ada");
        var (refused, reason) = await IdentityHost.RunAsync(["first-administrator", "ada"], settings);
        refused.ShouldBe(2);
        reason.ShouldContain("exist already");
        // One of the two is lost: the operator gives another.
        (await admin.ActAsync(Administrator.IdOf(await admin.Visitor.GetAsync("/accounts?q=eve")), "End")).Html.ShouldContain("Ended");
        (await admin.Visitor.GetAsync("/accounts")).Html.ShouldContain("only one active administrator");
        var (another, said2) = await IdentityHost.RunAsync(["first-administrator", "tom"], settings);
        another.ShouldBe(0, said2);
        said2.ShouldContain("Handover code: ");

        // No administrator has a second factor, and so none comes in: the operator makes two others.
        await IdentityHost.ExecuteAsync(connections.Owner, "update identity.accounts set two_factor_enabled = false, protected_authenticator_key = null, status = 'active'");
        (await visitor.SignInAsync("ada", Administrator.Password)).Location.ShouldBe("/second-factor-missing");
        foreach (var (name, exit) in new[] { ("bob", 0), ("kim", 0), ("max", 2) })
            (await IdentityHost.RunAsync(["first-administrator", name], settings)).ExitCode.ShouldBe(exit, name);
    }

    private static string CodeOf(string output) =>
        System.Text.RegularExpressions.Regex.Match(output, "Handover code: (\\S+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [Fact]
    public async Task Keys_outlive_the_process_and_are_not_readable_in_the_database()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        // Another process on the same database: the same keys, so the same chain goes on.
        var second = await host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address));
        (await new Oidc(second).RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.ScalarAsync<long>("select count(*) from identity.protocol_keys where get_byte(protected_key, 0) = 48 and get_byte(protected_key, 1) = 130")).ShouldBe(0);
        (await host.ScalarAsync<long>("select count(*) from identity.protocol_keys")).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_somebody_wrote_into_the_database_signs_no_cookie_and_revokes_none()
    {
        var connections = await host.OwnDatabaseAsync();
        var first = await host.StartAsync(connections);
        using var visitor = new Visitor(first);
        await visitor.SignInAsync("investigator");
        var forged = Guid.CreateVersion7();
        // The table takes sealed rows alone; what the host makes of others is tried without its help.
        await IdentityHost.ExecuteAsync(connections.Owner, "alter table identity.data_protection_keys drop constraint data_protection_keys_sealed");
        await IdentityHost.ExecuteAsync(connections.Identity,
            $"""
            insert into identity.data_protection_keys (friendly_name, xml) values
            ('key-{forged}', '<key id="{forged}" version="1"><creationDate>2026-01-01T00:00:00Z</creationDate><activationDate>2026-01-01T00:00:00Z</activationDate><expirationDate>2126-01-01T00:00:00Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey><value>{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(64))}</value></masterKey></descriptor></descriptor></key>'),
            ('revocation-all', '<revocation version="1"><revocationDate>2126-01-01T00:00:00Z</revocationDate><key id="*" /></revocation>')
            """);

        var output = new StringBuilder();
        var second = await host.StartAsync(connections, output);
        using var same = new Visitor(second);
        same.Cookies.Add(new Uri(second), visitor.Cookies.GetCookies(new Uri(first)));
        (await same.GetAsync("/password")).Status.ShouldBe(HttpStatusCode.OK, "the session goes on");
        using var newcomer = new Visitor(second);
        await newcomer.SignInAsync("supervisor");
        KeyOf(newcomer).ShouldBe(KeyOf(visitor));
        lock (output)
            output.ToString().ShouldContain("are not sealed by this host");

        static string KeyOf(Visitor visitor) => visitor.Cookies.GetAllCookies().Where(cookie => cookie.Value.StartsWith("CfDJ8", StringComparison.Ordinal))
            .Select(cookie => Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(cookie.Value)[4..20])).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_on_which_an_authenticator_s_secret_rests_is_kept_when_older_ones_are_forgotten()
    {
        var connections = await host.OwnDatabaseAsync();
        var address = await host.StartAsync(connections);
        // The demo accounts have one from the start.
        // With each row that comes in, those too old go.
        const string Forget =
            "update identity.data_protection_keys set made_at = made_at - interval '300 days'; insert into identity.data_protection_keys (friendly_name, xml) values ('key-01980000-0000-7000-8000-000000000001', '<sealed></sealed>')";
        await IdentityHost.ExecuteAsync(connections.Owner, Forget);
        await IdentityHost.ExecuteAsync(connections.Owner, Forget);
        (await CountAsync()).ShouldBe((1, 1));
        await IdentityHost.ExecuteAsync(connections.Owner, "update identity.accounts set protected_authenticator_key = null");
        await IdentityHost.ExecuteAsync(connections.Owner, Forget);
        (await CountAsync()).ShouldBe((0, 1));

        async Task<(long Sealed, long Others)> CountAsync()
        {
            await using var source = Npgsql.NpgsqlDataSource.Create(connections.Owner);
            await using var command = source.CreateCommand("select count(*) filter (where xml <> '<sealed></sealed>'), count(*) filter (where xml = '<sealed></sealed>') from identity.data_protection_keys");
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            await row.ReadAsync(TestContext.Current.CancellationToken);
            return (row.GetInt64(0), row.GetInt64(1));
        }
    }

    [Fact]
    public async Task The_kept_script_is_the_one_the_migrations_make()
    {
        var (exitCode, printed) = await IdentityHost.RunAsync(["script"]);
        exitCode.ShouldBe(0);
        var kept = await File.ReadAllTextAsync(Path.Combine(IdentityHost.Root, "deploy", "postgresql", "identity.sql"));
        // The kept one is of the engine that is built by default; all engines have the accounts.
        Kept(printed).ShouldBe(Kept(kept), "deploy/postgresql/identity.sql is stale: print it again with `CaseWorkspace.Identity script`");
    }

    private static string Kept(string script) => (EngineTables.IsDefault ? script : script[..script.IndexOf("CREATE TABLE IF NOT EXISTS identity.protocol_", StringComparison.Ordinal)]).Trim();

    [Fact]
    public async Task Logs_hold_no_names_paths_or_secrets()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        var (_, link) = await admin.InviteAsync("unlogged-person", "auditor");
        using var visitor = new Visitor(host.Address);
        await visitor.GetAsync(link.Path);
        await visitor.FillSignInAsync(await visitor.GetAsync("/sign-in"), "unlogged-person", "unlogged password");
        string output;
        lock (host.Output)
            output = host.Output.ToString();
        output.ShouldContain("invitation/{secret}");
        foreach (var hidden in new[] { "unlogged", link.Path["/invitation/".Length..], "/invitation/" + link.Path[^8..], link.Code, "Demo-2026" })
            output.ShouldNotContain(hidden, Case.Insensitive);
    }

    [Theory]
    [InlineData("OpenIddict")]
    [InlineData("Duende")]
    public void Only_its_own_folder_names_an_engine(string engine)
    {
        var source = Path.Combine(IdentityHost.Root, "src");
        var own = Path.Combine("CaseWorkspace.Identity", "Protocol", engine) + Path.DirectorySeparatorChar;
        var naming = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(source, file))
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" or ".razor" or ".resx" or ".json" && !file.Split('/').Any(part => part is "obj" or "bin") && Path.GetFileName(file) != "packages.lock.json")
            .Where(file => File.ReadAllText(Path.Combine(source, file)).Contains(engine, StringComparison.OrdinalIgnoreCase)).ToList();
        naming.Where(file => !file.StartsWith(own, StringComparison.Ordinal)).ShouldBeEmpty();
        naming.ShouldNotBeEmpty();
    }

    private static (string Key, string Value)[] Production(IdentityConnections connections) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"), ("ASPNETCORE_URLS", "https://127.0.0.1:0"),
        ("ConnectionStrings__Identity", connections.Identity),
        ("Identity__Issuer", "https://id.example.org"), ("Identity__WebOrigin", "https://example.org"),
        ("Keys__Folder", IdentityHost.KeysFolder(connections)),
    ];
}
