using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>docs/asvs.md names each requirement of OWASP ASVS 5.0.0 once, and its sums are those of its rows.</summary>
public sealed partial class AsvsTests
{
    private static readonly string[] States = ["tested", "held", "operator", "decided", "open", "none"];

    private static readonly string Document = File.ReadAllText(Repository.At("docs", "asvs.md"));

    private static readonly IReadOnlyList<(string[] Requirements, int Level, string State, string What, string Tests)> Rows =
    [
        .. Row().Matches(Document).Select(match => (
            match.Groups["ids"].Value.Split(", "), int.Parse(match.Groups["level"].Value, System.Globalization.CultureInfo.InvariantCulture),
            match.Groups["state"].Value, match.Groups["what"].Value, match.Groups["tests"].Value)),
    ];

    /// <summary>As many as the standard has, by level and by chapter.</summary>
    [Fact]
    public void Each_requirement_of_the_standard_stands_there_once()
    {
        var all = Rows.SelectMany(row => row.Requirements.Select(id => (Id: id, row.Level))).ToList();
        all.Select(one => one.Id).ShouldBeUnique();
        all.CountBy(one => one.Level).OrderBy(level => level.Key).Select(level => level.Value).ShouldBe([70, 183, 92]);
        all.CountBy(one => one.Id.Split('.')[0]).OrderBy(chapter => int.Parse(chapter.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(chapter => chapter.Value)
            .ShouldBe([30, 13, 31, 16, 13, 47, 19, 13, 7, 36, 24, 12, 21, 13, 21, 17, 12]);
    }

    [Fact]
    public void What_is_tested_names_tests_that_exist_and_what_is_not_says_why()
    {
        foreach (var (ids, _, state, what, tests) in Rows)
        {
            var requirement = string.Join(", ", ids);
            States.ShouldContain(state, requirement);
            what.Trim().ShouldNotBeEmpty(requirement);
            var named = NamedTests.In(tests);
            named.Count.ShouldBe(state == "tested" ? Math.Max(1, named.Count) : 0, requirement);
            named.Where(test => !NamedTests.Exists(test)).ShouldBeEmpty(requirement);
            if (state == "decided")
                Decision().Match(what).ShouldSatisfyAllConditions(requirement, decision => decision.Success.ShouldBeTrue(), decision => Directory.EnumerateFiles(Repository.At("docs", "adr"), decision.Groups["number"].Value + "-*.md").ShouldHaveSingleItem());
        }
    }

    [Fact]
    public void The_sums_are_those_of_the_rows()
    {
        foreach (var level in new[] { 1, 2, 3 })
        {
            var sums = States.Select(state => Rows.Where(row => row.Level == level && row.State == state).Sum(row => row.Requirements.Length));
            Document.ShouldContain($"| {level} | {string.Join(" | ", sums)} |");
        }
    }

    [GeneratedRegex(@"docs/adr/(?<number>\d{4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decision();

    [GeneratedRegex(@"^\| (?<ids>\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*) \| (?<level>\d) \| (?<state>\S*) \| (?<what>[^|\n]*)\|(?<tests>[^|\n]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
