using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The liaison officer adds a file that came with the request or its answer; the vault holds it already.</summary>
public sealed record AddDocument(Guid Target, Guid Document, string Name, string MediaType, VaultContent Content)
    : ICommand<InformationRequest>
{
    private static readonly InlineValidator<AddDocument> Shape = new()
    {
        rules => rules.RuleFor(command => command.Name).NotEmpty().MaximumLength(ContentClaims.LongestName),
        rules => rules.RuleFor(command => command.MediaType).NotEmpty().MaximumLength(ContentClaims.LongestName),
    };

    public Operation Operation => InformationRequestOperations.AddDocument;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.Is(States.Closed))
        {
            return Decision.Refuse("not-in-this-state");
        }

        // Its id is made of the key that the caller gave: used again after its answer is forgotten, it names the document that is there.
        return state.Documents.Any(one => one.Id == Document)
            ? Decision.Refuse("document-known", "Idempotency-Key")
            : state.Documents.Length >= 100
            ? Decision.Refuse("too-many")
            : Decision.Accept(new DocumentAdded(Document, Name, MediaType, Content.Sha256, Content.Length));
    }
}
