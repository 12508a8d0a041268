using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">When access ends by itself; null: not before it is taken.</param>
public sealed record GrantedAccess(DateTimeOffset? Until = null, string? Reason = null);

/// <summary>Lets in the person who asked, as a member, for good or until a day. The words of the question stay with the people who answer it.</summary>
public sealed record GrantAccess(Guid Target, long? SeenVersion, DateTimeOffset? Until, string? Reason) : IAct<GrantAccess, AccessAsk>
{
    private static readonly InlineValidator<GrantAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).MaximumLength(1000),
    };

    public static Act<AccessAsk> Act { get; } = new("grant", InvestigationOperations.GrantAccess, WhyNot);

    public IReadOnlyList<Fact> Facts => [new PersonNamedIn("select (data ->> 'by')::uuid from workspace.mt_doc_accessask where id = ?", Target)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(AccessAsk ask, ActContext who) =>
        AccessAsk.WhyNotAnswered(ask, who) ?? (ask.By == who.Actor.Id ? Refusal.Denied("own-standing") : null);

    public Decision DecideOn(AccessAsk state, DecisionContext context) => context.RefuseEnd(Until) ?? LetIn(state, state.File!.Value, context);

    private Decision LetIn(AccessAsk asked, Guid file, DecisionContext context)
    {
        // Roles and unit may have changed since the question was asked.
        if (context.Colleague(asked.By, Role.Investigator) is not { } person)
        {
            return Decision.Refuse("not-an-investigator");
        }

        if (person.Duties.Against(Duty.Investigates, "person") is { } refused)
        {
            return refused;
        }

        var granted = Decision.Accept(new AccessGranted(Until?.ToUniversalTime(), Reason));
        return Units.Stands(person)
            // Added to the file since: keeps the place as it is.
            ? granted
            : granted.And(file, new MemberAdded(
                asked.By, Reason, Until?.ToUniversalTime(), string.Equals(asked.Unit, person.Unit, StringComparison.Ordinal) ? asked.Unit : null));
    }
}
