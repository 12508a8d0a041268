using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">When access ends by itself; null: not before it is taken.</param>
public sealed record GrantedAccess(DateTimeOffset? Until = null, string? Reason = null);

/// <summary>Lets in whoever asked, as a member, for good or until a day. The words of the question stay with those who answer it.</summary>
public sealed record GrantAccess(Guid Target, long? SeenVersion, DateTimeOffset? Until, string? Reason) : ICommand<AccessAsk>
{
    private static readonly InlineValidator<GrantAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).MaximumLength(1000),
    };

    public Operation Operation => InvestigationOperations.GrantAccess;

    public IValidator Rules => Shape;

    public Decision Decide(AccessAsk? state, DecisionContext context) => state switch
    {
        { State: AccessAsk.Waiting, File: not null } when state.By == context.Actor.Id => Decision.Forbid("own-standing"),
        { State: AccessAsk.Waiting, File: { } file } when !(Until <= context.Now) =>
            Decision.Accept(new AccessGranted(Until?.ToUniversalTime(), Reason))
                .And(file, new MemberAdded(state.By, Reason, Until?.ToUniversalTime(), state.Unit)),
        { State: AccessAsk.Waiting, File: not null } => Decision.Refuse("ends-in-the-past", "until"),
        { File: not null } => Decision.Refuse("answered-already"),
        _ => Decision.Missing,
    };
}
