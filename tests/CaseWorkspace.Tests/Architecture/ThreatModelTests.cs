using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What docs/design/threat-model.md says is tried, is tried.</summary>
public sealed class ThreatModelTests
{
    private static readonly string[] Rows =
        [.. File.ReadLines(Repository.At("docs", "design", "threat-model.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| attack", StringComparison.Ordinal))];

    [Fact]
    public void Every_attack_names_tests_that_exist()
    {
        Rows.Length.ShouldBeGreaterThan(40);
        foreach (var row in Rows)
        {
            var cells = row.Trim('|').Split('|');
            cells.Length.ShouldBe(3, row);
            var tests = NamedTests.In(cells[2]);
            tests.ShouldNotBeEmpty(row);
            tests.Where(test => !NamedTests.Exists(test)).ShouldBeEmpty(row);
        }
    }
}
