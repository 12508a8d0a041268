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

    public IReadOnlyList<Fact> Facts => [new Fact<bool>(
        "select to_json(exists (select from workspace.case_scope kept join workspace.case_scope s on s.withheld_in = kept.id where kept.holder = ?))::text", Target)];

    public IValidator Rules => Shape;

    // What is kept apart in it for those named would lie open with the rest: that is let go by itself, by two people.
    public Decision DecideOn(SubFile state, DecisionContext context) =>
        context.Facts<bool>() is [true] ? Decision.Refuse("keeps-identities") : Decision.Accept(new SubFileUnsealed(Reason.Trim()));
}
