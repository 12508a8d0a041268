using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>
/// The supervisor of the file, or its supervising prosecutor, names the supervisor where the lead suggested one. The lead chooses neither
/// of the two: the prosecutor is named by the head of the unit, and the head by the service.
/// </summary>
public sealed record ConfirmRestriction(Guid Target, long? SeenVersion, Guid Supervisor, string Reason) : IAct<ConfirmRestriction, Investigation>
{
    private static readonly InlineValidator<ConfirmRestriction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Supervisor).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("confirm-restriction", InvestigationOperations.ConfirmRestriction, WhyNot)
    {
        AsksDutiesOf = [Relation.UnitSupervisor, Relation.SupervisingProsecutor],
    };

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Supervisor)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) =>
        file.ProposedSupervisor is null ? Refusal.Rule("no-restriction-proposed")
            : who.AgainstLettingGo(who.As(Role.Prosecutor, Relation.SupervisingProsecutor) ? Duty.Prosecutes : Duty.Supervises, []);

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        context.Colleague(Supervisor, Role.Supervisor) is not { } supervisor ? Decision.Refuse("not-a-supervisor", "supervisor")
            : state.DutiesOf(supervisor, context.Now).Against(Duty.Supervises, "supervisor")
            ?? Decision.Accept(new FileRestricted(Supervisor, Reason.Trim()));
}
