using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Stays">Whether the one who led goes on as a member.</param>
public sealed record NewLead(Guid Person, bool Stays, string Reason);

/// <summary>Hands the lead of the file to another investigator; a file is never without one.</summary>
public sealed record HandOverLead(Guid Target, long? SeenVersion, Guid Person, bool Stays, string Reason) : ICommand<Investigation>
{
    private static readonly InlineValidator<HandOverLead> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => InvestigationOperations.HandOver;

    public IReadOnlyCollection<Guid> People => [Person];

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

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
