using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record NewSubFileSupervisor(Guid Person, string Reason);

/// <summary>
/// The supervisor of the sealed sub-file hands its supervision to another. Nobody else does: a keeper who chose who oversees the keeper
/// would be alone with it.
/// </summary>
public sealed record HandOverSupervision(Guid Target, long? SeenVersion, Guid Person, string Reason) : IAct<HandOverSupervision, SubFile>
{
    private static readonly InlineValidator<HandOverSupervision> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<SubFile> Act { get; } = new("hand-over-supervision", InvestigationOperations.HandOverSupervision, SubFile.WhyNotChanged);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    public Decision DecideOn(SubFile state, DecisionContext context) =>
        context.Colleague(Person, Role.Supervisor) is not { } supervisor ? Decision.Refuse("not-a-supervisor", "person")
            : Person == state.Supervisor ? Decision.Refuse("supervises-already", "person")
            : state.DutiesOf(supervisor).Against(Duty.Supervises, "person")
            ?? Decision.Accept(new SubFileSupervisionHandedOver(state.Supervisor, Person, Reason.Trim()));
}
