using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
/// <param name="Source">What it came from: make, model, serial number.</param>
/// <param name="SubFile">The sealed sub-file in which it is to lie; null: open in the file.</param>
/// <param name="Seal">The number of the seal or bag that it bore when it was taken; null: none is known.</param>
public sealed record NewEvidence(
    string Kind, string Description, DateTimeOffset SeizedAt, string SeizedWhere, string SeizedBy, string? Source, Guid? SubFile = null, string? Seal = null);

/// <summary>Registers an item in the file; it gets the file's next exhibit number.</summary>
public sealed record RegisterEvidence(
    Guid File, string Kind, string Description, DateTimeOffset SeizedAt, string SeizedWhere, string SeizedBy, string? Source,
    Guid? SubFile = null, string? Seal = null)
    : ICommand<EvidenceItem>, IItemWords
{
    private static readonly InlineValidator<RegisterEvidence> Shape = ItemWords.AddTo(new InlineValidator<RegisterEvidence>());

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => EvidenceOperations.Register;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts => [new NextNumber(SeriesOf(SubFile ?? File))];

    public IValidator Rules => Shape;

    /// <summary>The series of exhibit numbers in a file or sealed sub-file.</summary>
    internal static string SeriesOf(Guid? holder) => $"exhibit:{holder}";

    /// <summary>The exhibit number.</summary>
    internal static string NumberOf(CaseScope scope, DecisionContext context) => scope.NumberOf("E", context.Number);

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        // An item or a request is no file, even to an actor who has a relation to it.
        if (context.Scope is not { IsFile: true } scope || scope.File != File)
        {
            return Decision.Missing;
        }

        return ItemWords.RefuseTime(SeizedAt, context) ?? Decision.Accept(new EvidenceRegistered(
            File,
            NumberOf(scope, context),
            Kind,
            Description.Trim(),
            SeizedAt,
            SeizedWhere.Trim(),
            SeizedBy.Trim(),
            Source.OrNothing(),
            context.Actor.Id,
            context.Now,
            scope.SubFile,
            Seal.OrNothing()));
    }
}
