using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Web;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web;

public partial class TextsTests
{
    private static readonly ResourceManager[] Files = [.. typeof(Texts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
        .Select(name => new ResourceManager(name[..^".resources".Length], typeof(Texts).Assembly))];

    [Fact]
    public void A_key_stands_in_one_file_alone() =>
        Files.SelectMany(file => Words(file, "").Keys).GroupBy(key => key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void Every_word_stands_in_both_languages() =>
        Files.SelectMany(file => Words(file, "").Keys.Order(StringComparer.Ordinal).Except(Words(file, "ka").Keys, StringComparer.Ordinal)
                .Concat(Words(file, "ka").Keys.Except(Words(file, "").Keys, StringComparer.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Both_languages_have_the_same_places_to_fill() =>
        Files.SelectMany(file => Words(file, "ka")
                .Where(pair => !Places(pair.Value).SequenceEqual(Places(Words(file, "")[pair.Key]), StringComparer.Ordinal))
                .Select(pair => pair.Key))
            .ShouldBeEmpty();

    [Fact]
    public void Georgian_is_written_in_Georgian()
    {
        // Names that stay as they are in every language.
        string[] same = ["frame.name", "frame.language.en", "frame.language.en.short"];
        Files.SelectMany(file => Words(file, "ka"))
            .Where(pair => !same.Contains(pair.Key, StringComparer.Ordinal) && !pair.Value.Any(letter => letter is >= 'ა' and <= 'ჿ'))
            .Select(pair => pair.Key).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(99, "99")]
    [InlineData(100, "99+")]
    public void What_was_counted_to_a_bound_says_so(int count, string words) => Texts.Count(count, 99).ShouldBe(words);

    private static Dictionary<string, string> Words(ResourceManager file, string culture) =>
        file.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string words) =>
        PlacePattern().Matches(words).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex PlacePattern();
}
