using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record LiftedSeal(string Reason);

/// <summary>Opens the sealed sub-file: what lies in it lies open in the file from now on.</summary>
public sealed record UnsealSubFile(Guid Target, long? SeenVersion, string Reason) : ICommand<SubFile>
{
    private static readonly InlineValidator<UnsealSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => InvestigationOperations.Unseal;

    public IValidator Rules => Shape;

    public Decision Decide(SubFile? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        { State: SubFile.Sealed } => Decision.Accept(new SubFileUnsealed(Reason.Trim())),
        _ => Decision.Refuse("not-sealed"),
    };
}
