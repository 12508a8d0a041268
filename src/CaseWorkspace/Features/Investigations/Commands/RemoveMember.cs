using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds: why somebody is taken off a file or a sub-file.</summary>
public sealed record Removal(string Reason);

/// <summary>Takes a member off the file; binds the member's next request, in open pages too.</summary>
public sealed record RemoveMember(Guid Target, long? SeenVersion, Guid Person, string Reason) : IAct<RemoveMember, Investigation>
{
    private static readonly InlineValidator<RemoveMember> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("remove-member", InvestigationOperations.RemoveMember, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        if (!state.Members.Contains(Person))
        {
            return Decision.Refuse("not-a-member", "person");
        }

        return state.Lead == Person
            ? Decision.Refuse("lead-stays", "person")
            : Decision.Accept(new MemberRemoved(Person, Reason));
    }
}
