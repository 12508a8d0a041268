using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>Asks that the identity be open again to the file. It stays protected until a second person agrees (<see cref="DecideOnIdentity"/>).</summary>
public sealed record AskToReleaseIdentity(Guid Target, long? SeenVersion, string Reason) : IAct<AskToReleaseIdentity, ProtectedIdentity>
{
    private static readonly InlineValidator<AskToReleaseIdentity> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<ProtectedIdentity> Act { get; } = new("ask-to-release-identity", PeopleOperations.AskToReleaseIdentity, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ProtectedIdentity identity, ActContext who) =>
        identity.State is ProtectedIdentity.Protected ? identity.WhyFrozen : Refusal.Rule("not-protected-now");

    public Decision DecideOn(ProtectedIdentity state, DecisionContext context) =>
        Decision.Accept(new IdentityReleaseAsked(Reason.Trim(), context.Actor.Id, context.Now));
}
