using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

public sealed partial class DeciderTests
{
    /// <summary>Each by its name, in a test of its own feature: given events, when the command, then events or a refusal.</summary>
    [Fact]
    public void Every_commands_decision_is_tested()
    {
        var untested = Declared.Commands.GroupBy(command => Declared.FeatureOf(command)!).SelectMany(feature =>
        {
            var words = Repository.Sources("tests", "CaseWorkspace.Tests", "Features", feature.Key).Select(File.ReadAllText)
                .Where(text => text.Contains(".When(", StringComparison.Ordinal) && text.Contains(".Then(", StringComparison.Ordinal)
                    || !text.Contains("public sealed class", StringComparison.Ordinal))
                .SelectMany(text => Names().Matches(text)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
            return feature.Select(command => command.Name).Where(name => !words.Contains(name));
        });

        untested.ShouldBeEmpty();
    }

    [GeneratedRegex("[A-Z][A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex Names();
}
