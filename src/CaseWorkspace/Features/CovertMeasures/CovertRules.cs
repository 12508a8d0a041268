using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What a ruling or decree must look like.</summary>
internal sealed class CovertRulingRules : AbstractValidator<CovertRuling>
{
    public CovertRulingRules()
    {
        RuleFor(ruling => ruling.Basis).IsCode("covert-basis");
        RuleFor(ruling => ruling.By).NotEmpty().MaximumLength(CovertRules.LongestName);
        RuleFor(ruling => ruling.Number).MaximumLength(100);
        RuleFor(ruling => ruling.On).NotEmpty();
    }
}

/// <summary>What the words of a measure must look like.</summary>
internal sealed class CovertContentRules : AbstractValidator<CovertContent>
{
    public CovertContentRules()
    {
        RuleFor(content => content.Kind).IsCode("covert-measure");
        RuleFor(content => content.KindWords).MaximumLength(CovertRules.LongestName);
        RuleFor(content => content.KindWords).NotEmpty().When(content => content.Kind is "other").WithErrorCode("in-words");
        RuleFor(content => content.Ruling).NotNull().SetValidator(new CovertRulingRules());
        RuleFor(content => content.Whom).MaximumLength(CovertRules.LongestText);
        RuleFor(content => content.Whom).NotEmpty().When(content => content.Person is null).WithErrorCode("covert-against-whom");
        RuleFor(content => content.OnWhat).NotEmpty().MaximumLength(CovertRules.LongestText);
        RuleFor(content => content.From).NotEmpty();
        RuleFor(content => content.Until).NotEmpty();
    }
}

/// <summary>Rules that several acts on covert measures have in common.</summary>
internal static class CovertRules
{
    /// <summary>How long the name of a court, or of who did something, may be.</summary>
    internal const int LongestName = 300;

    /// <summary>How long what is said in words may be.</summary>
    internal const int LongestText = 2000;

    /// <summary>The kind of a protocol.</summary>
    private const string Protocol = "protocol";

    /// <summary>How far ahead a measure can begin: beyond it, a digit must be wrong.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>How far back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20 * 365);

    /// <summary>Why nothing more is done with it; null: there is such a measure.</summary>
    public static Refusal? WhyNotStanding(CovertMeasure measure) => measure.Withdrawal is null ? null : Refusal.Rule("covert-withdrawn");

    /// <summary>Why it does not go on; null: it runs.</summary>
    public static Refusal? WhyNotRunning(CovertMeasure measure) => WhyNotStanding(measure) ?? (measure.End is null ? null : Refusal.Rule("covert-ended"));

    /// <summary>Why nothing can be said of what follows the end; null: it is over.</summary>
    public static Refusal? WhyNotOver(CovertMeasure measure) => WhyNotStanding(measure) ?? (measure.End is null ? Refusal.Rule("covert-runs") : null);

    /// <summary>Why nobody is notified; null: somebody is still to be.</summary>
    public static Refusal? WhyNotNotified(CovertMeasure measure) => WhyNotOver(measure) ?? (measure.Service is null ? null : Refusal.Rule("notification-served"));

    /// <summary>The record of the person of whom the words speak, for the decision.</summary>
    public static Fact[] Used(Guid? thing) => thing is { } one ? [new ThingsUsed([one])] : [];

    /// <summary>What is at fault in what was authorised; null: nothing.</summary>
    public static Decision? RefuseContent(CovertContent content, DecisionContext context) =>
        content.Person is { } person && !AllFeatures.Things.Is(context.Used.GetValueOrDefault(person), thing => thing.IsPerson) ? Decision.Refuse("covert-needs-person", "content.person")
            : content.From < context.Now - Longest ? Decision.Refuse("too-long-ago", "content.from")
            : content.From > context.Now + Furthest ? Decision.Refuse("begins-too-far-ahead", "content.from")
            : context.IsAhead(content.Ruling.On) ? Decision.Refuse("in-future", "content.ruling.on")
            : HomeZone.DayOf(content.Ruling.On) > HomeZone.DayOf(content.From) ? Decision.Refuse("ruled-after-beginning", "content.ruling.on")
            : content.Until <= content.From ? Decision.Refuse("covert-ends-before-it-begins", "content.until")
            : RefuseLonger(CovertTerm.First, content.Kind, content.From, content.Until, "content.until");

    /// <summary>What is at fault in an end that the table of terms does not allow: the refusal names the row. Null: nothing.</summary>
    /// <param name="about">Of what the row is.</param>
    /// <param name="kind">A code of the list <c>covert-measure</c>.</param>
    /// <param name="from">From when it counts.</param>
    /// <param name="until">The end that was stated.</param>
    /// <param name="field">The field at fault.</param>
    public static Decision? RefuseLonger(string about, string kind, DateTimeOffset from, DateTimeOffset until, string field) =>
        CovertTerm.End(about, kind, from) is { } end && until > end ? Decision.Refuse($"longer-than-{about}", field) : null;

    /// <summary>What is at fault in the protocol that is named; null: nothing, or none is.</summary>
    public static Decision? RefuseProtocol(Guid? protocol, DecisionContext context) =>
        protocol is { } one && context.Used.GetValueOrDefault(one)?.Kind is not Protocol ? Decision.Refuse("covert-needs-protocol", "drawnUp") : null;

    /// <summary>What is at fault in a time at which something happened after the end; null: nothing.</summary>
    public static Decision? RefuseAfterEnd(CovertMeasure measure, DateTimeOffset at, DecisionContext context, string field) =>
        context.IsAhead(at) ? Decision.Refuse("in-future", field) : at.Precedes(measure.End!.EndedAt) ? Decision.Refuse("before-covert-end", field) : null;

    /// <summary>The words without blanks around them.</summary>
    public static CovertRuling Trimmed(CovertRuling ruling) => ruling with { By = ruling.By.Trim(), Number = ruling.Number.OrNothing(), On = ruling.On.ToUniversalTime() };

    /// <summary>The words without blanks around them.</summary>
    public static CovertContent Trimmed(CovertContent content) => content with
    {
        KindWords = content.KindWords.OrNothing(),
        Ruling = Trimmed(content.Ruling),
        Whom = content.Whom.OrNothing(),
        OnWhat = content.OnWhat.Trim(),
        From = content.From.ToUniversalTime(),
        Until = content.Until.ToUniversalTime(),
    };
}
