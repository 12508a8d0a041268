using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">Until when the number held.</param>
public sealed record EndedNumber(DateTimeOffset Until, string Reason);

/// <summary>A number of another authority holds no longer; it stays in the file, so that what bears it can be found.</summary>
public sealed record EndOfficialNumber(Guid Target, long? SeenVersion, Guid Entry, DateTimeOffset Until, string Reason) : IAct<EndOfficialNumber, Investigation>
{
    private static readonly InlineValidator<EndOfficialNumber> Shape = new()
    {
        rules => rules.RuleFor(command => command.Until).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("end-official-number", InvestigationOperations.EndOfficialNumber, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) =>
        file.OfficialNumbers.Any(one => one.Until is null) ? null : Refusal.Rule("no-number-to-end");

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        state.OfficialNumbers.FirstOrDefault(one => one.Entry == Entry && one.Until is null) is not { } number ? Decision.Refuse("no-such-number")
            : context.IsAhead(Until) ? Decision.Refuse("in-future", "until")
            : Until.Precedes(number.Since) ? Decision.Refuse("before-it-began", "until")
            : Decision.Accept(new OfficialNumberEnded(Entry, Until.ToUniversalTime(), Reason.Trim()));
}
