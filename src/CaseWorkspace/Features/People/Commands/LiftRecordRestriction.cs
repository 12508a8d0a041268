using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>Why the record is open again.</summary>
public sealed record LiftedRecordRestriction(string Reason);

/// <summary>Opens a restricted record again: to the whole file, to the search, and to acts.</summary>
public sealed record LiftRecordRestriction(Guid Target, long? SeenVersion, string Reason) : IAct<LiftRecordRestriction, RecordedPerson>
{
    private static readonly InlineValidator<LiftRecordRestriction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = new("lift-record-restriction", PeopleOperations.LiftRestriction, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Restriction is null ? RecordedPerson.WhyFrozen(person) ?? Refusal.Rule("record-not-restricted") : null;

    public Decision DecideOn(RecordedPerson state, DecisionContext context)
    {
        var decision = Decision.Accept(new PersonRestrictionLifted(
            state.Number, state.Protection?.Identity, state.Description, [.. state.Facts.Select(fact => new PersonFactRecorded(fact.Id, fact.Content, fact.By, fact.At))], Reason.Trim(),
            context.Actor.Id, context.Now));
        return state.Protection is { } kept ? decision.And(kept.Identity, new IdentityUnfrozen(context.Actor.Id, context.Now)) : decision;
    }
}
