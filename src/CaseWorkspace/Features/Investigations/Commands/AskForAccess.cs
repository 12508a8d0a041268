using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>
/// Asks the lead and the supervisor of a file to be let in. Answered alike whether there is such a file or not:
/// a question is no way to find out.
/// </summary>
public sealed record AskForAccess(string Number, string Reason) : ICommand<AccessAsk>
{
    private static readonly InlineValidator<AskForAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Number).NotEmpty().MaximumLength(50),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => InvestigationOperations.AskForAccess;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [new FileOfNumber(Number)];

    public IValidator Rules => Shape;

    public Decision Decide(AccessAsk? state, DecisionContext context) =>
        context.Reached is { Relations.IsEmpty: false }
            ? Decision.Refuse("open-to-you-already", "number")
            : Decision.Accept(new AccessAsked(
                Number.Trim(), context.Reached?.Id, context.Actor.Id, Reason.Trim(),
                context.Reached?.Unit is { } unit && string.Equals(unit, context.Actor.Unit, StringComparison.Ordinal) ? unit : null));
}
