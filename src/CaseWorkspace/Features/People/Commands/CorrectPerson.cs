using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record CorrectedPerson(PersonDescription Description, bool IsMigrant, string Reason);

/// <summary>Puts right who the person is: a name was misheard, a surname changed, a citizenship became known.</summary>
public sealed record CorrectPerson(Guid Target, long? SeenVersion, PersonDescription Description, bool IsMigrant, string Reason)
    : IAct<CorrectPerson, RecordedPerson>
{
    private static readonly InlineValidator<CorrectPerson> Shape = new()
    {
        rules => rules.RuleFor(command => command.Description).NotNull().SetValidator(new DescriptionRules()),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("correct", PeopleOperations.Correct, WhyNot);

    public IValidator Rules => Shape;

    // Who a protected person is, is corrected where that is kept.
    public static Refusal? WhyNot(RecordedPerson person, ActContext who) => person.Protection is null ? null : Refusal.Rule("identity-protected");

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        DescriptionRules.RefuseBirth(Description, context)
            ?? Decision.Accept(new PersonDescriptionCorrected(DescriptionRules.Trimmed(Description), IsMigrant, Reason.Trim()));
}
