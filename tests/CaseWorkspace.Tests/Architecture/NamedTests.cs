using System.Text.RegularExpressions;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>Tests that a document names: <c>`Class.Method`</c>, or <c>`Class`</c> for all of it.</summary>
internal static partial class NamedTests
{
    private static readonly ILookup<string, string> Classes = Repository.Sources("tests")
        .Select(File.ReadAllText).SelectMany(text => Class().Matches(text).Select(match => (Name: match.Groups["name"].Value, Text: text)))
        .ToLookup(one => one.Name, one => one.Text);

    public static IReadOnlyList<string> In(string cell) => [.. Name().Matches(cell).Select(match => match.Groups["test"].Value)];

    /// <summary>A class of tests, or one method of it that is a test.</summary>
    public static bool Exists(string test) => test.Split('.') switch
    {
        [var name] => Classes[name].Any(text => text.Contains("[Fact]", StringComparison.Ordinal)),
        [var name, var method] => Classes[name].Any(text =>
            Regex.IsMatch(text, $@"\[(Fact|Theory)\][^;{{}}]*?\b{method}\(", RegexOptions.Singleline, TimeSpan.FromSeconds(1))
            || Regex.IsMatch(text, $@"\[InlineData\([^\n]*\)\]\n\s+public [^\n]*\b{method}\(", RegexOptions.None, TimeSpan.FromSeconds(1))),
        _ => false,
    };

    [GeneratedRegex("`(?<test>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"public sealed (partial )?class (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Class();
}
