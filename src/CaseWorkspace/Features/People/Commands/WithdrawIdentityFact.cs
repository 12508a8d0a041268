using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>Takes back what was recorded of a protected person and does not hold; the history keeps it, where the identity is kept.</summary>
public sealed record WithdrawIdentityFact(Guid Target, long? SeenVersion, Guid Fact, string Reason) : IAct<WithdrawIdentityFact, ProtectedIdentity>
{
    private static readonly InlineValidator<WithdrawIdentityFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<ProtectedIdentity> Act { get; } = new("withdraw-identity-fact", PeopleOperations.WithdrawIdentityFact, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ProtectedIdentity identity, ActContext who) =>
        ProtectedIdentity.WhyNotChanged(identity, who) ?? (identity.Facts.Count > 0 ? null : Refusal.Rule("nothing-to-withdraw"));

    public Decision DecideOn(ProtectedIdentity state, DecisionContext context) =>
        state.Facts.Any(one => one.Id == Fact) ? Decision.Accept(new KeptFactWithdrawn(Fact, Reason.Trim())) : Decision.Refuse("no-such-fact");
}
