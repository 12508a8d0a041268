using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>docs/inventory.md lists what there is, and nothing that is gone.</summary>
public sealed class InventoryTests
{
    private static readonly string Document = File.ReadAllText(Repository.At("docs", "inventory.md"));

    private static readonly IReadOnlyList<(string File, string Text)> Hosts =
    [
        .. Repository.Sources("src").Where(file => !file.Contains("CaseWorkspace.AppHost", StringComparison.Ordinal)).Select(file => (Path.GetFileName(file), WithoutComments(File.ReadAllText(file)))),
    ];

    [Fact]
    public void Each_table_has_one_class_of_data_and_each_class_says_what_is_owed_to_it()
    {
        var classes = Rows("## Kinds of data", columns: 8);
        classes.Select(row => row[0]).ShouldBe(["case", "record", "person", "secret", "running"]);
        classes.ShouldAllBe(row => row.All(cell => cell.Length > 0));
        var entered = Rows("| table |", columns: 2);
        entered.Select(row => row[1]).Distinct(StringComparer.Ordinal).ShouldBe(classes.Select(row => row[0]), ignoreOrder: true);
        entered.SelectMany(row => Quoted(row[0])).ShouldBe(
            Directory.EnumerateFiles(Repository.At("deploy", "postgresql"), "*.sql", SearchOption.AllDirectories).SelectMany(script => Found(File.ReadAllText(script), @"create table (if not exists )?(?<found>\w+\.\w+)"))
                .Select(table => table.ToLowerInvariant()).Distinct(StringComparer.Ordinal), ignoreOrder: true);
    }

    [Fact]
    public void Each_file_that_signs_seals_derives_or_hashes_slowly_is_entered_with_its_algorithm_its_life_and_its_end()
    {
        var rows = Rows("## Keys and algorithms", columns: 6);
        rows.SelectMany(row => Quoted(row[0])).Distinct(StringComparer.Ordinal).ShouldBe(
            [.. FilesWith(@"\b(AesGcm|HMAC\w*|RSA|ECDsa|HKDF|PasswordHasher\w*|SigningCredentials|EncryptingCredentials|XmlRepository|IXmlRepository|Totp)\b"), "ScramVerifier.cs"], ignoreOrder: true);
        rows.ShouldAllBe(row => row[1].Length > 0 && row[2].Length > 0);
        rows.Where(row => row[5].Length == 0).Select(row => row[0]).ShouldBe(["`LogoutTokens.cs`"]);
        foreach (var fallen in new[] { "RSA", "ECDSA", "TLS" })
            Section("*What comes after.*").ShouldContain(fallen);
    }

    [Fact]
    public void What_is_said_of_lives_and_lengths_is_what_the_code_says()
    {
        CaseWorkspace.Platform.Hosting.ClientKeys.Period.ShouldBe(TimeSpan.FromDays(30));
        Rows("## Keys and algorithms", columns: 6).Single(row => row[0].Contains("ClientKeys.cs", StringComparison.Ordinal))[4].ShouldBe("30 days");
        Told("ProtocolKeyRing.cs", @"SigningKeyBits = (?<found>\d+)").ShouldBe("3072");
        Told("KeyLife.cs", @"Rotated = TimeSpan\.FromDays\((?<found>\d+)\)").ShouldBe("90");
        Told("PasswordRules.cs", @"Iterations = (?<found>[\d_]+)").ShouldBe("210_000");
        Told("RecoveryCodes.cs", @"Iterations = (?<found>[\d_]+)").ShouldBe("20_000");
        foreach (var said in new[] { "RSA 3072, PS256", "210,000 rounds", "20,000 rounds" })
            Section("## Keys and algorithms").ShouldContain(said);
        Section("## Keys and algorithms").Split("| 90 days |").Length.ShouldBe(5);
    }

    [Fact]
    public void Each_file_that_opens_a_connection_is_entered_with_its_limits_and_what_happens_at_them()
    {
        var rows = Rows("## Connections", columns: 6);
        rows.SelectMany(row => Quoted(row[0])).ShouldBe(
            FilesWith(@"new SocketsHttpHandler|NpgsqlDataSourceBuilder|NpgsqlDataSource\.Create|new NpgsqlConnection\(|\bUseNpgsql|\bAddMarten\b|AddOtlpExporter|BackchannelTimeout|new TcpClient|new Socket\(|new ClientWebSocket|SmtpClient"),
            ignoreOrder: true);
        rows.ShouldAllBe(row => row.All(cell => cell.Length > 0));
        // What the rows say of times and counts.
        Told("SignInSetup.cs", @"IdentityPatience = TimeSpan\.FromSeconds\((?<found>\d+)\)").ShouldBe("10");
        Told("IssuerCheck.cs", @"Patience = TimeSpan\.FromSeconds\((?<found>\d+)\)").ShouldBe("3");
        Told("LogoutNotices.cs", @"Patience = TimeSpan\.FromSeconds\((?<found>\d+)\)").ShouldBe("5");
        Told("WebKeys.cs", @"Timeout = TimeSpan\.FromSeconds\((?<found>\d+)\)").ShouldBe("2");
        Told("CommandPipeline.cs", @"\bMaxRetryAttempts = (?<found>\d+)").ShouldBe("5");
        Found(File.ReadAllText(Repository.At("deploy", "postgresql", "roles.sql")), @"alter role caseworkspace_(app|identity) set statement_timeout = '(?<found>\w+)'").ShouldBe(["30s", "30s"]);
    }

    /// <summary>Nothing is written to a place that the table does not name: the hosts have one sink, and one exporter where it is set.</summary>
    [Fact]
    public void Each_place_that_is_logged_to_is_entered()
    {
        var rows = Rows("## Logs", columns: 6);
        rows.ShouldAllBe(row => row.All(cell => cell.Length > 0));
        var section = Section("## Logs");
        foreach (var file in FilesWith(@"\.WriteTo\.|AddOtlpExporter|EventLog|AddDebug\(|AddEventSourceLogger"))
            section.ShouldContain($"`{file}`");
        Hosts.SelectMany(source => Found(source.Text, @"\.WriteTo\.(?<found>\w+)")).Distinct(StringComparer.Ordinal).ShouldBe(["Console"]);
        foreach (var table in new[] { "journal.entry", "identity.account_acts", "workspace.mt_events" })
            section.ShouldContain($"`{table}`");
    }

    [Fact]
    public void Each_library_that_ships_is_entered_once_and_pinned_with_its_hash()
    {
        var central = File.ReadAllText(Repository.At("Directory.Packages.props"));
        var ships = Found(central[..central.IndexOf("Label=\"Tests\"", StringComparison.Ordinal)], "PackageVersion Include=\"(?<found>[^\"]+)\"");
        Rows("## Libraries", columns: 3).SelectMany(row => row[0].Split(", ")).ShouldBe(ships, ignoreOrder: true);
        Regex.IsMatch(central, "Version=\"[^\"]*[*\\[(]", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse();
        foreach (var project in Directory.EnumerateDirectories(Repository.At("src")))
        {
            var locked = File.ReadAllText(Path.Combine(project, "packages.lock.json"));
            Regex.Count(locked, "\"contentHash\": \"[^\"]{80,}\"", RegexOptions.None, TimeSpan.FromSeconds(1))
                .ShouldBe(Regex.Count(locked, "\"resolved\": ", RegexOptions.None, TimeSpan.FromSeconds(1)), project);
        }
        File.ReadAllText(Repository.At("Directory.Build.props")).ShouldContain("<RestorePackagesWithLockFile>true<");
        foreach (var limit in new[] { "within 3 days", "14 days", "60 days", "90 days" })
            Section("## Libraries").ShouldContain($"**{limit}**");
    }

    /// <summary>The table says what happens without it; each behaviour has its own test, named in docs/asvs.md.</summary>
    [Fact]
    public void What_browsers_must_do_is_entered_with_what_happens_without_it() =>
        Rows("## Browsers", columns: 2).ShouldAllBe(row => row[0].Length > 0 && row[1].Length > 0);

    /// <summary>The text from the words on, up to the next heading.</summary>
    private static string Section(string words)
    {
        var start = Document.IndexOf(words, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(-1, words);
        var end = Document.IndexOf("\n## ", start + words.Length, StringComparison.Ordinal);
        return end < 0 ? Document[start..] : Document[start..end];
    }

    /// <summary>The cells of the first table after the words, without its head.</summary>
    private static List<string[]> Rows(string words, int columns)
    {
        var rows = Section(words).Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).Skip(2).ToList();
        rows.ShouldNotBeEmpty(words);
        rows.ShouldAllBe(row => row.Length == columns);
        return rows;
    }

    private static List<string> Quoted(string cell) => Found(cell, "`(?<found>[^`]+)`");

    private static IEnumerable<string> FilesWith(string pattern) =>
        Hosts.Where(source => Regex.IsMatch(source.Text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10))).Select(source => source.File).Distinct(StringComparer.Ordinal);

    private static string Told(string file, string pattern) => Found(Hosts.Single(source => source.File == file).Text, pattern).ShouldHaveSingleItem();

    private static List<string> Found(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10)).Select(match => match.Groups["found"].Value)];

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
}
