using System.Text;
using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>The words by which things are found: runs of letters and digits in the form of <see cref="Folding"/>.</summary>
public static class SearchWords
{
    private const int Longest = 100;

    /// <summary>
    /// Parts of a <c>with</c>, before the list that uses <see cref="Found"/>: what the rarest of <c>@words</c> stands in. A word that
    /// stands in many texts is rarest of none; then things are looked at in the order of the list until its page is full, which
    /// with such words is soon. The index alone would gather every text of every file first.
    /// The most frequent words stand in PostgreSQL's statistics (<c>common</c>). The texts of the other words are counted: counting those of a
    /// frequent one reads all its entries in the index.
    /// </summary>
    public const string Narrowed =
        """
        , common as materialized (
            select word from unnest(@words) as word
            where exists (
                select from pg_stats known cross join lateral unnest(known.most_common_elems::text::text[], known.most_common_elem_freqs) one (text, share)
                where known.schemaname = 'workspace' and known.tablename = 'case_text' and known.attname = 'words'
                  and one.share * (select c.reltuples from pg_class c where c.oid = 'workspace.case_text'::regclass) > 3000
                  and ts_match_vq(array_to_tsvector(array_remove(array[one.text], null)), word::tsquery)))
        , rarest as materialized (
            select word from (select word from unnest(@words) as word except select word from common) unknown
            cross join lateral (
                select count(*) as texts
                from (select from workspace.case_text t where t.words @@ word::tsquery limit 3001) few) met
            where met.texts <= 3000 order by met.texts limit 1)
        , narrowed as materialized (
            select distinct t.source from rarest join workspace.case_text t on t.words @@ rarest.word::tsquery)

        """;

    // Of a number that is written in parts: how many of them make one, and how long it gets.
    private const int MostParts = 12;
    private const int LongestNumber = 60;
    private const int ShortestNumber = 6;

    /// <summary>The words of the texts, each once; of numbers that are written in parts, also the parts as one.</summary>
    public static IEnumerable<string> Of(IEnumerable<string?> texts) =>
        texts.OfType<string>().SelectMany(Indexed).Distinct(StringComparer.Ordinal);

    /// <summary>The condition that each of <c>@words</c> stands in a text of the thing.</summary>
    /// <param name="id">The column of the thing's id, in rows that come in the order of the list (<c>offset 0</c> keeps it).</param>
    /// <param name="whole">Says in SQL that what the thing lies in, too, is open to the reader: texts for those inside count then.</param>
    /// <param name="home">Says in SQL that the reader is one of the service's: texts that are not shown abroad count then.</param>
    public static string Found(string id, string whole = "true", string home = "true") =>
        // By its function, not its operator: here the index of words must not be asked again for each thing.
        $"""
        (not exists (select from rarest) or {id} in (select source from narrowed))
        and not exists (
            select from unnest(@words) as word
            where not exists (
                select from workspace.case_text t where t.source = {id} and {Shown(whole, home)} and ts_match_vq(t.words, word::tsquery)))
        """;

    /// <summary>In which of its texts a thing has some of <c>@words</c>, as SQL: see <see cref="FoundText.Field"/>.</summary>
    /// <param name="search">What is searched for; null: nothing is.</param>
    /// <param name="id">The column of the thing's id.</param>
    /// <param name="whole">As for <see cref="Found"/>.</param>
    /// <param name="home">As for <see cref="Found"/>.</param>
    public static string Matched(string? search, string id, string whole = "true", string home = "true") =>
        search is null ? "array[]::text[]" :
        $"""
        array(select distinct t.field from workspace.case_text t
              where t.source = {id} and t.field <> '' and {Shown(whole, home)}
                and exists (select from unnest(@words) as word where ts_match_vq(t.words, word::tsquery)) order by t.field)
        """;

    // What somebody is not shown finds nothing for them: a hit would tell what stands there.
    private static string Shown(string whole, string home) =>
        $"(not t.inside or {whole}) and (not t.home or {home}) and not exists (select from workspace.case_scope privileged where privileged.id = t.source and privileged.fenced)";

    /// <summary>
    /// E.g. <c>Lyon apart</c> becomes <c>'lyon':*</c> and <c>'apart':*</c>: each word as a beginning. A part of a number stands for the
    /// whole of it too: <c>599 12</c> becomes <c>'599':* | '59912':*</c> and <c>'12':* | '59912':*</c>.
    /// </summary>
    public static string[] ToQueries(string typed)
    {
        var queries = new List<string>();
        foreach (var run in Runs(Words(typed)))
        {
            string[] numbers = run.Any(word => word.HasDigit) ? [.. Forms(run, 0)] : [];
            queries.AddRange(run.Select(word =>
                string.Join(" | ", numbers.Prepend(word.Text).Distinct(StringComparer.Ordinal).Select(one => $"'{one}':*"))));
        }

        // A search for nothing but signs finds nothing, rather than everything.
        string[] words = [.. queries.Distinct(StringComparer.Ordinal).Take(10)];
        return words.Length > 0 ? words : ["'-'"];
    }

    /// <summary>The words of a text in order.</summary>
    internal static IEnumerable<string> Split(string text) => Words(text).Select(word => word.Text);

    private static IEnumerable<string> Indexed(string text) =>
        Runs(Words(text)).SelectMany(run => run.Select(word => word.Text).Concat(
            run.Any(word => word.HasDigit) ? Enumerable.Range(0, run.Count).SelectMany(first => Forms(run, first)) : []));

    /// <summary>
    /// The parts of a run, from one on, as one word; of a telephone number also without the signs before the number at home: <c>+995</c>, <c>00</c>, <c>0</c>.
    /// </summary>
    private static IEnumerable<string> Forms(IReadOnlyList<Word> run, int first)
    {
        var number = string.Concat(run.Skip(first).Take(MostParts).Select(word => word.Text));
        number = number.Length <= LongestNumber ? number : number[..LongestNumber];
        yield return number;

        var home = number.TrimStart('0');
        var isAbroad = run[first].Before.EndsWith('+') || number.StartsWith("00", StringComparison.Ordinal);
        // A country has one to three digits.
        for (var code = home.Length < number.Length ? 0 : 1; code <= (isAbroad ? 3 : 0) && home.Length - code >= ShortestNumber; code++)
        {
            yield return home[code..];
        }
    }

    /// <summary>Words that may be parts of one number stand together, others alone.</summary>
    private static IEnumerable<IReadOnlyList<Word>> Runs(IEnumerable<Word> words)
    {
        var run = new List<Word>();
        foreach (var word in words)
        {
            if (run.Count > 0 && !(run[^1].MayBePart && word.MayBePart && word.Before.Length <= 3 && word.Before.All(sign => sign is ' ' or '-' or '‐' or '–' or '.' or '/' or '(' or ')')))
            {
                yield return run;
                run = [];
            }

            run.Add(word);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static IEnumerable<Word> Words(string text)
    {
        var (word, before) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in Folding.Fold(text).EnumerateRunes())
        {
            var isPart = Rune.IsLetterOrDigit(rune);
            if (word.Length > 0 && (!isPart || word.Length >= Longest))
            {
                yield return new Word(word.ToString(), before.ToString());
                word.Clear();
                before.Clear();
            }

            (isPart ? word : before).Append(rune);
        }

        if (word.Length > 0)
        {
            yield return new Word(word.ToString(), before.ToString());
        }
    }

    /// <param name="Text">The word.</param>
    /// <param name="Before">What stands between it and the word before.</param>
    private sealed record Word(string Text, string Before)
    {
        public bool HasDigit { get; } = Text.Any(char.IsAsciiDigit);

        /// <summary>E.g. the letters of a plate.</summary>
        public bool MayBePart => HasDigit || Text.Length <= 3;
    }
}

/// <summary>A text by which a thing is found, by people who may see it.</summary>
/// <param name="Source">The thing that is found.</param>
/// <param name="Part">Which of its texts: the event's id, or the thing's own for its title and description.</param>
/// <param name="Field">What the text is, for the people who found something by it: a code such as <c>note</c>.</param>
/// <param name="Texts">The texts; nulls are left out.</param>
public sealed record FoundText(Guid Source, Guid Part, string Field, params IEnumerable<string?> Texts)
{
    /// <summary>Whether it is only for those to whom the file or sub-file around the thing is open: what has not left yet.</summary>
    public bool Inside { get; init; }

    /// <summary>Whether it takes the place of all texts by which the source was found before: what was said there is withheld from now on.</summary>
    public bool ReplacesAll { get; init; }

    /// <summary>Whether it is only for the service's people, and not for those through whom the thing went abroad.</summary>
    public bool Home { get; init; }
}

/// <summary>Parameters that may be null keep their type.</summary>
public static class NullableParameters
{
    /// <summary>Adds the value, or a null of its type.</summary>
    public static void AddNullable<T>(this NpgsqlParameterCollection parameters, string name, T? value) where T : struct =>
        parameters.Add(new NpgsqlParameter<T?>(name, value));

    /// <summary>Adds the texts, or a null.</summary>
    public static void AddNullable(this NpgsqlParameterCollection parameters, string name, string[]? value) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value });

    /// <summary>Adds the text, or a null.</summary>
    public static void AddNullable(this NpgsqlParameterCollection parameters, string name, string? value) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value });
}
