namespace CaseWorkspace.Features.People;

/// <summary>Who a person is, as a form holds it.</summary>
public sealed class DescriptionDraft
{
    private const string Current = "current";

    public string Georgian { get; set; } = "";

    public string Latin { get; set; } = "";

    public string Cyrillic { get; set; } = "";

    /// <summary>One in a line.</summary>
    public string Former { get; set; } = "";

    /// <summary>One in a line.</summary>
    public string Aliases { get; set; } = "";

    public string Born { get; set; } = "";

    public string BirthPlace { get; set; } = "";

    public string Sex { get; set; } = "";

    public string Citizenship { get; set; } = "";

    public string SecondCitizenship { get; set; } = "";

    public bool IsMigrant { get; set; }

    /// <summary>What a record says already, to be corrected.</summary>
    public static DescriptionDraft Of(RecordedPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var description = person.Description;
        return new DescriptionDraft
        {
            Georgian = CurrentIn("georgian"),
            Latin = CurrentIn("latin"),
            Cyrillic = CurrentIn("cyrillic"),
            Former = Lines("former"),
            Aliases = Lines("alias"),
            Born = description.Born ?? "",
            BirthPlace = description.BirthPlace ?? "",
            Sex = description.Sex ?? "",
            Citizenship = description.Citizenships.ElementAtOrDefault(0) ?? "",
            SecondCitizenship = description.Citizenships.ElementAtOrDefault(1) ?? "",
            IsMigrant = person.IsMigrant,
        };

        string CurrentIn(string alphabet) => description.Names.FirstOrDefault(name => name.Kind is Current && string.Equals(name.Alphabet, alphabet, StringComparison.Ordinal))?.Text ?? "";

        string Lines(string kind) => string.Join('\n', description.Names.Where(name => string.Equals(name.Kind, kind, StringComparison.Ordinal)).Select(name => name.Text));
    }

    /// <summary>What the browser kept of it, by the id of the control.</summary>
    public static DescriptionDraft Of(IReadOnlyDictionary<string, string> kept)
    {
        return new DescriptionDraft
        {
            Georgian = Kept("name-ka"), Latin = Kept("name-latin"), Cyrillic = Kept("name-cyrillic"), Former = Kept("names-former"), Aliases = Kept("names-alias"),
            Born = Kept("born"), BirthPlace = Kept("birth-place"), Sex = Kept("sex"), Citizenship = Kept("citizenship"), SecondCitizenship = Kept("citizenship-2"),
            IsMigrant = Kept("migrant") is "on",
        };

        string Kept(string id) => kept.GetValueOrDefault(id, "");
    }

    /// <summary>The description that a command takes. What it says beyond the form (further citizenships, names of other kinds) stays.</summary>
    /// <param name="before">What the record says; null: there is none yet.</param>
    public PersonDescription Describe(PersonDescription? before = null) => new(
        [
            .. Name(Georgian, "georgian"), .. Name(Latin, "latin"), .. Name(Cyrillic, "cyrillic"),
            .. Lines(Former, "former"), .. Lines(Aliases, "alias"),
            .. before?.Names.Where(name => name.Kind is not (Current or "former" or "alias") || (name.Kind is Current && name.Alphabet is not ("georgian" or "latin" or "cyrillic"))) ?? [],
        ],
        Filled(Sex),
        Filled(Born),
        Filled(BirthPlace),
        [.. new[] { Citizenship, SecondCitizenship }.Where(code => code.Length > 0).Concat(before?.Citizenships.Skip(2) ?? []).Distinct(StringComparer.Ordinal)]);

    private static string? Filled(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<PersonName> Name(string text, string alphabet) => Filled(text) is { } name ? [new PersonName(name, alphabet, Current)] : [];

    private static IEnumerable<PersonName> Lines(string text, string kind) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new PersonName(line, AlphabetOf(line), kind));

    private static string AlphabetOf(string text) => text.FirstOrDefault(char.IsLetter) switch
    {
        >= 'ა' and <= 'ჿ' or >= 'Ა' and <= 'Ჿ' => "georgian",
        >= 'Ѐ' and <= 'ӿ' => "cyrillic",
        >= 'A' and <= 'ɏ' => "latin",
        _ => "other",
    };
}
