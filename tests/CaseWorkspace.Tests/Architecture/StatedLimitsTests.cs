using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What the documents say of limits is what the code does without a setting, and every setting is documented.</summary>
public sealed class StatedLimitsTests
{
    private static readonly string Operations = File.ReadAllText(Repository.At("docs", "operations.md"));

    private static readonly string Source = string.Join('\n', Repository.Sources("src").Where(file => !file.Contains("AppHost", StringComparison.Ordinal)).Select(File.ReadAllText));

    [Fact]
    public void Every_setting_that_a_host_reads_stands_in_the_operators_page()
    {
        var read = Regex.Matches(Source, @"""(?<key>(Identity|Oidc|Vault|Proxy|Web|Keys|Codes|Demo|Limits):[A-Z][A-Za-z:]+)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))
            .Select(match => match.Groups["key"].Value).Where(key => !key.StartsWith("Demo:Enabled:", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        read.Count.ShouldBeGreaterThan(15);
        // What was taken out is named where upgrades are told of, in the form of the environment.
        read.Where(key => !Operations.Contains($"`{key}`", StringComparison.Ordinal) && !Operations.Contains("`…:" + key.Split(':')[^1], StringComparison.Ordinal) && !Operations.Contains(key.Replace(":", "__", StringComparison.Ordinal), StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Limits_for_each_person_and_address_are_those_that_are_stated()
    {
        foreach (var (setting, stated) in new[] { ("Limits:RequestsPerMinute", "calls of the API for each person: 1200"), ("Limits:SignInsPerMinute", "page connections of each person: 120") })
        {
            Operations.ShouldContain(stated);
            Told($@"""{setting}"", (?<found>[\d_]+)\)").ShouldAllBe(found => stated.EndsWith(": " + found, StringComparison.Ordinal));
        }
        string[] order = ["SignInsPerMinute", "TokensPerMinute", "PushedRequestsPerMinute", "IntrospectionsPerMinute", "AuthorizationsPerMinute", "LogoutsPerMinute", "WebClientPerMinute", "FailedAssertionsPerMinute"];
        var defaults = order.Select(name => Told($@"""Identity:Limits:{name}"", (?<found>[\d_]+)\)").Single()).ToList();
        defaults.ShouldBe(["3000", "1200", "600", "12000", "3000", "600", "60000", "60"]);
        Operations.ShouldContain("for each address: 3000 (a whole shift behind one address signs in within a minute; guesses are counted apart, docs/adr/0035), 1200, 600, 12 000, 3000, 600; for Web, which signs what it asks, wherever it asks from: 60 000 of each kind; for each address, assertions that Web did not sign: 60.");
        Told(@"MaximumBytes \{ get; set; \} = (?<found>[^;]+);").ShouldBe(["64L * 1024 * 1024 * 1024"]);
        Operations.ShouldContain("the largest content taken in (64 GiB)");
    }

    /// <summary>Idle and absolute limits, also as NIST SP 800-63B allows them (revision 4, AAL2: an hour, a day).</summary>
    [Fact]
    public void Sessions_end_when_the_decision_says()
    {
        var decision = File.ReadAllText(Repository.At("docs", "adr", "0027-sessions-live-on-the-server.md"));
        decision.ShouldContain("Idle 60 minutes (`Identity:SessionIdleMinutes`, `Oidc:SessionIdleMinutes`), absolute 12 hours (`Identity:SessionLimitMinutes`)");
        Told(@"""Identity:SessionIdleMinutes"", (?<found>\d+)").ShouldBe(["60"]);
        Told(@"SessionIdleMinutes \{ get; init; \} = (?<found>\d+)").ShouldBe(["60"]);
        Told(@"LongestSession = TimeSpan\.FromHours\((?<found>\d+)\)").ShouldBe(["12", "12"]);
        decision.ShouldContain("Any number of sessions at once");
        decision.ShouldContain("NIST SP 800-63B");
    }

    [Fact]
    public void What_decides_beside_role_and_relation_is_stated_with_its_thresholds()
    {
        var readme = File.ReadAllText(Repository.At("src", "CaseWorkspace", "Features", "Access", "README.md"));
        foreach (var stated in new[] { "| 300 s |", "| 60 min, 12 h |", "an entry 4 h |", "| 5, 20, 40 failures |", "| 100, and more than usual", "| 30 s from the database's |" })
            readme.ShouldContain(stated);
        Told(@"LongestSecondFactor = TimeSpan\.FromMinutes\((?<found>\d+)\)").ShouldBe(["5"]);
        CaseWorkspace.Platform.Policy.AccessPolicy.Fresh.ShouldBe(TimeSpan.FromMinutes(5));
        CaseWorkspace.Features.Access.EmergencyAccess.Lasts.ShouldBe(TimeSpan.FromHours(4));
        CaseWorkspace.Platform.Hosting.ClockWatch.Limit.ShouldBe(TimeSpan.FromSeconds(30));
        CaseWorkspace.Identity.Accounts.AttemptLimit.OfOne.Free.ShouldBe(5);
        CaseWorkspace.Identity.Accounts.AttemptLimit.OfPasswordsByStrangers.Free.ShouldBe(20);
        CaseWorkspace.Identity.Accounts.AttemptLimit.OfNetwork.Free.ShouldBe(40);
    }

    /// <summary>Each way in with what it asks for: a page on which a stranger proves something is in the table, and no other is.</summary>
    [Fact]
    public void Every_way_in_stands_in_the_readme_of_identity_with_its_strength()
    {
        var readme = File.ReadAllText(Repository.At("src", "CaseWorkspace.Identity", "README.md"));
        var rows = Regex.Matches(readme, @"^\| `(?<page>[^`]+)` \|(?<asks>[^|\n]+)\|(?<counts>[^|\n]+)\|(?<limits>[^|\n]+)\|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1)).ToList();
        var pages = Repository.FilesBelow(Repository.At("src", "CaseWorkspace.Identity", "Pages"), "*.cshtml").Select(File.ReadAllText)
            .Where(text => Regex.IsMatch(text, @"name=""(Password|Current|Code|HandoverCode)""|_Passkey""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .Select(text => Regex.Match(text, @"@page ""(?<page>/[^""{/]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["page"].Value).Where(page => page.Length > 0).ToList();
        pages.ShouldContain("/sign-in");
        rows.Select(row => row.Groups["page"].Value).Where(page => page.StartsWith('/') && !page.StartsWith("/connect", StringComparison.Ordinal)).ShouldBe(pages, ignoreOrder: true);
        rows.ShouldAllBe(row => row.Groups["asks"].Value.Trim().Length > 0 && row.Groups["counts"].Value.Trim().Length > 0 && row.Groups["limits"].Value.Trim().Length > 0);
    }

    /// <summary>Every page of the workspace stands in one frame, whose head signs out; those of Identity have one layout, which does too.</summary>
    [Fact]
    public void Every_page_for_people_who_are_signed_in_has_the_way_out_in_its_head()
    {
        var library = Repository.At("src", "CaseWorkspace");
        var pages = Repository.FilesBelow(library, "*.razor").Select(file => (File: Path.GetFileName(file), Text: File.ReadAllText(file))).ToList();
        pages.Count(page => page.Text.Contains("@page ", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        pages.Where(page => page.Text.Contains("@layout", StringComparison.Ordinal) || page.Text.Contains("LayoutAttribute", StringComparison.Ordinal)).ShouldBeEmpty();
        var layouts = pages.Where(page => page.Text.Contains("LayoutComponentBase", StringComparison.Ordinal)).ToList();
        layouts.ShouldHaveSingleItem().Text.ShouldContain("<TopBar");
        pages.Single(page => page.File == "TopBar.razor").Text.ShouldContain("<form method=\"post\" action=\"/sign-out\" data-sign-out>");
        var identity = Repository.At("src", "CaseWorkspace.Identity", "Pages");
        File.ReadAllText(Path.Combine(identity, "_Layout.cshtml")).ShouldContain("<a href=\"/sign-out\">");
        Repository.FilesBelow(identity, "*.cshtml").Where(file => File.ReadAllText(file).Contains("Layout = ", StringComparison.Ordinal)).Select(Path.GetFileName).ShouldBe(["_ViewStart.cshtml"]);
    }

    private static List<string> Told(string pattern) =>
        [.. Regex.Matches(Source, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(match => match.Groups["found"].Value.Replace("_", "", StringComparison.Ordinal))];
}
