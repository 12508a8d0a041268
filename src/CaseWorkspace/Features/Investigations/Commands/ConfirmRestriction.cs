using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>
/// The supervisor of the file, or its supervising prosecutor, names the supervisor where the lead suggested one. The lead chooses neither
/// of the two: the prosecutor is named by the head of the unit, and the head by the service.
/// </summary>
public sealed record ConfirmRestriction(Guid Target, long? SeenVersion, Guid Supervisor, string Reason) : ICommand<Investigation>
{
    private static readonly InlineValidator<ConfirmRestriction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Supervisor).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => InvestigationOperations.ConfirmRestriction;

    public IReadOnlyCollection<Guid> People => [Supervisor];

    public bool AsksOwnDuties => true;

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.ProposedSupervisor is null)
        {
            return Decision.Refuse("no-restriction-proposed");
        }

        if (context.Colleague(Supervisor, Role.Supervisor) is not { } supervisor)
        {
            return Decision.Refuse("not-a-supervisor", "supervisor");
        }

        var duty = context.As(Role.Prosecutor, Relation.SupervisingProsecutor) ? Duty.Prosecutes : Duty.Supervises;
        return context.AgainstLettingGo(duty, [])
            ?? state.DutiesOf(supervisor, context.Now).Against(Duty.Supervises, "supervisor")
            ?? Decision.Accept(new FileRestricted(Supervisor, Reason.Trim()));
    }
}
