using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What the body of the request holds.</summary>
/// <param name="SubFile">The sealed sub-file in which it is to lie; null: open in the file.</param>
public sealed record NewProtocol(ProtocolContent Content, Guid? SubFile = null);

/// <summary>Drafts a protocol of an investigative action, during it or at once after (Criminal Procedure Code, art. 134), under the file's next number.</summary>
public sealed record DraftProtocol(Guid File, ProtocolContent Content, Guid? SubFile = null) : ICommand<ActionProtocol>
{
    private static readonly InlineValidator<DraftProtocol> Shape = new() { rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new ProtocolContentRules()) };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => ProtocolOperations.Draft;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts => [new NextNumber(SeriesOf(SubFile ?? File)), new PeopleNamed(Content.DoneBy)];

    public IValidator Rules => Shape;

    /// <summary>The series of the numbers of protocols in a file or sealed sub-file.</summary>
    internal static string SeriesOf(Guid? holder) => $"protocol:{holder}";

    /// <summary>The number.</summary>
    internal static string NumberOf(CaseScope scope, DecisionContext context) => scope.NumberOf("AP", context.Number);

    public Decision Decide(ActionProtocol? state, DecisionContext context) =>
        context.Scope is not { IsFile: true } scope || scope.File != File ? Decision.Missing
            : ProtocolRules.RefuseContent(Content, context) ?? Decision.Accept(new ProtocolDrafted(
                File, NumberOf(scope, context), ProtocolRules.Trimmed(Content), CourtControlTerm.Due(Content.Basis, Content.Began.ToUniversalTime()), context.Actor.Id,
                context.Now, null, [], scope.SubFile));
}
