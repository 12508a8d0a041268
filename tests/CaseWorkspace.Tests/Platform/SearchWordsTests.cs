using CaseWorkspace.Platform.Storage;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class SearchWordsTests
{
    private static string[] Of(params string?[] texts) => [.. SearchWords.Of(texts)];

    [Fact]
    public void Words_are_runs_of_letters_and_digits_in_lower_case_each_once() =>
        Of("Lyon, Lyon-Part 12/B", null, "LYON").ShouldBe(["lyon", "part", "12", "b"]);

    [Fact]
    public void Georgian_words_are_words() => Of("თბილისი, ლიონი").ShouldBe(["თბილისი", "ლიონი"]);

    [Fact]
    public void Georgian_capitals_are_found_by_small_letters() => Of("ᲗᲑᲘᲚᲘᲡᲘ").ShouldBe(["თბილისი"]);

    [Fact]
    public void Letters_beyond_the_first_plane_stay_whole() => Of("𐐀𐐁 𝟙").ShouldBe(["𐐨𐐩", "𝟙"]);

    [Fact]
    public void Letters_whose_accents_are_written_apart_are_the_same_letters() => Of("Mu\u0308ller", "Müller").ShouldBe(["müller"]);

    [Fact]
    public void Half_a_pair_divides_words_and_breaks_nothing() => Of("ab\ud800cd\udc00ef").ShouldBe(["ab", "cd", "ef"]);

    [Fact]
    public void A_very_long_word_is_cut_the_same_way_in_text_and_search()
    {
        var word = new string('x', 250);
        Of(word).Length.ShouldBe(2);
        Of(word).ShouldAllBe(part => part.Length <= 100);
        SearchWords.ToQueries(word).ShouldBe(Of(word).Select(part => $"'{part}':*"));
    }

    [Theory]
    [InlineData("lyon & !paris | (x <-> y):*")]
    [InlineData("'; drop table workspace.case_text; --")]
    [InlineData("\\'':*A")]
    [InlineData("a'b\\c\0d")]
    public void Nothing_that_is_typed_becomes_an_operator(string typed) =>
        SearchWords.ToQueries(typed).ShouldAllBe(query => IsSafe(query));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("!&|():*'\\")]
    public void A_search_for_nothing_but_signs_finds_nothing(string typed) => SearchWords.ToQueries(typed).ShouldBe(["'-'"]);

    [Fact]
    public void A_search_for_half_a_pair_finds_nothing() => SearchWords.ToQueries("\ud800").ShouldBe(["'-'"]);

    [Fact]
    public void No_more_than_ten_words_are_searched() =>
        SearchWords.ToQueries(string.Join(' ', Enumerable.Range(0, 100))).Length.ShouldBe(10);

    [Fact]
    public void Whatever_is_typed_makes_sound_queries_of_words_that_a_text_of_it_would_hold() =>
        Gen.Char.Array[0, 60].Select(letters => new string(letters)).Sample(
            typed =>
            {
                var words = Of(typed);
                SearchWords.ToQueries(typed).All(IsSafe).ShouldBeTrue();
                SearchWords.ToQueries(typed).Where(query => query != "'-'").Select(query => query[1..^3]).ShouldBeSubsetOf(words);
            },
            iter: 2_000);

    private static bool IsSafe(string query) => query == "'-'"
        || (query.StartsWith('\'') && query.EndsWith("':*", StringComparison.Ordinal)
            && query[1..^3].EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit));
}
