using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
public sealed record NewAcceptance(string? Note = null);

/// <summary>The prosecutor takes the report as it is: the instruction is done, or stays as one that could not be.</summary>
public sealed record AcceptReport(Guid Target, long? SeenVersion, string? Note = null) : IAct<AcceptReport, CaseTask>
{
    private static readonly InlineValidator<AcceptReport> Shape = new() { rules => rules.RuleFor(command => command.Note).MaximumLength(ReasonRule.MaximumLength) };

    public static Act<CaseTask> Act { get; } = new("accept-report", TaskOperations.AcceptReport, WhyNot);

    public IValidator Rules => Shape;

    // A person may have reported as an investigator, and be the file's prosecutor since.
    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        task.State is not CaseTask.States.Reported ? Refusal.Rule("no-report") : task.Outcome!.By == who.Actor.Id ? Refusal.Denied("own-report") : null;

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new ComplianceAccepted(Note.OrNothing(), context.Actor.Id, context.Now));
}
