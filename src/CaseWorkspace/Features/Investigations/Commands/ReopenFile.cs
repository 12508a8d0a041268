using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The prosecutor has the investigation go on, after it was terminated, decided or closed.</summary>
public sealed record ReopenFile(Guid Target, long? SeenVersion, string Reason) : IAct<ReopenFile, Investigation>
{
    private static readonly InlineValidator<ReopenFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("reopen", InvestigationOperations.Reopen, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) =>
        file.WhyNotIn(Investigation.Terminated, Investigation.Decided, Investigation.Closed);

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new FileReopened(Reason.Trim()));
}
