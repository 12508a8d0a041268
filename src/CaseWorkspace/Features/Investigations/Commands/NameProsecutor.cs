using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record NewProsecutor(Guid Person);

/// <summary>Names the prosecutor who supervises the investigation; the one before loses access with it.</summary>
public sealed record NameProsecutor(Guid Target, long? SeenVersion, Guid Person) : ICommand<Investigation>
{
    private static readonly InlineValidator<NameProsecutor> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
    };

    public Operation Operation => InvestigationOperations.NameProsecutor;

    public IReadOnlyCollection<Guid> People => [Person];

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (context.Colleague(Person, Role.Prosecutor) is null)
        {
            return Decision.Refuse("not-a-prosecutor", "person");
        }

        return state.Prosecutor == Person ? Decision.Accept() : Decision.Accept(new ProsecutorNamed(Person));
    }
}
