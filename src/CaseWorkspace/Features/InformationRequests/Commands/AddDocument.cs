using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The liaison officer adds a file that came with the request or its answer; the vault holds it already.</summary>
public sealed record AddDocument(Guid Target, Guid Document, string Name, string MediaType, VaultContent Content)
    : IAct<AddDocument, InformationRequest>
{
    private const int MaximumDocuments = 100;

    private static readonly InlineValidator<AddDocument> Shape = new()
    {
        rules => rules.RuleFor(command => command.Name).NotEmpty().MaximumLength(ContentClaims.LongestName),
        rules => rules.RuleFor(command => command.MediaType).NotEmpty().MaximumLength(ContentClaims.LongestName),
    };

    public static Act<InformationRequest> Act { get; } = new("add-document", InformationRequestOperations.AddDocument, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Is(States.Closed, States.Withdrawn) ? Refusal.Rule("not-in-this-state")
            : request.Documents.Length >= MaximumDocuments ? Refusal.Rule("too-many")
            : null;

    public Decision DecideOn(InformationRequest state, DecisionContext context) =>
        // Its id is made of the key that the caller gave: used again after its answer is forgotten, it names the document that is there.
        state.Documents.Any(one => one.Id == Document) ? Decision.Refuse("document-known", "Idempotency-Key")
            : Decision.Accept(new DocumentAdded(Document, Name, MediaType, Content.Sha256, Content.Length));
}
