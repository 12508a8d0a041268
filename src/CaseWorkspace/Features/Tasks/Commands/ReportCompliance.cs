using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="Outcome">A code of the list <c>task-outcome</c>.</param>
/// <param name="Text">The reply; where it could not be done, why.</param>
public sealed record NewReport(string Outcome, string Text);

/// <summary>The owner, or the lead, reports to the prosecutor what became of the instruction.</summary>
public sealed record ReportCompliance(Guid Target, long? SeenVersion, string Outcome, string Text) : IAct<ReportCompliance, CaseTask>
{
    private static readonly InlineValidator<ReportCompliance> Shape = new()
    {
        rules => rules.RuleFor(command => command.Outcome).IsCode("task-outcome"),
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(GiveInstruction.LongestText),
    };

    public static Act<CaseTask> Act { get; } = new("report", TaskOperations.Report, WhyNot) { AsksStandIn = true };

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotInstruction(task) ?? TaskRules.WhyNotOpen(task) ?? TaskRules.WhyNotTheirs(task, who);

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new ComplianceReported(Outcome, Text.Trim(), context.Actor.Id, context.Now));
}
