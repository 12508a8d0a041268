using System.Reflection;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>docs/design/rules.md names the one place of each rule, and preconditions stand where it says.</summary>
public sealed partial class RuleHomeTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyList<string> Rows =
        [.. File.ReadLines(Repository.At("docs", "design", "rules.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    private static readonly string Scripts =
        string.Join('\n', Directory.EnumerateFiles(Repository.At("deploy", "postgresql"), "*.sql", SearchOption.AllDirectories).Select(File.ReadAllText));

    public static TheoryData<string> Homes => [.. Rows.SelectMany(row => Name().Matches(row.Split('|')[2]).Select(match => match.Groups["home"].Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Homes))]
    public void Each_home_of_a_rule_is_there(string home)
    {
        var parts = home.Split('.');
        if (parts[0] is "workspace")
        {
            Scripts.ShouldContain($"function {home}(");
            return;
        }

        // Names of lists and of members that stand for many, such as `allowed`, are written in small letters.
        if (char.IsLower(home[0]))
        {
            return;
        }

        var types = Declared.Types.Where(type => string.Equals(type.Name.Split('`')[0], parts[0], StringComparison.Ordinal)).ToArray();
        types.ShouldNotBeEmpty(home);
        if (parts is [_, var member])
        {
            types.SelectMany(type => type.GetMember(member, Any)).ShouldNotBeEmpty(home);
        }
    }

    [Fact]
    public void Each_rule_has_a_home()
    {
        Rows.Count.ShouldBeGreaterThan(30);
        Rows.Where(row => !Name().IsMatch(row.Split('|')[2])).ShouldBeEmpty();
    }

    [Fact]
    public void Each_feature_points_at_the_rules() =>
        Repository.FilesBelow(Repository.At("src", "CaseWorkspace", "Features"), "README.md")
            .Where(file => !File.ReadAllText(file).Contains("docs/design/rules.md", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void A_command_on_a_thing_that_is_there_states_its_precondition_apart() =>
        Declared.Commands.Where(command => !Declared.Implements(command, typeof(IAct<,>))).Select(command => command.Name).Order(StringComparer.Ordinal)
            .ShouldBe(FeatureExceptions.All.SelectMany(feature => feature.NoActs.Keys).Order(StringComparer.Ordinal));

    /// <summary>What no list holds would be a button nowhere, and no verb of the API.</summary>
    [Fact]
    public void Every_act_stands_in_its_features_list_under_a_verb_of_its_own()
    {
        var listed = Declared.Types.Where(type => type.Name.EndsWith("Acts", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(Any)).Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Acts<>) && field.IsStatic)
            .Select(field => field.GetValue(null)!).SelectMany(acts => ((System.Collections.IEnumerable)acts.GetType().GetProperty("All")!.GetValue(acts)!).Cast<object>()).ToArray();
        Declared.Commands.Where(command => Declared.Implements(command, typeof(IAct<,>)))
            .Select(command => command.GetProperty("Act", Any)!.GetValue(null)!).Where(act => !listed.Any(one => ReferenceEquals(one, act))).ShouldBeEmpty();
        listed.GroupBy(act => act.GetType()).ShouldAllBe(acts =>
            acts.Select(act => (string)act.GetType().GetProperty("Verb")!.GetValue(act)!).Distinct(StringComparer.Ordinal).Count() == acts.Count());
    }

    [GeneratedRegex("`(?<home>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
