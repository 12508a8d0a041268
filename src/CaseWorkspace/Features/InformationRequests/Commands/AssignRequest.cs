using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record Assignment(Guid Investigator, Guid Investigation);

/// <summary>
/// The supervisor gives an incoming request to an investigator, on a file on which the investigator works; or a request of
/// either direction to somebody else on its file, where it waits for one who is away or no longer there.
/// </summary>
public sealed record AssignRequest(Guid Target, long? SeenVersion, Guid Investigator, Guid Investigation) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<AssignRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Investigator).NotEmpty(),
        rules => rules.RuleFor(command => command.Investigation).NotEmpty(),
    };

    public Operation Operation => InformationRequestOperations.Assign;

    public Guid? Into => Investigation;

    public IReadOnlyCollection<Guid> People => [Investigator];

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (!state.IsReceived && state.Awaits is not { Person: not null })
        {
            return Decision.Refuse("not-in-this-state");
        }

        // A request once answered in part on one file cannot wander to another: what was prepared belongs to that file.
        if (state.Investigation is { } file && file != Investigation)
        {
            return Decision.Refuse("other-file", "investigation");
        }

        if (context.Used.GetValueOrDefault(Investigation)?.Kind is not "investigation")
        {
            return Decision.Refuse("not-a-file", "investigation");
        }

        return context.Colleague(Investigator, Role.Investigator) is { } colleague
            && colleague.Relations.Any(relation => relation is Relation.Lead or Relation.Member)
                ? Decision.Accept(new RequestAssigned(Investigator, Investigation))
                : Decision.Refuse("not-on-the-file", "investigator");
    }
}
