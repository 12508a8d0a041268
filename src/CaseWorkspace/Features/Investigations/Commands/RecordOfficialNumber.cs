using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Authority">Who gave the number.</param>
/// <param name="Since">From when it holds.</param>
public sealed record NewOfficialNumber(string Authority, string Number, DateTimeOffset Since);

/// <summary>Records a number that another authority gave the case: a file has as many as there are.</summary>
public sealed record RecordOfficialNumber(Guid Target, string Authority, string Number, DateTimeOffset Since) : IAct<RecordOfficialNumber, Investigation>
{
    private static readonly InlineValidator<RecordOfficialNumber> Shape = new()
    {
        rules => rules.RuleFor(command => command.Authority).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.Number).NotEmpty().MaximumLength(100),
        rules => rules.RuleFor(command => command.Since).NotEmpty(),
    };

    public static Act<Investigation> Act { get; } = new("record-official-number", InvestigationOperations.RecordOfficialNumber, (_, _) => null);

    /// <summary>Names the number in the file.</summary>
    [JsonIgnore]
    public Guid Entry { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        context.IsAhead(Since) ? Decision.Refuse("in-future", "since")
            : state.OfficialNumbers.Any(one => one.Until is null && Same(one.Authority, Authority) && Same(one.Number, Number)) ? Decision.Refuse("number-is-there", "number")
            : state.OfficialNumbers.Length >= Most ? Decision.Refuse("too-many-numbers", "number")
            : Decision.Accept(new OfficialNumberRecorded(Entry, Authority.Trim(), Number.Trim(), Since.ToUniversalTime(), context.Actor.Id));

    /// <summary>How many numbers a file bears at the most.</summary>
    private const int Most = 50;

    private static bool Same(string one, string other) => string.Equals(one, other.Trim(), StringComparison.OrdinalIgnoreCase);
}
