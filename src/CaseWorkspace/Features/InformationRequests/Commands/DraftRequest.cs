using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>An investigator drafts a request to an authority abroad, on a file or in a sealed sub-file of it.</summary>
public sealed record DraftRequest(Guid Investigation, RequestContent Content, Guid? SubFile = null) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<DraftRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new RequestContentRules()),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => InformationRequestOperations.Draft;

    public Guid? Scope => SubFile ?? Investigation;

    public IReadOnlyList<Fact> Facts => [new NextNumber("request")];

    public IValidator Rules => Shape;

    // An item or a request is no file, even to an actor who has a relation to it.
    public Decision Decide(InformationRequest? state, DecisionContext context) => context.Scope is { IsFile: true } scope && scope.File == Investigation
        ? Decision.Accept(new RequestDrafted(RequestNumber.Of(context), Investigation, context.Actor.Unit, Content, scope.SubFile))
        : Decision.Missing;
}
