using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>docs/conformance.md names each module of the suite once, with a test that exists or the reason why there is none.</summary>
public sealed partial class ConformancePageTests
{
    [Fact]
    public void Each_module_stands_there_once_with_a_test_that_exists_or_a_reason()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.At("docs", "conformance.md"))).ToList();
        rows.CountBy(row => row.Groups["plan"].Value).ToDictionary().ShouldBe(new Dictionary<string, int> { ["FAPI2SPFinal"] = 73, ["OIDCC"] = 39 }, ignoreOrder: true);
        rows.Select(row => row.Groups["module"].Value).ShouldBeUnique();
        foreach (var row in rows)
        {
            var module = row.Groups["module"].Value;
            var named = NamedTests.In(row.Groups["tests"].Value);
            (named.Count > 0).ShouldBe(row.Groups["state"].Value is "tested" or "differs", module);
            (row.Groups["why"].Value.Trim().Length > 0).ShouldBe(row.Groups["state"].Value is "none" or "differs", module);
            named.Where(test => !NamedTests.Exists(test)).ShouldBeEmpty(module);
        }
    }

    [GeneratedRegex(@"^\| (?<module>(?<plan>FAPI2SPFinal|OIDCC)\w+) \| (?<state>tested|none|differs) \|(?<why>[^|\n]*)\|(?<tests>[^|\n]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
