using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Journal;

/// <summary>The identity server records acts by their codes; the auditor's journal has words for every one of them, and for no other.</summary>
public sealed class AccountActsTests
{
    private const string Prefix = "account.act.";

    [Fact]
    public void Every_act_that_the_identity_server_records_has_words_in_the_journal() =>
        XDocument.Load(Repository.At("src", "CaseWorkspace", "Features", "Journal", "Journal.resx")).Descendants("data")
            .Select(data => (string)data.Attribute("name")!).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal).ShouldBe(Recorded().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Recorded() =>
        Regex.Matches(File.ReadAllText(Repository.At("src", "CaseWorkspace.Identity", "Accounts", "AccountAct.cs")), "const string \\w+ = \"(?<code>[a-z-]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["code"].Value);
}
