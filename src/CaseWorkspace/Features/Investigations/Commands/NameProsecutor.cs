using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">When the supervision ends by itself; null: not before another prosecutor is named.</param>
public sealed record NewProsecutor(Guid Person, string? Reason = null, DateTimeOffset? Until = null);

/// <summary>Names the prosecutor who supervises the investigation, for good or until a day; the one before loses access with it.</summary>
public sealed record NameProsecutor(Guid Target, long? SeenVersion, Guid Person, string? Reason = null, DateTimeOffset? Until = null)
    : IAct<NameProsecutor, Investigation>
{
    private static readonly InlineValidator<NameProsecutor> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).MaximumLength(1000),
    };

    public static Act<Investigation> Act { get; } = new("name-prosecutor", InvestigationOperations.NameProsecutor, WhyNot) { AsksDutiesOf = [Relation.UnitSupervisor] };

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    // A head of the unit who leads the file would choose who supervises the investigation.
    public static Refusal? WhyNot(Investigation file, ActContext who) => who.AgainstLettingGo(Duty.Supervises, []);

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        if (context.Colleague(Person, Role.Prosecutor) is not { } prosecutor)
        {
            return Decision.Refuse("not-a-prosecutor", "person");
        }

        if (context.RefuseEnd(Until) is { } refused)
        {
            return refused;
        }

        // Named again for another time, or after the time was over, is named anew.
        return state.Prosecutor == Person && state.ProsecutorUntil == Until
            ? Decision.Accept()
            // Somebody in both roles would be their own second pair of eyes.
            : Person == context.Actor.Id ? Decision.Forbid("own-standing", "person")
            : state.DutiesOf(prosecutor, context.Now).Against(Duty.Prosecutes, "person")
            ?? Decision.Accept(new ProsecutorNamed(Person, Reason, Until?.ToUniversalTime()));
    }
}
