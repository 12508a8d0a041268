using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Category">A code of the list <c>analytic-category</c>.</param>
/// <param name="Since">From when it holds.</param>
public sealed record NewCategory(string Category, DateTimeOffset Since, string Reason);

/// <summary>The person is seen otherwise in the analysis. It is no status, and opens nothing by itself.</summary>
public sealed record SetCategory(Guid Target, long? SeenVersion, string Category, DateTimeOffset Since, string Reason) : IAct<SetCategory, RecordedPerson>
{
    private static readonly InlineValidator<SetCategory> Shape = new()
    {
        rules => rules.RuleFor(command => command.Category).IsCode("analytic-category"),
        rules => rules.RuleFor(command => command.Since).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("set-category", PeopleOperations.SetCategory, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(Since) ? Decision.Refuse("in-future", "since")
            : string.Equals(state.Category?.Code, Category, StringComparison.Ordinal) ? Decision.Refuse("same-as-before", "category")
            : Since.Precedes(state.Category?.Since) ? Decision.Refuse("before-the-last", "since")
            : Decision.Accept(new AnalyticCategorySet(Category, Since.ToUniversalTime(), Reason.Trim(), context.Actor.Id, ReviewTerm.Due(Category, context.Now)));
}
