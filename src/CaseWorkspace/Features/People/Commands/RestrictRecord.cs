using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Ground">A code of the list <c>record-restriction-ground</c>.</param>
public sealed record NewRecordRestriction(string Ground, string Reason);

/// <summary>
/// Restricts the record instead of erasing it (Directive (EU) 2016/680, art. 16(3)): what stands in it is open to those alone who answer for the file, and nothing changes in
/// it until somebody lifts that (<see cref="LiftRecordRestriction"/>).
/// </summary>
public sealed record RestrictRecord(Guid Target, long? SeenVersion, string Ground, string Reason) : IAct<RestrictRecord, RecordedPerson>
{
    private static readonly InlineValidator<RestrictRecord> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).IsCode("record-restriction-ground"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("restrict-record", PeopleOperations.Restrict, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context)
    {
        var decision = Decision.Accept(new PersonRestricted(state.Number, Ground, Reason.Trim(), context.Actor.Id, context.Now));
        return state.Protection is { } kept ? decision.And(kept.Identity, new IdentityFrozen(context.Actor.Id, context.Now)) : decision;
    }
}
