using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Somebody named in the sealed sub-file sees it no longer, from the next request on; keeper and supervisor stay.</summary>
public sealed record TakeOffSubFile(Guid Target, long? SeenVersion, Guid Person, string Reason) : IAct<TakeOffSubFile, SubFile>
{
    private static readonly InlineValidator<TakeOffSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<SubFile> Act { get; } = new("take-off-person", InvestigationOperations.TakeOffSubFile, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(SubFile state, DecisionContext context) =>
        state.Named.FirstOrDefault(one => one.Person == Person) is { } named
            ? Decision.Accept(new PersonTakenOffSubFile(Person, named.Relation, Reason.Trim()))
            : Decision.Refuse(Person == state.Keeper || Person == state.Supervisor ? "keeper-stays" : "not-named", "person");
}
