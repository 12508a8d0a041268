using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>Every word that people read stands in resource files, in both languages.</summary>
public sealed partial class TextsTests
{
    private static readonly string Sources = Repository.At("src");

    /// <summary>English files, each with its Georgian twin beside it.</summary>
    private static readonly string[] English =
        [.. Repository.FilesBelow(Sources, "*.resx").Where(file => !file.EndsWith(".ka.resx", StringComparison.Ordinal))];

    [Fact]
    public void Every_english_file_has_a_georgian_twin_and_the_other_way_round() =>
        Repository.FilesBelow(Sources, "*.ka.resx").Select(file => file.Replace(".ka.resx", ".resx", StringComparison.Ordinal)).Order()
            .ShouldBe(English.Order());

    [Fact]
    public void Every_key_has_words_in_both_languages()
    {
        foreach (var file in English)
        {
            var (english, georgian) = (Words(file), Words(Georgian(file)));
            english.Keys.Order().ShouldBe(georgian.Keys.Order(), Path.GetRelativePath(Sources, file));
            english.Concat(georgian).Where(pair => string.IsNullOrWhiteSpace(pair.Value)).Select(pair => pair.Key).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void The_same_places_are_left_for_values_in_both_languages()
    {
        foreach (var file in English.Where(file => File.Exists(Georgian(file))))
        {
            var georgian = Words(Georgian(file));
            Words(file).Where(pair => georgian.ContainsKey(pair.Key) && !Places(pair.Value).SequenceEqual(Places(georgian[pair.Key])))
                .Select(pair => pair.Key).ShouldBeEmpty(file);
        }
    }

    /// <summary>The workspace looks its words up over all files of its library, so a key stands in one of them only.</summary>
    [Fact]
    public void A_key_stands_in_one_file_only() =>
        English.Where(file => file.Contains("/CaseWorkspace/", StringComparison.Ordinal)).SelectMany(file => Words(file).Keys).ShouldBeUnique();

    /// <summary>The zone in which somebody types a time depends on their post: the field names it, no other text does.</summary>
    [Fact]
    public void No_text_names_a_zone_beside_the_field_of_a_time() =>
        English.SelectMany(file => Words(file).Concat(Words(Georgian(file))))
            .Where(pair => pair.Value.Contains("Tbilisi time", StringComparison.OrdinalIgnoreCase) || pair.Value.Contains("თბილისის დრო", StringComparison.Ordinal))
            .Select(pair => pair.Key).ShouldBeEmpty();

    internal static Dictionary<string, string> Words(string file) => File.Exists(file)
        ? XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value)
        : [];

    internal static string Georgian(string file) => file.Replace(".resx", ".ka.resx", StringComparison.Ordinal);

    private static IEnumerable<string> Places(string words) => Place().Matches(words).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex("\\{[0-9]+[^}]*\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
