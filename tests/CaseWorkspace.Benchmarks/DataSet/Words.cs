using System.Globalization;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>Texts of the lengths and the variety that files have, in two scripts; about nobody.</summary>
internal static class Words
{
    private static readonly string[] Places =
        ["Lyon", "Kutaisi", "Marseille", "Batumi", "Barcelona", "Tbilisi", "Berlin", "Rustavi", "Milano", "Poti", "Warszawa", "თბილისი", "ქუთაისი", "ბათუმი"];

    private static readonly string[] Things =
        ["employment papers", "prepaid number", "bank transfer", "apartment lease", "bus ticket", "asylum statement", "messenger account",
            "cash payment", "border stamp", "residence card", "ხელშეკრულება", "გადარიცხვა", "ბილეთი"];

    private static readonly string[] Doings =
        ["was named by a witness", "appears in the extraction", "was seen again near", "leads to the same account in", "was checked and found false",
            "was handed over in", "is confirmed by the authority in", "remains unexplained", "დადასტურდა", "გადამოწმდა"];

    public static string Title(Random chance) => $"{One(Things, chance)} {One(Places, chance)} {Number(chance, 1000)}";

    public static string Name(Random chance) => $"{One(Places, chance).ToLowerInvariant()}-{Number(chance, 100_000)}.bin";

    /// <summary>One to five sentences.</summary>
    public static string Text(Random chance)
    {
        var sentences = 1 + (int)(5 * chance.NextDouble() * chance.NextDouble());
        return string.Join(' ', Enumerable.Range(0, sentences).Select(_ =>
            $"The {One(Things, chance)} of {Number(chance, 28)} in {One(Places, chance)} {One(Doings, chance)} {One(Places, chance)}, note {Number(chance, 100_000)}."));
    }

    public static string One(string[] words, Random chance) => words[chance.Next(words.Length)];

    private static string Number(Random chance, int below) => (1 + chance.Next(below)).ToString(CultureInfo.InvariantCulture);
}
