using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What docs/design/threat-model.md says is tried, is tried.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string[] Rows =
        [.. File.ReadLines(Repository.At("docs", "design", "threat-model.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| attack", StringComparison.Ordinal))];

    private static readonly ILookup<string, string> Classes = Repository.Sources("tests")
        .Select(File.ReadAllText).SelectMany(text => Class().Matches(text).Select(match => (Name: match.Groups["name"].Value, Text: text)))
        .ToLookup(one => one.Name, one => one.Text);

    [Fact]
    public void Every_attack_names_tests_that_exist()
    {
        Rows.Length.ShouldBeGreaterThan(40);
        foreach (var row in Rows)
        {
            var cells = row.Trim('|').Split('|');
            cells.Length.ShouldBe(3, row);
            var tests = Tests().Matches(cells[2]).Select(match => match.Groups["test"].Value).ToList();
            tests.ShouldNotBeEmpty(row);
            tests.Where(test => !Exists(test)).ShouldBeEmpty(row);
        }
    }

    /// <summary>A class of tests, or one method of it that is a test.</summary>
    private static bool Exists(string test) => test.Split('.') switch
    {
        [var name] => Classes[name].Any(text => text.Contains("[Fact]", StringComparison.Ordinal)),
        [var name, var method] => Classes[name].Any(text =>
            Regex.IsMatch(text, $@"\[(Fact|Theory)\][^;{{}}]*?\b{method}\(", RegexOptions.Singleline, TimeSpan.FromSeconds(1))
            || Regex.IsMatch(text, $@"\[InlineData\([^\n]*\)\]\n\s+public [^\n]*\b{method}\(", RegexOptions.None, TimeSpan.FromSeconds(1))),
        _ => false,
    };

    [GeneratedRegex("`(?<test>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tests();

    [GeneratedRegex(@"public sealed (partial )?class (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Class();
}
