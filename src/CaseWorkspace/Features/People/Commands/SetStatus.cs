using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Status">A code of the list <c>procedural-status</c>.</param>
/// <param name="Since">From when it holds.</param>
public sealed record NewStatus(string Status, DateTimeOffset Since, string Reason);

/// <summary>The person's status in the proceedings changes; with it go rights of the person.</summary>
public sealed record SetStatus(Guid Target, long? SeenVersion, string Status, DateTimeOffset Since, string Reason) : IAct<SetStatus, RecordedPerson>
{
    private static readonly InlineValidator<SetStatus> Shape = new()
    {
        rules => rules.RuleFor(command => command.Status).IsCode("procedural-status"),
        rules => rules.RuleFor(command => command.Since).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("set-status", PeopleOperations.SetStatus, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(Since) ? Decision.Refuse("in-future", "since")
            : string.Equals(state.Status?.Code, Status, StringComparison.Ordinal) ? Decision.Refuse("same-as-before", "status")
            : Since.Precedes(state.Status?.Since) ? Decision.Refuse("before-the-last", "since")
            : Decision.Accept(new ProceduralStatusSet(Status, Since.ToUniversalTime(), Reason.Trim(), context.Actor.Id));
}
