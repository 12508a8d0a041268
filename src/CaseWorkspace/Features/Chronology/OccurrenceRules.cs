using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What an entry of the chronology must look like.</summary>
internal sealed class OccurrenceRules : AbstractValidator<OccurrenceContent>
{
    /// <summary>How long what happened may be told.</summary>
    internal const int LongestText = 4000;

    /// <summary>How long a place may be.</summary>
    internal const int LongestPlace = 300;

    /// <summary>How long the source in words, and a restriction, may be.</summary>
    internal const int LongestBasis = 1000;

    /// <summary>How many people, and how many sources, an entry names.</summary>
    internal const int Most = 50;

    public OccurrenceRules()
    {
        RuleFor(one => one.Time).NotNull().ChildRules(time =>
        {
            time.RuleFor(one => one.From).Must(ReportedTimes.IsReadable).WithErrorCode("not-a-reported-time");
            time.RuleFor(one => one.Until).Must(until => until is null || ReportedTimes.IsReadable(until)).WithErrorCode("not-a-reported-time");
            // The table can be replaced: a zone that this machine does not know cannot be counted in.
            time.RuleFor(one => one.Zone).IsCodeOrEmpty("time-zone").Must(zone => zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)).WithErrorCode("unknown-code");
        });
        RuleFor(one => one.Text).NotEmpty().MaximumLength(LongestText);
        RuleFor(one => one.Place).MaximumLength(LongestPlace);
        RuleFor(one => one.Country).IsCodeOrEmpty("citizenship").Must(IsCountry).WithErrorCode("unknown-code");
        RuleFor(one => one.People).NotNull().Must(IsList).WithErrorCode("too-many");
        RuleFor(one => one.People).Must(IsEachOnce).WithErrorCode("named-twice");
        RuleFor(one => one.RestsOn).NotNull().Must(IsList).WithErrorCode("too-many");
        RuleFor(one => one.RestsOn).Must(IsEachOnce).WithErrorCode("named-twice");
        RuleFor(one => one.Basis).MaximumLength(LongestBasis);
        RuleFor(one => one.Basis).NotEmpty().When(one => one.RestsOn is null or []).WithErrorCode("basis-needed");
        RuleFor(one => one.SourceGrade).IsCode("source-grade");
        RuleFor(one => one.InformationGrade).IsCode("information-grade");
        RuleFor(one => one.HandlingCode).IsCode("handling-code");
        RuleFor(one => one.Restriction).MaximumLength(LongestBasis);
    }

    /// <summary>What the command has to know: all that the entry names, which has to be open to the person in the same place.</summary>
    public static ThingsUsed Named(OccurrenceContent content) => new([.. content.People, .. content.RestsOn]);

    /// <summary>Why it cannot be recorded like that; null: it can.</summary>
    public static Decision? Refuse(OccurrenceContent content, DecisionContext context) =>
        ReportedTimes.Refuse(content.Time, context)
            ?? (content.People.Any(one => !AllFeatures.Things.Is(context.Used.GetValueOrDefault(one), thing => thing.IsPerson)) ? Decision.Refuse("not-a-person", "content.people")
                : content.RestsOn.Any(one => !AllFeatures.Things.Is(context.Used.GetValueOrDefault(one), thing => thing.IsSource)) ? Decision.Refuse("not-a-source", "content.restsOn")
                : content.RestsOn.Any(one => context.Used[one].Fenced) ? Decision.Refuse("source-privileged", "content.restsOn")
                : null);

    /// <summary>The entry without blanks around its texts.</summary>
    public static OccurrenceContent Trimmed(OccurrenceContent content) => content with
    {
        Text = content.Text.Trim(),
        Place = content.Place.OrNothing(),
        Basis = content.Basis.OrNothing(),
        Restriction = content.Restriction.OrNothing(),
    };

    /// <summary>Whether two entries say the same.</summary>
    public static bool AreSame(OccurrenceContent one, OccurrenceContent other) =>
        one with { People = other.People, RestsOn = other.RestsOn } == other && one.People.SequenceEqual(other.People) && one.RestsOn.SequenceEqual(other.RestsOn);

    /// <summary>The list has codes of three letters too, for people who have no state.</summary>
    internal static bool IsCountry(string? code) => code is null or { Length: 2 };

    private static bool IsList(Guid[]? ids) => ids is null || ids.Length <= Most;

    private static bool IsEachOnce(Guid[]? ids) => ids is null || ids.Distinct().Count() == ids.Length;
}
