using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the description of a person must look like.</summary>
internal sealed class DescriptionRules : AbstractValidator<PersonDescription>
{
    private const int MostNames = 30;

    private static readonly string[] Dates = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];

    public DescriptionRules()
    {
        RuleFor(description => description.Names).NotEmpty();
        RuleFor(description => description.Names).Must(names => names is null || names.Length <= MostNames).WithErrorCode("too-many");
        RuleForEach(description => description.Names).NotNull().ChildRules(name =>
        {
            name.RuleFor(one => one.Text).NotEmpty().MaximumLength(200);
            name.RuleFor(one => one.Alphabet).IsCode("alphabet");
            name.RuleFor(one => one.Kind).IsCode("name-kind");
        });
        RuleFor(description => description.Sex).IsCodeOrEmpty("sex");
        RuleFor(description => description.Born).Must(born => born is null || IsDate(born)).WithErrorCode("not-a-date-of-birth");
        RuleFor(description => description.BirthPlace).MaximumLength(200);
        RuleFor(description => description.Citizenships).AreCodes("citizenship");
    }

    /// <summary>The description without blanks around its texts.</summary>
    public static PersonDescription Trimmed(PersonDescription description) => description with
    {
        Names = [.. description.Names.Select(name => name with { Text = name.Text.Trim() })],
        BirthPlace = description.BirthPlace.OrNothing(),
    };

    /// <summary>Why the date of birth cannot be; null: it can, or there is none.</summary>
    public static Decision? RefuseBirth(PersonDescription description, DecisionContext context) =>
        description.Born is { } born && string.CompareOrdinal(born, HomeZone.DayOf(context.Now).ToString(Dates[born.Length switch { 4 => 0, 7 => 1, _ => 2 }], CultureInfo.InvariantCulture)) > 0
            ? Decision.Refuse("born-in-future", "description.born") : null;

    private static bool IsDate(string born) =>
        DateTime.TryParseExact(born, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && StatedTime.IsPlausible(day.Year);
}

/// <summary>What a fact about a person must look like.</summary>
internal sealed class FactRules : AbstractValidator<PersonFactContent>
{
    private const string Photograph = "photograph";

    /// <summary>The kind of thing on which a photograph rests.</summary>
    private const string Item = "evidence";

    /// <summary>How many a record holds.</summary>
    public const int Most = 500;

    public FactRules()
    {
        RuleFor(one => one.Kind).IsCode("person-fact-kind");
        RuleFor(one => one.Value).NotEmpty().MaximumLength(2000);
        RuleFor(one => one.Basis).MaximumLength(1000);
        RuleFor(one => one.Basis).NotEmpty().When(one => one.RestsOn is null).WithErrorCode("basis-needed");
        RuleFor(one => one.SourceGrade).IsCode("source-grade");
        RuleFor(one => one.InformationGrade).IsCode("information-grade");
        RuleFor(one => one.HandlingCode).IsCode("handling-code");
        RuleFor(one => one.Restriction).MaximumLength(1000);
    }

    /// <summary>Why the fact cannot rest on what it names; null: it can. A photograph is an item: sealed, with its chain of custody, and opened from there.</summary>
    public static Decision? RefuseBasis(PersonFactContent content, DecisionContext context, string field, params IEnumerable<Guid> itself) =>
        content.RestsOn is { } thing && itself.Contains(thing) ? Decision.Refuse("rests-on-itself", field + ".restsOn")
            : content.RestsOn is { } source && context.Used.GetValueOrDefault(source) is { Fenced: true } ? Decision.Refuse("source-privileged", field + ".restsOn")
            : content.Kind is Photograph && (content.RestsOn is not { } cited || context.Used.GetValueOrDefault(cited)?.Kind is not Item) ? Decision.Refuse("photograph-is-an-item", field + ".restsOn")
            : null;

    /// <summary>Why the fact cannot stand in the open record; null: it can. What identifies a protected person is written where the identity is kept.</summary>
    public static Decision? RefuseFact(PersonFactContent content, Guid record, RecordedPerson person, DecisionContext context, string field = "content") =>
        person.Protection is not null && !ProtectedIdentity.OpenKinds.Contains(content.Kind, StringComparer.Ordinal) ? Decision.Refuse("identifies-protected", field + ".kind")
            : RefuseBasis(content, context, field, record);

    /// <summary>The fact without blanks around its texts.</summary>
    public static PersonFactContent Trimmed(PersonFactContent content) => content with
    {
        Value = content.Value.Trim(),
        Basis = content.Basis.OrNothing(),
        Restriction = content.Restriction.OrNothing(),
    };
}
