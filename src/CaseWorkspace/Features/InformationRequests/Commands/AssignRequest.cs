using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
/// <param name="SubFile">The sealed sub-file of the file in which it is to lie; null: open in the file.</param>
public sealed record Assignment(Guid Investigator, Guid Investigation, Guid? SubFile = null);

/// <summary>
/// The supervisor gives an incoming request to an investigator, on a file on which the investigator works; or a request of
/// either direction to somebody else on its file, where it waits for one who is away or no longer there.
/// </summary>
public sealed record AssignRequest(Guid Target, long? SeenVersion, Guid Investigator, Guid Investigation, Guid? SubFile = null)
    : IAct<AssignRequest, InformationRequest>
{
    private static readonly InlineValidator<AssignRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Investigator).NotEmpty(),
        rules => rules.RuleFor(command => command.Investigation).NotEmpty(),
    };

    public static Act<InformationRequest> Act { get; } = new("assign", InformationRequestOperations.Assign, WhyNot);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Investigator), new IntoFile(SubFile ?? Investigation)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.IsReceived || request.Awaits is { Person: not null } ? null : Refusal.Rule("not-in-this-state");

    public Decision DecideOn(InformationRequest state, DecisionContext context)
    {
        // A request once answered in part on one file cannot wander to another: what was prepared belongs to that file.
        if (state.Investigation is { } file && file != Investigation)
        {
            return Decision.Refuse("other-file", "investigation");
        }

        if (context.Used.GetValueOrDefault(SubFile ?? Investigation) is not { IsFile: true } into || into.File != Investigation)
        {
            return Decision.Refuse("not-a-file", SubFile is null ? "investigation" : "subFile");
        }

        // Taken out of it, those outside would see what lay there.
        if (context.Scope?.SubFile is { } lies && lies != into.SubFile)
        {
            return Decision.Refuse("stays-sealed", "subFile");
        }

        return context.Colleague(Investigator, Role.Investigator) is { } colleague
            && colleague.Here.Any(relation => relation is Relation.Lead or Relation.Member)
                ? colleague.Against(Duty.Investigates, "investigator")
                  ?? Decision.Accept(new RequestAssigned(Investigator, Investigation, into.SubFile))
                : Decision.Refuse("not-on-the-file", "investigator");
    }
}
