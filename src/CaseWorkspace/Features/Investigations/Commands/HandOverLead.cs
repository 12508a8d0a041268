using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Stays">Whether the one who led goes on as a member.</param>
public sealed record NewLead(Guid Person, bool Stays, string Reason);

/// <summary>Hands the lead of the file to another investigator; a file is never without one.</summary>
public sealed record HandOverLead(Guid Target, long? SeenVersion, Guid Person, bool Stays, string Reason) : IAct<HandOverLead, Investigation>
{
    private static readonly InlineValidator<HandOverLead> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("hand-over", InvestigationOperations.HandOver, (_, _) => null);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        if (context.Colleague(Person, Role.Investigator) is not { } colleague)
        {
            return Decision.Refuse("not-an-investigator", "person");
        }

        return state.Lead == Person && Units.Stands(colleague) ? Decision.Refuse("leads-already", "person")
            : Person == context.Actor.Id ? Decision.Forbid("own-standing", "person")
            : state.DutiesOf(colleague, context.Now).Against(Duty.Investigates, "person")
            ?? Decision.Accept(new LeadHandedOver(state.Lead, Person, Stays, Reason.Trim(), Units.Of(state, colleague)));
    }
}
