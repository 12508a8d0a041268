using Marten;

namespace CaseWorkspace.Platform.Storage;

/// <summary>How the words are kept by which things are found, in the transaction of the events they follow.</summary>
public static class TextIndex
{
    private const int MostWords = 20_000;

    /// <summary>Words by which things are found, by people who may see them.</summary>
    public static void IndexText(this IDocumentOperations ops, IEnumerable<FoundText> texts)
    {
        foreach (var text in texts)
        {
            if (text.ReplacesAll)
            {
                ops.QueueSqlCommand("delete from workspace.case_text where source = ?", text.Source);
            }

            ops.QueueSqlCommand(
                """
                insert into workspace.case_text (source, part, words, field, inside, home, form) values (?, ?, array_to_tsvector(?), ?, ?, ?, ?)
                on conflict (source, part) do update
                set words = excluded.words, field = excluded.field, inside = excluded.inside, home = excluded.home, form = excluded.form
                """,
                text.Source, text.Part, text.Words(), text.Field, text.Inside, text.Home, Folding.Form);
        }
    }

    /// <summary>The words of the text, as the index takes them; by what stands in place of an erased text nothing is found.</summary>
    public static string[] Words(this FoundText text) =>
        [.. SearchWords.Of(text.Texts.Select(SealedText.WithoutStandIns)).Take(MostWords)];
}
