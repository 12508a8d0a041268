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
        return Of(person.Description, person.IsMigrant);
    }

    /// <summary>What a description says already, to be corrected.</summary>
    public static DescriptionDraft Of(PersonDescription description, bool isMigrant)
    {
        ArgumentNullException.ThrowIfNull(description);
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
            IsMigrant = isMigrant,
        };

        string CurrentIn(string alphabet) => description.Names.FirstOrDefault(name => name.Kind is Current && string.Equals(name.Alphabet, alphabet, StringComparison.Ordinal))?.Text ?? "";

        string Lines(string kind) => string.Join('\n', description.Names.Where(name => string.Equals(name.Kind, kind, StringComparison.Ordinal)).Select(name => OneLine(name.Text)));
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

    /// <summary>
    /// The description that a command takes. What the record says beyond the form stays: further citizenships, names of other kinds, a second name
    /// in one alphabet. A name that stays keeps its place, because lists show the first one, and the alphabet that was stated.
    /// </summary>
    /// <param name="before">What the record says; null: there is none yet.</param>
    public PersonDescription Describe(PersonDescription? before = null)
    {
        List<PersonName> typed = [.. Name(Georgian, "georgian"), .. Name(Latin, "latin"), .. Name(Cyrillic, "cyrillic"), .. Lines(Former, "former"), .. Lines(Aliases, "alias")];
        PersonName[] kept = [.. (before?.Names ?? []).Select(name => IsOnForm(name, before!) ? TakeFrom(typed, name) : name).OfType<PersonName>()];
        return new PersonDescription(
            [.. kept, .. typed],
            Sex.OrNothing(),
            Born.OrNothing(),
            BirthPlace.OrNothing(),
            [.. new[] { Citizenship, SecondCitizenship }.Where(code => code.Length > 0).Concat(before?.Citizenships.Skip(2) ?? []).Distinct(StringComparer.Ordinal)]);
    }

    private static bool IsOnForm(PersonName name, PersonDescription description) => name switch
    {
        { Kind: "former" or "alias" } => true,
        { Kind: Current, Alphabet: "georgian" or "latin" or "cyrillic" } => ReferenceEquals(name, description.Names.First(one => one.Kind is Current && string.Equals(one.Alphabet, name.Alphabet, StringComparison.Ordinal))),
        _ => false,
    };

    /// <summary>What the form says in the place of the name; null: it was taken out.</summary>
    private static PersonName? TakeFrom(List<PersonName> typed, PersonName name)
    {
        var now = typed.Find(one => string.Equals(one.Kind, name.Kind, StringComparison.Ordinal)
            && (name.Kind is Current ? string.Equals(one.Alphabet, name.Alphabet, StringComparison.Ordinal) : string.Equals(one.Text, OneLine(name.Text), StringComparison.Ordinal)));
        if (now is null)
        {
            return null;
        }

        typed.Remove(now);
        return name.Kind is Current && !string.Equals(now.Text, name.Text, StringComparison.Ordinal) ? name with { Text = now.Text } : name;
    }

    // A name that came with a line break is still one line of the form.
    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static IEnumerable<PersonName> Name(string text, string alphabet) => text.OrNothing() is { } name ? [new PersonName(name, alphabet, Current)] : [];

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
