using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The outcome of an upload: what is sealed now.</summary>
public sealed record SealedOutcome(Outcome Outcome, VaultContent? Content);

/// <summary>The outcome of a verification: what was read, and what was found.</summary>
/// <param name="Outcome">What became of the command.</param>
/// <param name="Content">What was read.</param>
/// <param name="Found">What was found.</param>
/// <param name="RecordAltered">Whether the item's snapshot named other content than was sealed.</param>
public sealed record VerifiedOutcome(Outcome Outcome, VaultContent? Content, ContentCheck? Found, bool RecordAltered = false);

/// <summary>
/// Where bytes move between a person and the vault, for pages and API alike: always allowed and recorded first, and what
/// comes of it decided by a command.
/// </summary>
public sealed partial class EvidenceContent(
    CommandPipeline commands, QueryPipeline queries, EvidenceVault vault, ILogger<EvidenceContent> log)
{
    /// <summary>Takes in an item's content and seals it. Nothing of the body is read before access is granted; access is
    /// asked again when the body has come in.</summary>
    public async Task<SealedOutcome> Seal(Guid item, Actor actor, ContentClaims claims, Stream body, CancellationToken cancellation)
    {
        var known = await queries.Ask(new ContentOfItem(item, EvidenceOperations.Upload), actor, cancellation);
        if ((known.Refusal ?? ContentRules.WhyNotSealed(known.Value!.Content)) is { } refusal)
        {
            return new SealedOutcome(Outcome.Refused(refusal), null);
        }

        var ingested = await vault.Ingest(body, claims, cancellation);
        if (ingested.Value is not { } content)
        {
            return new SealedOutcome(Outcome.Refused(ingested.Refusal!), null);
        }

        var command = new SealContent(item, content, claims.MediaType, claims.FileName);
        return new SealedOutcome(await commands.Execute(command, actor, null, cancellation), content);
    }

    /// <summary>Opens an item's content for the actor; the disclosure is in the journal when the task ends.</summary>
    public async Task<Answer<CheckedContent>> Open(Guid item, Actor actor, CancellationToken cancellation)
    {
        var known = await queries.Ask(new ContentOfItem(item, EvidenceOperations.Download), actor, cancellation);
        if ((known.Refusal ?? ContentRules.WhyNotGiven(known.Value!.Content, known.Value.IsDamaged)) is { } refusal)
        {
            return new Answer<CheckedContent>(null, refusal);
        }

        await ReportAltered(item, actor, known.Value!);
        var (content, name) = (known.Value!.Content!.InVault, known.Value.Content.FileName ?? known.Value.Number);
        return new Answer<CheckedContent>(
            new CheckedContent(vault, content, name, found => Report(item, actor, content, found),
                ending => queries.IsOpen(EvidenceOperations.Download, item, actor, ending)), null);
    }

    /// <summary>Reads an item's content again from end to end and records what was found.</summary>
    public async Task<VerifiedOutcome> Verify(Guid item, Actor actor, string? idempotencyKey, CancellationToken cancellation)
    {
        var known = await queries.Ask(new ContentOfItem(item, EvidenceOperations.Verify), actor, cancellation);
        if ((known.Refusal ?? ContentRules.WhyNotVerified(known.Value!.Content)) is { } refusal)
        {
            return new VerifiedOutcome(Outcome.Refused(refusal), null, null);
        }

        var content = known.Value!.Content!;
        if (known.Value.Altered)
        {
            Altered(log, item);
        }

        var found = await vault.Check(content.InVault, cancellation);
        var outcome = await commands.Execute(new VerifyContent(item, content, found), actor, idempotencyKey, cancellation);
        return new VerifiedOutcome(outcome, content.InVault, found, known.Value.Altered);
    }

    /// <summary>What the event says is given all the same; that the snapshot says something else is on record before the first byte leaves.</summary>
    private async Task ReportAltered(Guid item, Actor actor, KnownContent known)
    {
        if (known is { Altered: true, Content: { } content })
        {
            Altered(log, item);
            await commands.Execute(
                new RecordAlteration(item, content), SystemActor.For("evidence-vault", actor.Correlation), null, CancellationToken.None);
        }
    }

    /// <summary>Not cancelled with the request: the person who asked may be gone, the damage is not.</summary>
    private Task<Outcome> Report(Guid item, Actor actor, VaultContent content, ContentCheck found) =>
        commands.Execute(
            new RecordDamage(item, content, found), SystemActor.For("evidence-vault", actor.Correlation), null, CancellationToken.None);

    [LoggerMessage(LogLevel.Critical, "The snapshot of item {Item} names other content than the event that sealed it: somebody wrote to the database past the workspace")]
    private static partial void Altered(ILogger log, Guid item);
}
