using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record NewMember(Guid Person, string? Reason);

/// <summary>Lets an investigator work on the file.</summary>
public sealed record AddMember(Guid Target, long? SeenVersion, Guid Person, string? Reason) : ICommand<Investigation>
{
    private static readonly InlineValidator<AddMember> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).MaximumLength(1000),
    };

    public Operation Operation => InvestigationOperations.AddMember;

    public IReadOnlyCollection<Guid> People => [Person];

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (context.Colleague(Person, Role.Investigator) is null)
        {
            return Decision.Refuse("not-an-investigator", "person");
        }

        return state.Members.Contains(Person)
            ? Decision.Refuse("already-a-member", "person")
            : Decision.Accept(new MemberAdded(Person, Reason));
    }
}
