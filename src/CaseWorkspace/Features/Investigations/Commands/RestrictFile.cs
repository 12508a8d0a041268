using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Supervisor">Who supervises the file by name, in the place of the head of the unit.</param>
public sealed record NewRestriction(Guid Supervisor, string Reason);

/// <summary>
/// Keeps the file for people named to it. Its supervisor names who supervises it by name from now on; the lead only suggests it, and the
/// supervisor stays until the suggestion is confirmed (<see cref="ConfirmRestriction"/>): nobody chooses who supervises them.
/// </summary>
public sealed record RestrictFile(Guid Target, long? SeenVersion, Guid Supervisor, string Reason) : IAct<RestrictFile, Investigation>
{
    private static readonly InlineValidator<RestrictFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Supervisor).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("restrict", InvestigationOperations.Restrict, (_, _) => null);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Supervisor), new ActorDuties()];

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        if (context.Colleague(Supervisor, Role.Supervisor) is not { } supervisor)
        {
            return Decision.Refuse("not-a-supervisor", "supervisor");
        }

        var decides = context.As(Role.Supervisor, Relation.UnitSupervisor)
            && SeparationOfDuties.Conflict(Duty.Supervises, context.OwnDuties) is null;
        return state.Level is Investigation.Restricted && (state.Supervisor == Supervisor || (!decides && state.ProposedSupervisor == Supervisor))
            ? Decision.Accept()
            : state.DutiesOf(supervisor, context.Now).Against(Duty.Supervises, "supervisor")
            ?? Decision.Accept(decides ? new FileRestricted(Supervisor, Reason.Trim()) : new RestrictionProposed(Supervisor, Reason.Trim()));
    }
}
