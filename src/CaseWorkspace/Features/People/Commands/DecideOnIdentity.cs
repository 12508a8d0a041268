using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>identity-verdict</c>.</param>
public sealed record NewIdentityDecision(string Verdict, string Reason);

/// <summary>A second person decides on what was asked: that an identity be protected, or that it be open again. Nobody decides on what they asked.</summary>
public sealed record DecideOnIdentity(Guid Target, long? SeenVersion, string Verdict, string Reason) : IAct<DecideOnIdentity, ProtectedIdentity>
{
    private const string Agreed = "agreed";

    private static readonly InlineValidator<DecideOnIdentity> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("identity-verdict"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<ProtectedIdentity> Act { get; } = new("decide-on-identity", PeopleOperations.DecideOnIdentity, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ProtectedIdentity identity, ActContext who) =>
        identity.State is not (ProtectedIdentity.ToConfirm or ProtectedIdentity.ToRelease) ? Refusal.Rule("nothing-asked")
            : identity.AskedBy == who.Actor.Id ? Refusal.Denied("asked-by-oneself") : identity.WhyFrozen;

    public Decision DecideOn(ProtectedIdentity state, DecisionContext context)
    {
        var (by, at, agrees, toConfirm) = (context.Actor.Id, context.Now, Verdict is Agreed, state.State is ProtectedIdentity.ToConfirm);
        return (toConfirm, agrees) switch
        {
            (true, true) => Decision.Accept(new IdentityProtectionConfirmed(Reason.Trim(), by, at)),
            (false, false) => Decision.Accept(new IdentityReleaseRefused(Reason.Trim(), by, at)),
            _ => Decision.Accept(new IdentityReleased(Reason.Trim(), by, at)).And(state.Person, new IdentityRestored(
                Target, state.Description, [.. state.Facts.Select(fact => new PersonFactRecorded(fact.Id, fact.Content, fact.By, fact.At))], by, at,
                [.. (state.Representatives ?? []).Select(one => new RepresentativeNamed(one.Id, one.Content, one.By, one.At))], [.. (state.Bonds ?? []).Select(one => new SecrecyBound(one.Id, one.Content, one.By, one.At))])),
        };
    }
}
