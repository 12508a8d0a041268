using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>erasure-verdict</c>.</param>
/// <param name="Reason">Outlives what is erased, so it says nothing of the person.</param>
public sealed record NewErasureDecision(string Verdict, string Reason);

/// <summary>
/// A second person decides on a proposed erasure; nobody decides on their own. Agreed, the texts leave the record, the index of words and the pages at once, and the
/// Worker destroys the keys.
/// </summary>
public sealed record DecideOnErasure(Guid Target, long? SeenVersion, string Verdict, string Reason) : IAct<DecideOnErasure, RecordedPerson>
{
    private const string Agreed = "agreed";

    private static readonly InlineValidator<DecideOnErasure> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("erasure-verdict"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("decide-on-erasure", PeopleOperations.DecideOnErasure, WhyNot);

    public IReadOnlyList<Fact> Facts => [ErasureRules.RestingOn(Target)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Erasure is null ? Refusal.Rule("no-erasure-proposed")
            : person.Erasure.By == who.Actor.Id ? Refusal.Denied("erasure-proposed-by-oneself") : null;

    public Decision DecideOn(RecordedPerson state, DecisionContext context)
    {
        if (ErasureRules.RefuseReason(state, Reason) is { } named)
        {
            return named;
        }

        if (Verdict is not Agreed)
        {
            return Decision.Accept(new PersonErasureRefused(Reason.Trim(), context.Actor.Id, context.Now));
        }

        // Something may have come to rest on it since.
        return (ErasureRules.WhyKept(state) is { } kept ? Decision.Refuse(kept) : ErasureRules.RefuseResting(context))
            ?? ErasureRules.Erase(state, state.Erasure!.Ground, context, new PersonErasureAgreed(Reason.Trim(), context.Actor.Id, context.Now));
    }
}
