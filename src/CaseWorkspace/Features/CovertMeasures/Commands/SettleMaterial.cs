using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="Outcome">A code of the list <c>covert-material</c>.</param>
/// <param name="DoneBy">Who destroyed it, or took it over.</param>
/// <param name="Reason">On which ground.</param>
/// <param name="DrawnUp">The protocol drawn up of it, in the same file or sub-file; null: none.</param>
public sealed record SettledMaterial(string Outcome, DateTimeOffset SettledAt, string DoneBy, string Reason, Guid? DrawnUp = null);

/// <summary>What the measure yielded was destroyed, or is kept as evidence; what was kept can be destroyed later.</summary>
public sealed record SettleMaterial(Guid Target, long? SeenVersion, string Outcome, DateTimeOffset SettledAt, string DoneBy, string Reason, Guid? DrawnUp = null)
    : IAct<SettleMaterial, CovertMeasure>
{
    private static readonly InlineValidator<SettleMaterial> Shape = new()
    {
        rules => rules.RuleFor(command => command.Outcome).IsCode("covert-material"),
        rules => rules.RuleFor(command => command.SettledAt).NotEmpty(),
        rules => rules.RuleFor(command => command.DoneBy).NotEmpty().MaximumLength(CovertRules.LongestName),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CovertMeasure> Act { get; } = new("settle", CovertOperations.Settle, WhyNot);

    public IReadOnlyList<Fact> Facts => CovertRules.Used(DrawnUp);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CovertMeasure measure, ActContext who) =>
        CovertRules.WhyNotOver(measure) ?? (measure.Settlements is [.., var last] && IsFinal(last.Outcome) ? Refusal.Rule("covert-nothing-left") : null);

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        CovertRules.RefuseAfterEnd(state, SettledAt, context, "settledAt") ?? CovertRules.RefuseProtocol(DrawnUp, context) ?? Decision.Accept(new CovertMaterialSettled(
            Outcome, SettledAt.ToUniversalTime(), DoneBy.Trim(), Reason.Trim(), DrawnUp, context.Actor.Id, context.Now));

    /// <summary>Whether nothing is left of which anything could become.</summary>
    /// <param name="outcome">A code of the list <c>covert-material</c>.</param>
    private static bool IsFinal(string outcome) => CodeLists.Find("covert-material", outcome)?.Value is "final";
}
