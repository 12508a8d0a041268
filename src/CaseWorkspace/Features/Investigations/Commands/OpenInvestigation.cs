using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Opens a case file; a person who opens it leads it, and it belongs to the opener's unit.</summary>
public sealed record OpenInvestigation(
    string Title, string[] OffenceForms, string[] Countries, string Summary, string? Ground = null) : ICommand<Investigation>
{
    private static readonly InlineValidator<OpenInvestigation> Shape = new()
    {
        rules => rules.RuleFor(command => command.Title).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.OffenceForms).NotEmpty().AreCodes("offence-form"),
        rules => rules.RuleFor(command => command.Countries).NotEmpty().AreCodes("state"),
        rules => rules.RuleFor(command => command.Summary).MaximumLength(20_000),
        rules => rules.RuleFor(command => command.Ground).IsCodeOrEmpty("opening-ground"),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => InvestigationOperations.Open;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [new NextNumber("case")];

    public IValidator Rules => Shape;

    // A file of no unit would have no head who answers for it.
    public Decision Decide(Investigation? state, DecisionContext context) => context.Actor.Unit.Length == 0
        ? Decision.Forbid("no-unit")
        : Decision.Accept(new InvestigationOpened(
            string.Create(CultureInfo.InvariantCulture, $"344-{context.Now.Year}-{context.Number:000000}"),
            Title.Trim(),
            OffenceForms,
            Countries,
            Summary.Trim(),
            context.Actor.Unit,
            context.Actor.Id,
            context.Now,
            Ground)) with { OpensFile = true };
}
