using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record CorrectedIdentity(PersonDescription Description, string Reason);

/// <summary>Puts right who the protected person is.</summary>
public sealed record CorrectIdentity(Guid Target, long? SeenVersion, PersonDescription Description, string Reason) : IAct<CorrectIdentity, ProtectedIdentity>
{
    private static readonly InlineValidator<CorrectIdentity> Shape = new()
    {
        rules => rules.RuleFor(command => command.Description).NotNull().SetValidator(new DescriptionRules()),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<ProtectedIdentity> Act { get; } = new("correct-identity", PeopleOperations.CorrectIdentity, ProtectedIdentity.WhyNotChanged);

    public IValidator Rules => Shape;

    public Decision DecideOn(ProtectedIdentity state, DecisionContext context) =>
        DescriptionRules.RefuseBirth(Description, context)
        ?? Decision.Accept(new KeptDescriptionCorrected(DescriptionRules.Trimmed(Description), Reason.Trim(), context.Actor.Id, context.Now));
}
