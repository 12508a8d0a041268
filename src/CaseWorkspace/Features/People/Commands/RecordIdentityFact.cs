using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>Records what identifies the protected person, where the identity is kept.</summary>
public sealed record RecordIdentityFact(Guid Target, PersonFactContent Content) : IAct<RecordIdentityFact, ProtectedIdentity>
{
    private static readonly InlineValidator<RecordIdentityFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new FactRules()),
    };

    public static Act<ProtectedIdentity> Act { get; } = new("record-identity-fact", PeopleOperations.RecordIdentityFact, WhyNot);

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Fact> Facts => Content.RestsOn is { } thing ? [new ThingsUsed([thing])] : [];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ProtectedIdentity identity, ActContext who) =>
        ProtectedIdentity.WhyNotChanged(identity, who) ?? (identity.Facts.Count < FactRules.Most ? null : Refusal.Rule("too-many-facts"));

    public Decision DecideOn(ProtectedIdentity state, DecisionContext context) =>
        FactRules.RefuseBasis(Content, context, "content", Target, state.Person) ?? Decision.Accept(new KeptFactRecorded(Id, FactRules.Trimmed(Content), context.Actor.Id, context.Now));
}
