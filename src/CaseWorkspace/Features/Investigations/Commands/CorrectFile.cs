using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds: all that holds from now on, and why.</summary>
public sealed record CorrectedFile(string Title, string[] OffenceForms, string[] Countries, string Summary, string? Ground, string Reason);

/// <summary>Puts right what was said of the file when it was opened, or tells what is known by now. The earlier words stay in its history; number and unit are untouched.</summary>
public sealed record CorrectFile(
    Guid Target, long? SeenVersion, string Title, string[] OffenceForms, string[] Countries, string Summary, string? Ground, string Reason) : IAct<CorrectFile, Investigation>
{
    private static readonly InlineValidator<CorrectFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Title).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.OffenceForms).NotEmpty().AreCodes("offence-form"),
        rules => rules.RuleFor(command => command.Countries).NotEmpty().AreCodes("state"),
        rules => rules.RuleFor(command => command.Summary).MaximumLength(20_000),
        rules => rules.RuleFor(command => command.Ground).IsCodeOrEmpty("opening-ground"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("correct", InvestigationOperations.Correct, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        string.Equals(Title.Trim(), state.Title, StringComparison.Ordinal) && string.Equals(Summary.Trim(), state.Summary, StringComparison.Ordinal)
            && OffenceForms.ToHashSet(StringComparer.Ordinal).SetEquals(state.OffenceForms) && Countries.ToHashSet(StringComparer.Ordinal).SetEquals(state.Countries)
            && string.Equals(Ground.OrNothing(), state.Ground, StringComparison.Ordinal)
                ? Decision.Refuse("same-as-before", "title")
                : Decision.Accept(new InvestigationCorrected(
                    state.Number, new FileContent(Title.Trim(), OffenceForms, Countries, Summary.Trim(), Ground.OrNothing()), Reason.Trim()));
}
