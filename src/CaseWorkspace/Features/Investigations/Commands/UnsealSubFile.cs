using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record LiftedSeal(string Reason);

/// <summary>Opens the sealed sub-file: what lies in it lies open in the file from now on.</summary>
public sealed record UnsealSubFile(Guid Target, long? SeenVersion, string Reason) : IAct<UnsealSubFile, SubFile>
{
    private static readonly InlineValidator<UnsealSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<SubFile> Act { get; } = new("unseal", InvestigationOperations.Unseal, SubFile.WhyNotChanged);

    public IValidator Rules => Shape;

    public Decision DecideOn(SubFile state, DecisionContext context) => Decision.Accept(new SubFileUnsealed(Reason.Trim()));
}
