using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The prosecutor sends the report back, with a reason: the instruction is open again.</summary>
public sealed record ReturnReport(Guid Target, long? SeenVersion, string Reason) : IAct<ReturnReport, CaseTask>
{
    private static readonly InlineValidator<ReturnReport> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CaseTask> Act { get; } = new("return-report", TaskOperations.ReturnReport, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) => task.State is CaseTask.States.Reported ? null : Refusal.Rule("no-report");

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new ComplianceReturned(Reason.Trim(), context.Actor.Id, context.Now));
}
