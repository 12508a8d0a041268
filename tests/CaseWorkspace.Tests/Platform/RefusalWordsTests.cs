using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>For every code of a refusal people read words: what happened and what to do.</summary>
public sealed partial class RefusalWordsTests
{
    private static readonly string Library = Repository.At("src", "CaseWorkspace");

    private static readonly string[] Files =
        [.. Repository.FilesBelow(Library, "*.resx").Where(file => !file.EndsWith(".ka.resx", StringComparison.Ordinal))];

    private static readonly string[] Projects = ["CaseWorkspace", "CaseWorkspace.Web", "CaseWorkspace.Worker"];

    /// <summary>Codes that stand for a whole answer, whose title is <c>problem.CODE</c>.</summary>
    private static string[] Codes() => [.. Projects
        .SelectMany(project => Repository.Sources("src", project)).Select(File.ReadAllText)
        .SelectMany(text => Refusal().Matches(text)).Select(match => match.Groups["code"].Value).Distinct().Order()];

    [Fact]
    public void The_codes_that_every_answer_may_bear_are_among_them()
    {
        Codes().ShouldContain("own-draft");
        Codes().ShouldContain("not-found");
        Codes().ShouldContain("stale");
        Codes().ShouldContain("bad-characters");
    }

    [Fact]
    public void Every_refusal_has_words_in_english() => WithoutWords(file => file).ShouldBeEmpty();

    [Fact]
    public void Every_refusal_has_words_in_georgian() => WithoutWords(TextsTests.Georgian).ShouldBeEmpty();

    private static IEnumerable<string> WithoutWords(Func<string, string> language)
    {
        var keys = Files.SelectMany(file => TextsTests.Words(language(file)).Keys).ToHashSet();
        return Codes().Where(code => !keys.Contains($"problem.{code}") && !keys.Contains(code));
    }

    [GeneratedRegex(
        "(?:Decision\\.(?:Refuse|Forbid)\\(|Refusal\\.(?:Rule|Denied)\\(|Problems\\.Of\\(|new Fault\\([^,()]+,\\s*|new Refusal\\(RefusalKind\\.\\w+,\\s*|RefusalKind\\.\\w+,\\s*|WithErrorCode\\(|new\\(RefusalKind\\.\\w+,\\s*)\"(?<code>[a-z][a-z-]+)\"",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refusal();
}
