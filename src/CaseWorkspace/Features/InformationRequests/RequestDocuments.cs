using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The outcome of adding a document.</summary>
public sealed record AddedDocument(Outcome Outcome, Guid Document, VaultContent? Content);

/// <summary>Where the bytes of documents move between a person and the vault, for pages and API alike.</summary>
public sealed partial class RequestDocuments(
    CommandPipeline commands, QueryPipeline queries, EvidenceVault vault, ILogger<RequestDocuments> log)
{
    /// <summary>Takes in a document. Nothing of the body is read before access is granted; access is asked again after it.</summary>
    public async Task<AddedDocument> Add(
        Guid request, Actor actor, ContentClaims claims, Stream body, string? idempotencyKey, CancellationToken cancellation)
    {
        var known = await queries.Ask(new RequestState(request), actor, cancellation);
        if (known.Refusal is { } refusal)
        {
            return new AddedDocument(Outcome.Refused(refusal), Guid.Empty, null);
        }

        var ingested = await vault.Ingest(body, claims, cancellation);
        if (ingested.Value is not { } content)
        {
            return new AddedDocument(Outcome.Refused(ingested.Refusal!), Guid.Empty, null);
        }

        var document = DocumentId(request, actor, idempotencyKey);
        var command = new AddDocument(request, document, claims.FileName ?? "document", claims.MediaType, content);
        return new AddedDocument(await commands.Execute(command, actor, idempotencyKey, cancellation), document, content);
    }

    /// <summary>Opens a document for the actor; the disclosure is in the journal when the task ends.</summary>
    public async Task<Answer<CheckedContent>> Open(Guid request, Guid document, Actor actor, CancellationToken cancellation)
    {
        var known = await queries.Ask(new RequestDocumentContent(request, document), actor, cancellation);
        return known.Value is { } found
            ? new Answer<CheckedContent>(new CheckedContent(
                vault, found.Content, found.Name, _ => Report(document),
                ending => queries.IsOpen(InformationRequestOperations.DownloadDocument, request, actor, ending)), null)
            : new Answer<CheckedContent>(null, known.Refusal);
    }

    /// <summary>A repetition under the same key speaks of the same document.</summary>
    private static Guid DocumentId(Guid request, Actor actor, string? idempotencyKey) => idempotencyKey is null
        ? Guid.CreateVersion7()
        : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{request}/{actor.Id}/{idempotencyKey}")).AsSpan(0, 16));

    private Task Report(Guid document)
    {
        Damaged(log, document);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Critical, "The content of document {Document} is not what was taken in")]
    private static partial void Damaged(ILogger log, Guid document);
}
