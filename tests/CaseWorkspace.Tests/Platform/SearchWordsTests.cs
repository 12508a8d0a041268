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
        Of("Lyon, Lyon-Part 12/B", null, "LYON").ShouldBe(["lyon", "part", "12", "b", "12b"]);

    [Fact]
    public void Georgian_words_are_words() => Of("თბილისი, ლიონი").ShouldBe(["თბილისი", "ლიონი"]);

    [Fact]
    public void Georgian_capitals_are_found_by_small_letters() => Of("ᲗᲑᲘᲚᲘᲡᲘ").ShouldBe(["თბილისი"]);

    [Fact]
    public void Letters_beyond_the_first_plane_stay_whole() => Of("𐐀𐐁").ShouldBe(["𐐨𐐩"]);

    [Fact]
    public void Letters_whose_accents_are_written_apart_are_the_same_letters() => Of("Mu\u0308ller", "Müller").ShouldBe(["muller"]);

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
                SearchWords.ToQueries(typed).Where(query => query != "'-'").SelectMany(Alternatives).Select(query => query[1..^3]).ShouldBeSubsetOf(words);
            },
            iter: 2_000);

    /// <summary>Whether a thing of that text is found by what is typed.</summary>
    private static bool Finds(string typed, string text)
    {
        var words = Of(text);
        return SearchWords.ToQueries(typed).All(query => Alternatives(query)
            .Any(one => Array.Exists(words, word => word.StartsWith(one[1..^3], StringComparison.Ordinal))));
    }

    [Theory]
    // Latin, Turkish
    [InlineData("Celik", "Çelik")]
    [InlineData("Çelik", "Celik")]
    [InlineData("istanbul", "İSTANBUL")]
    [InlineData("ISTANBUL", "istanbul")]
    [InlineData("ısparta", "ISPARTA")]
    [InlineData("STRASSE", "Straße")]
    [InlineData("strasse", "STRAẞE")]
    [InlineData("Lodz", "Łódź")]
    [InlineData("Zoe", "Zoë")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("office", "o\ufb03ce")]
    // Georgian, Cyrillic, Greek, Arabic
    [InlineData("თბილისი", "ᲗᲑᲘᲚᲘᲡᲘ")]
    [InlineData("Ёлкин", "елкин")]
    [InlineData("ЖУКОВ", "жуков")]
    [InlineData("ΘΕΣΣΑΛΟΝΙΚΗ", "Θεσσαλονίκη")]
    [InlineData("παυλος", "Παύλος")]
    [InlineData("احمد", "أَحْمَد")]
    [InlineData("فاطمه", "فاطمة")]
    [InlineData("١٢٣٤", "1234")]
    // Characters that show nothing
    [InlineData("Tbilisi", "Tbi\u00adlisi")]
    [InlineData("Tbi\u200dlisi", "Tbilisi")]
    [InlineData("Tbi\ufefflisi", "Tbilisi")]
    // Order and blanks
    [InlineData("Alphason Testa", "Testa Alphason")]
    [InlineData("Testa   Alphason", "Alphason\u00a0 Testa")]
    // Telephones
    [InlineData("599123456", "+995 599 12-34-56")]
    [InlineData("+995 599 12-34-56", "599123456")]
    [InlineData("599 12 34 56", "+995599123456")]
    [InlineData("+995599123456", "599 123 456")]
    [InlineData("00995599123456", "599 123 456")]
    [InlineData("599 12 34", "599123456")]
    [InlineData("0599 123456", "(599) 12.34.56")]
    // Plates, accounts, serials
    [InlineData("AB123CD", "a car AB-123-CD seen at 12:30")]
    [InlineData("ab 123 cd", "AB123CD")]
    [InlineData("GE29NB0000000101904917", "GE29 NB00 0000 0101 9049 17")]
    [InlineData("GE29 NB00 0000 0101 9049 17", "IBAN GE29NB0000000101904917")]
    [InlineData("SN4F2A99KL", "serial SN-4F2A-99/KL")]
    [InlineData("Beridze 599123456", "599 12 34 56, Beridze")]
    public void It_is_found_however_it_is_written(string typed, string text) => Finds(typed, text).ShouldBeTrue(string.Join(' ', Of(text)));

    [Theory]
    [InlineData("599123457", "+995 599 12-34-56")]
    [InlineData("AB124CD", "AB-123-CD")]
    [InlineData("Testa Betason", "Testa Alphason")]
    [InlineData("34", "1234")]
    public void What_is_another_is_not_found(string typed, string text) => Finds(typed, text).ShouldBeFalse();

    [Fact]
    public void What_is_folded_once_stays_as_it_is() =>
        Gen.String.Sample(text => Folding.Fold(Folding.Fold(text)).ShouldBe(Folding.Fold(text)), iter: 5_000);

    private static string[] Alternatives(string query) => query.Split(" | ");

    private static bool IsSafe(string query) => query == "'-'" || Alternatives(query).All(IsWord);

    private static bool IsWord(string query) =>
        (query.StartsWith('\'') && query.EndsWith("':*", StringComparison.Ordinal)
            && query[1..^3].EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit));
}
