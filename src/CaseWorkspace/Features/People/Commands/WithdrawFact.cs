using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Right">What is right instead; null: it does not hold, and nothing takes its place.</param>
public sealed record WithdrawnFact(string Reason, PersonFactContent? Right = null);

/// <summary>
/// Takes back a fact or an assessment that does not hold, or puts what is right in its place (Directive (EU) 2016/680, art. 16(1)); the history keeps both. Whom the wrong
/// one was passed to, <see cref="PassedOn"/> says.
/// </summary>
public sealed record WithdrawFact(Guid Target, long? SeenVersion, Guid Fact, string Reason, PersonFactContent? Right = null) : IAct<WithdrawFact, RecordedPerson>
{
    private static readonly InlineValidator<WithdrawFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
        rules => rules.RuleFor(command => command.Right).SetValidator(new FactRules()!).When(command => command.Right is not null),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "withdraw-fact", PeopleOperations.WithdrawFact, (person, _) => person.Facts.Count > 0 ? null : Refusal.Rule("nothing-to-withdraw"));

    [JsonIgnore]
    public Guid Instead { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Fact> Facts => Right?.RestsOn is { } thing ? [new ThingsUsed([thing])] : [];

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        state.Facts.All(one => one.Id != Fact) ? Decision.Refuse("no-such-fact")
            : Right is null ? Decision.Accept(new PersonFactWithdrawn(Fact, Reason.Trim()))
            : FactRules.RefuseFact(Right, Target, state, context, "right") ?? Decision.Accept(
                new PersonFactWithdrawn(Fact, Reason.Trim(), Instead),
                new PersonFactRecorded(Instead, FactRules.Trimmed(Right), context.Actor.Id, context.Now));
}
