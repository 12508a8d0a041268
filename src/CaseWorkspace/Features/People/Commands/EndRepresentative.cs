using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record EndedRepresentative(DateTimeOffset Until, string Reason);

/// <summary>Somebody acts for the person no longer.</summary>
public sealed record EndRepresentative(Guid Target, long? SeenVersion, Guid Representative, DateTimeOffset Until, string Reason) : IAct<EndRepresentative, RecordedPerson>
{
    private static readonly InlineValidator<EndRepresentative> Shape = new()
    {
        rules => rules.RuleFor(command => command.Until).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("end-representative", PeopleOperations.EndRepresentative, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Representatives?.Any(one => one.Content.Until is null) == true ? null : Refusal.Rule("nobody-acts");

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        state.Representatives!.FirstOrDefault(one => one.Id == Representative && one.Content.Until is null) is not { } acting ? Decision.Refuse("no-such-representative")
            : context.IsAhead(Until) ? Decision.Refuse("in-future", "until")
            : Until < acting.Content.Since ? Decision.Refuse("ends-before-it-begins", "until")
            : Decision.Accept(new RepresentativeEnded(Representative, Until.ToUniversalTime(), Reason.Trim(), context.Actor.Id, context.Now));
}
