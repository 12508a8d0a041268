using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What is said of an item when it is registered, and when that is corrected.</summary>
public interface IItemWords
{
    /// <summary>A code of the list <c>evidence-kind</c>.</summary>
    string Kind { get; }

    /// <summary>What it is.</summary>
    string Description { get; }

    /// <summary>When it was seized.</summary>
    DateTimeOffset SeizedAt { get; }

    /// <summary>Where it was seized.</summary>
    string SeizedWhere { get; }

    /// <summary>Who seized it.</summary>
    string SeizedBy { get; }

    /// <summary>What it came from: make, model, serial number.</summary>
    string? Source { get; }

    /// <summary>The number of the seal or bag that it bore when it was taken.</summary>
    string? Seal { get; }
}

/// <summary>What is refused of what is said of an item.</summary>
internal static class ItemWords
{
    // Longer than any offence of the files can be prosecuted.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(50 * 366);

    /// <summary>Adds the rules that each of these commands has of its fields.</summary>
    public static InlineValidator<T> AddTo<T>(InlineValidator<T> rules) where T : IItemWords
    {
        rules.RuleFor(command => command.Kind).IsCode("evidence-kind");
        rules.RuleFor(command => command.Description).NotEmpty().MaximumLength(20_000);
        rules.RuleFor(command => command.SeizedAt).NotEmpty();
        rules.RuleFor(command => command.SeizedWhere).NotEmpty().MaximumLength(500);
        rules.RuleFor(command => command.SeizedBy).NotEmpty().MaximumLength(500);
        rules.RuleFor(command => command.Source).MaximumLength(1000);
        rules.RuleFor(command => command.Seal).MaximumLength(100);
        return rules;
    }

    /// <summary>The refusal of the time at which it is said to have been seized; null: none.</summary>
    public static Decision? RefuseTime(DateTimeOffset seizedAt, DecisionContext context) =>
        context.IsAhead(seizedAt) ? Decision.Refuse("seized-in-future", "seizedAt")
        : seizedAt < context.Now - Oldest ? Decision.Refuse("seized-too-long-ago", "seizedAt")
        : null;
}
