using System.Text;
using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>The words by which things are found: runs of letters and digits, in lower case, whatever the script.</summary>
public static class SearchWords
{
    private const int Longest = 100;

    /// <summary>
    /// Parts of a <c>with</c>, before the list that uses <see cref="Found"/>: what the rarest of <c>@words</c> stands in. A word that
    /// stands in many texts is rarest of none; then things are looked at in the order of the list until its page is full, which
    /// with such words is soon. The index alone would gather every text of every file first.
    /// </summary>
    public const string Narrowed =
        """
        , rarest as materialized (
            select word from unnest(@words) as word
            cross join lateral (
                select count(*) as texts
                from (select from workspace.case_text t where t.words @@ word::tsquery limit 3001) few) met
            where met.texts <= 3000 order by met.texts limit 1)
        , narrowed as materialized (
            select distinct t.source from rarest join workspace.case_text t on t.words @@ rarest.word::tsquery)

        """;

    /// <summary>The words of the texts, each once.</summary>
    public static IEnumerable<string> Of(IEnumerable<string?> texts) =>
        texts.OfType<string>().SelectMany(Split).Distinct(StringComparer.Ordinal);

    /// <summary>The condition that each of <c>@words</c> stands in a text of the thing.</summary>
    /// <param name="id">The column of the thing's id, in rows that come in the order of the list (<c>offset 0</c> keeps it).</param>
    public static string Found(string id) =>
        // By its function, not its operator: here the index of words must not be asked again for each thing.
        $"""
        (not exists (select from rarest) or {id} in (select source from narrowed))
        and not exists (
            select from unnest(@words) as word
            where not exists (
                select from workspace.case_text t where t.source = {id} and ts_match_vq(t.words, word::tsquery)))
        """;

    /// <summary>E.g. <c>Lyon apart</c> becomes <c>'lyon':*</c> and <c>'apart':*</c>: each word as a beginning.</summary>
    public static string[] ToQueries(string typed)
    {
        var words = Split(typed).Distinct(StringComparer.Ordinal).Take(10).Select(word => $"'{word}':*").ToArray();

        // A search for nothing but signs finds nothing, rather than everything.
        return words.Length > 0 ? words : ["'-'"];
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }

            if (word.Length > 0 && (!Rune.IsLetterOrDigit(rune) || word.Length >= Longest))
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>A letter and its accent as one character, as most keyboards write it; file names of some systems keep them apart.</summary>
    private static string Composed(string text)
    {
        // Halves of a pair, which have no normal form, become the sign for 'not a character' first.
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune);
        }

        return sound.ToString().Normalize(NormalizationForm.FormC);
    }
}

/// <summary>Parameters that may be null keep their type.</summary>
public static class NullableParameters
{
    /// <summary>Adds the value, or a null of its type.</summary>
    public static void AddNullable<T>(this NpgsqlParameterCollection parameters, string name, T? value) where T : struct =>
        parameters.Add(new NpgsqlParameter<T?>(name, value));

    /// <summary>Adds the text, or a null.</summary>
    public static void AddNullable(this NpgsqlParameterCollection parameters, string name, string? value) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value });
}
