using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="WhyLeft">Why the file is closed although something in it is still owed; null: nothing is.</param>
public sealed record ClosedFile(string Reason, string? WhyLeft = null);

/// <summary>
/// The supervisor closes a file whose investigation has ended: it takes in nothing more. What is still owed in it, as far as the supervisor may see it,
/// is listed and refuses; with a reason the file is closed all the same, and what was left stands in its history.
/// </summary>
public sealed record CloseFile(Guid Target, long? SeenVersion, string Reason, string? WhyLeft = null) : IAct<CloseFile, Investigation>
{
    private static readonly InlineValidator<CloseFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
        rules => rules.RuleFor(command => command.WhyLeft).MaximumLength(1000),
    };

    public static Act<Investigation> Act { get; } = new("close", InvestigationOperations.Close, WhyNot) { AsksDutiesOf = [Relation.UnitSupervisor] };

    public IValidator Rules => Shape;

    public IReadOnlyList<Fact> Facts => [new Fact<OwedThings>(OwedOfFile.InFile, actor => [actor.Id, actor.Unit, actor.Subjects, Target, Target])];

    // A head of the unit who leads the file would close what they investigate.
    public static Refusal? WhyNot(Investigation file, ActContext who) =>
        file.WhyNotIn(Investigation.Terminated, Investigation.Decided) ?? who.AgainstLettingGo(Duty.Supervises, []);

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        OwedThings[] left = [.. context.Facts<OwedThings>()];
        var why = WhyLeft.OrNothing();
        // The event stands in the open file's history, which more people read than the supervisor who is named where a secret lies.
        OwedThings[] told = [.. left.Where(one => AllFeatures.Things.Find(one.Kind) is not { IsSecret: true })];
        return left.Length > 0 && why is null ? Decision.Refuse("still-owed", "whyLeft") : Decision.Accept(new FileClosed(Reason.Trim(), told, why));
    }
}
