using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Something that was found.</summary>
/// <param name="Kind">A code of the list <c>evidence-kind</c>.</param>
/// <param name="Where">Where it was found; null: at the place of the action.</param>
/// <param name="Seal">The number of its seal or bag; null: it bears none.</param>
public sealed record FoundExhibit(string Kind, string Description, string? Where = null, string? Seal = null);

/// <summary>What the body of the request holds.</summary>
public sealed record NewExhibits(FoundExhibit[] Exhibits);

/// <summary>Registers what was found as items of evidence, where the protocol lies: all of them, or none.</summary>
public sealed record RegisterExhibits(Guid Target, long? SeenVersion, FoundExhibit[] Exhibits) : IAct<RegisterExhibits, ActionProtocol>
{
    private const int MostAtOnce = 50;

    private static readonly InlineValidator<RegisterExhibits> Shape = new()
    {
        rules => rules.RuleFor(command => command.Exhibits).NotEmpty(),
        rules => rules.RuleFor(command => command.Exhibits).Must(exhibits => exhibits is null || exhibits.Length <= MostAtOnce).WithErrorCode("too-many-exhibits-at-once"),
        rules => rules.RuleForEach(command => command.Exhibits).NotNull().ChildRules(exhibit =>
        {
            exhibit.RuleFor(one => one.Kind).IsCode("evidence-kind");
            exhibit.RuleFor(one => one.Description).NotEmpty().MaximumLength(ProtocolContentRules.LongestRemark);
            exhibit.RuleFor(one => one.Where).MaximumLength(500);
            exhibit.RuleFor(one => one.Seal).MaximumLength(100);
        }),
    };

    public static Act<ActionProtocol> Act { get; } = new("register-exhibits", ProtocolOperations.RegisterExhibits, WhyNot);

    public IValidator Rules => Shape;

    // One for each, and a decision makes none up. In their order, by which lists show them.
    private Guid[] Ids { get; } = [.. Enumerable.Range(0, Exhibits?.Length ?? 0).Select(_ => Guid.CreateVersion7()).Order()];

    // A correction takes over what the first protocol has: what came to that afterwards would be missing in it.
    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        protocol.State is not (ActionProtocol.States.Draft or ActionProtocol.States.Final) ? Refusal.Rule("takes-no-exhibits")
            : protocol.Correction is not null ? Refusal.Rule("correction-begun")
            : protocol.Exhibits.Count < ProtocolRules.MostExhibits ? null : Refusal.Rule("too-many-exhibits");

    public Decision DecideOn(ActionProtocol state, DecisionContext context)
    {
        ProtocolExhibit[] found =
        [
            .. Exhibits.Zip(Ids, (exhibit, id) => new ProtocolExhibit(
                id, Target, exhibit.Kind, exhibit.Description.Trim(), exhibit.Where.OrNothing() ?? state.Content.Place, exhibit.Seal.OrNothing())),
        ];
        var (at, by) = (state.Content.Ended ?? state.Content.Began, state.Content.DoneByPost);
        return Decision.Accept(new ExhibitsRegistered(found, context.Actor.Id, context.Now))
            .Leaving(found.Select(one => new ThingFound(one.Kind, one.Description, at, one.Where, by, one.Seal) { Id = one.Item }));
    }
}
