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

    /// <summary>Why it stays sealed: the codes of the refusals. Each feature says it of its things (<see cref="Platform.Things.ThingDescriptor.KeepsSealed"/>).</summary>
    private static readonly string Kept =
        $"""
        select to_json(why)::text from (
            select 'keeps-identities' as why
            where exists (select from workspace.case_scope kept join workspace.case_scope s on s.withheld_in = kept.id where kept.holder = ?)
            union all
            select 'keeps-secret'
            where exists (
                select from workspace.case_scope s where s.holder = ?
                and case s.kind {string.Join(' ', AllFeatures.Things.All.Where(thing => thing.KeepsSealed is not null).Select(thing => $"when '{thing.Kind}' then {thing.KeepsSealed}"))} else false end)) kept
        """;

    public IReadOnlyList<Fact> Facts => [new Fact<string>(Kept, Target, Target)];

    public IValidator Rules => Shape;

    // What is kept apart in it for those named would lie open with the rest: that is let go by itself, by two people. And a secret that still is one would be out.
    public Decision DecideOn(SubFile state, DecisionContext context) =>
        context.Facts<string>() is [var why, ..] ? Decision.Refuse(why) : Decision.Accept(new SubFileUnsealed(Reason.Trim()));
}
