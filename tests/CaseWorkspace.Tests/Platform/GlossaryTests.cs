using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>docs/glossary.md has one word for one thing in each language, and the pages, code lists and guides use it.</summary>
public sealed partial class GlossaryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Tables = File.ReadAllText(Repository.At("docs", "glossary.md")).Split("## Words that are not used");

    /// <summary>The Georgian words of each English term; the same term may stand there twice, for two things that have one name in English.</summary>
    private static readonly ILookup<string, string> Terms = (
        from cells in Rows(Tables[0])
        let english = Words(cells[0])
        let georgian = Words(cells[1])
        from at in Enumerable.Range(0, english.Length)
        select (Term: english[at].ToLowerInvariant(), Georgian: georgian.Length == english.Length ? georgian[at] : georgian[0]))
        .ToLookup(pair => pair.Term, pair => pair.Georgian, StringComparer.Ordinal);

    public static TheoryData<string> Needed => ["authority", "assign", "authorise", "refuse", "transmit", "handling code", "status", "state", "condition", "urgent entry"];

    [Theory]
    [MemberData(nameof(Needed))]
    public void The_words_that_people_mix_up_stand_in_the_glossary(string term) => Terms[term].ShouldHaveSingleItem();

    [Fact]
    public void Status_state_and_condition_are_three_words() =>
        Terms["status"].Concat(Terms["state"]).Concat(Terms["condition"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);

    [Fact]
    public void A_label_that_is_a_term_has_the_words_of_the_glossary()
    {
        var others = Labels().Where(label => Terms[Plain(label.English)] is var known && known.Any() && !known.Contains(Plain(label.Georgian)))
            .Select(label => $"{label.Key}: {label.English} is {string.Join(" or ", Terms[Plain(label.English)])}, not {label.Georgian}");
        others.ShouldBeEmpty();
        Labels().Count(label => Terms.Contains(Plain(label.English))).ShouldBeGreaterThan(20, "Is the glossary still read?");
    }

    [Fact]
    public void No_text_has_a_word_that_the_glossary_gave_up()
    {
        var given = Rows(Tables[1]).SelectMany(cells => Words(cells[0])).Select(Pattern).ToArray();
        given.Length.ShouldBeGreaterThan(8);
        var guides = Directory.EnumerateFiles(Repository.At("docs", "guide"), "*.md", SearchOption.AllDirectories)
            .Select(file => (Key: Path.GetRelativePath(Repository.Root, file), Text: File.ReadAllText(file)));
        var texts = Labels().SelectMany(label => new[] { (label.Key, Text: label.English), (label.Key, Text: label.Georgian) }).Concat(guides);
        texts.SelectMany(text => given.SelectMany(one => one.Matches(text.Text)).Select(found => $"{text.Key}: {found.Value}")).ShouldBeEmpty();
    }

    /// <summary>Every text there is in both languages: of the resource files and of the code lists.</summary>
    private static IEnumerable<(string Key, string English, string Georgian)> Labels()
    {
        foreach (var file in Repository.FilesBelow(Repository.At("src"), "*.ka.resx"))
        {
            var english = Texts(file.Replace(".ka.resx", ".resx", StringComparison.Ordinal));
            foreach (var (key, georgian) in Texts(file))
                yield return (key, english[key], georgian);
        }

        using var codes = JsonDocument.Parse(File.ReadAllText(Repository.At("src", "CaseWorkspace", "Platform", "Codes", "codes.json")));
        foreach (var list in codes.RootElement.EnumerateObject())
            foreach (var code in list.Value.GetProperty("codes").EnumerateArray())
                yield return ($"{list.Name} {code.GetProperty("code")}", code.GetProperty("en").GetString()!, code.GetProperty("ka").GetString()!);
    }

    private static Dictionary<string, string> Texts(string file) => XDocument.Load(file).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    /// <summary>The cells of the tables' rows, without their heads.</summary>
    private static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells[0] is not ("English" or "Not"));

    /// <summary>The words of a cell, without the mark of those to be confirmed and what stands in brackets to explain them.</summary>
    private static string[] Words(string cell) => Brackets().Replace(cell.Replace("*", "", StringComparison.Ordinal), "")
        .Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(string label) => label.Trim().TrimEnd('.').ToLowerInvariant();

    private static Regex Pattern(string word) => new(
        $@"(?<!\p{{L}}){Regex.Escape(word.TrimEnd('-'))}{(word.EndsWith('-') ? "" : @"(?!\p{L})")}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.None, 5000)]
    private static partial Regex Brackets();
}
