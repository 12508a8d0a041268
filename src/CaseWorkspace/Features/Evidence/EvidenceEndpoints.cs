using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What a verification is answered with.</summary>
/// <param name="Sound">Whether the content is, byte for byte, what was sealed.</param>
/// <param name="Fault">A code of the list <c>content-fault</c>; null when sound.</param>
/// <param name="RecordAltered">Whether the item's own record named other content than was sealed: it was put right, and that is in the timeline.</param>
public sealed record VerificationAnswer(
    Guid Id, long Version, bool Sound, string Sha256, long Length, ContentFault? Fault, bool RecordAltered);

/// <summary>The routes of items of evidence.</summary>
public static class EvidenceEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}/evidence");

        ofFile.MapPost("/", (Guid file, NewEvidence body, ApiCommands commands) => commands.Create(
                new RegisterEvidence(file, body.Kind, body.Description, body.SeizedAt, body.SeizedWhere, body.SeizedBy, body.Source, body.SubFile, body.Seal),
                id => $"/api/evidence/{id}"))
            .Changes(EvidenceOperations.Register, creates: true);

        ofFile.MapGet("/", (Guid file, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new EvidenceOfFile(file, cursor, PageSize.Of(size))))
            .Does(EvidenceOperations.ListOfFile).Produces<Page<EvidenceRow>>();

        ofFile.MapGet("/as-of", (Guid file, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.Past<EvidenceItem>(new EvidenceAsOf(file, at ?? queries.Now, cursor, PageSize.Of(size))))
            .Does(EvidenceOperations.ListAsOf).Produces<Page<EvidenceItem>>();

        var items = api.MapGroup("/evidence");

        items.MapGet("/", (string? search, string? cursor, int? size, bool? oldestFirst, ApiQueries queries) =>
                queries.List(new EvidenceList(search, cursor, PageSize.Of(size), oldestFirst ?? false)))
            .Does(EvidenceOperations.List).Produces<Page<EvidenceRow>>();

        items.MapGet("/{id:guid}", (Guid id, ApiQueries queries) => queries.Show(new EvidenceDocument(id)))
            .Shows<EvidenceSeen>(EvidenceOperations.View);

        items.MapPost("/{id:guid}/correction", (Guid id, CorrectedEvidence body, ApiCommands commands) => commands.Execute(new CorrectEvidence(
                id, commands.SeenVersion, body.Kind, body.Description, body.SeizedAt, body.SeizedWhere, body.SeizedBy, body.Source, body.Seal, body.Reason)))
            .Changes(EvidenceOperations.Correct).NeedsVersion();

        items.MapPost("/{id:guid}/withdrawal", (Guid id, WithdrawnEvidence body, ApiCommands commands) =>
                commands.Execute(new WithdrawEvidence(id, commands.SeenVersion, body.Reason)))
            .Changes(EvidenceOperations.Withdraw).NeedsVersion();

        items.MapPost("/{id:guid}/reinstatement", (Guid id, ReinstatedEvidence body, ApiCommands commands) =>
                commands.Execute(new ReinstateEvidence(id, commands.SeenVersion, body.Reason)))
            .Changes(EvidenceOperations.Reinstate).NeedsVersion();

        // The vault counts what comes in; the server's own limit is for bodies that are held in memory.
        items.MapPut("/{id:guid}/content", Upload)
            .Changes(EvidenceOperations.Upload)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .Accepts<Stream>(isOptional: true, "*/*")
            .WithMetadata(new DisableRequestSizeLimitAttribute());

        items.MapGet("/{id:guid}/content", Download)
            .Does(EvidenceOperations.Download)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        items.MapPost("/{id:guid}/verification", Verify)
            .Does(EvidenceOperations.Verify).Produces<VerificationAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        items.MapPost("/{id:guid}/reviews", (Guid id, NewReview body, ApiCommands commands) =>
                commands.Execute(new ReviewEvidence(id, commands.SeenVersion, body.Opinion, body.Reasons)))
            .Changes(EvidenceOperations.Review).NeedsVersion();

        items.MapPost("/{id:guid}/privilege", (Guid id, NewPrivilege body, ApiCommands commands) =>
                commands.Execute(new MarkPrivileged(id, commands.SeenVersion, body.Reason)))
            .Changes(EvidenceOperations.MarkPrivileged).NeedsVersion();

        items.MapPost("/{id:guid}/privilege/lifting", (Guid id, LiftedPrivilege body, ApiCommands commands) =>
                commands.Execute(new LiftPrivilege(id, commands.SeenVersion, body.Reason)))
            .Changes(EvidenceOperations.LiftPrivilege).NeedsVersion();

        MapCustody(items.MapGroup("/{id:guid}/custody"));
    }

    private static void MapCustody(IEndpointRouteBuilder custody)
    {
        custody.MapPost("/", (Guid id, NewCustodyOffer body, ApiCommands commands) => commands.Execute(new OfferCustody(
                id, commands.SeenVersion, body.Person, body.Place, body.Purpose, body.Condition, body.Seal, body.Note)))
            .Changes(EvidenceOperations.OfferCustody).NeedsVersion();

        custody.MapGet("/", (Guid id, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new CustodyChain(id, cursor, PageSize.Of(size))))
            .Does(EvidenceOperations.ViewCustody).Produces<Page<CustodyEntry>>();

        custody.MapGet("/offer", (Guid id, ApiQueries queries) => queries.Show(new CustodyOfferDocument(id)))
            .Shows<OfferedItem>(EvidenceOperations.ViewOffer);

        custody.MapGet("/receivers", (Guid id, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new CustodyReceivers(id, null, cursor, PageSize.Of(size))))
            .Does(EvidenceOperations.ListReceivers).Produces<Page<ReceiverRow>>();

        custody.MapPost("/acceptance", (Guid id, TakenOver body, ApiCommands commands) =>
                commands.Execute(new AcceptCustody(id, commands.SeenVersion, body.Condition, body.Seal, body.Note)))
            .Changes(EvidenceOperations.AcceptCustody).NeedsVersion();

        custody.MapPost("/refusal", (Guid id, NotTakenOver body, ApiCommands commands) =>
                commands.Execute(new RefuseCustody(id, commands.SeenVersion, body.Reason)))
            .Changes(EvidenceOperations.RefuseCustody).NeedsVersion();

        custody.MapPost("/withdrawal", (Guid id, ApiCommands commands) => commands.Execute(new WithdrawCustody(id, commands.SeenVersion)))
            .Changes(EvidenceOperations.WithdrawCustody).NeedsVersion();
    }

    private static async Task<IResult> Upload(
        Guid id, string? fileName, bool? asIs, HttpRequest request, ApiCommands commands, EvidenceContent content, EvidenceVault vault)
    {
        var (claims, refused) = UploadRequest.Read(request, fileName, asIs ?? false, vault.MaximumBytes);
        if (claims is null)
        {
            return refused!;
        }

        var (outcome, taken) = await content.Seal(id, commands.Actor, claims, request.Body, request.HttpContext.RequestAborted);
        if (outcome.Accepted)
        {
            request.HttpContext.Response.Headers[ReprDigest.Field] = taken!.Digest;
        }

        return commands.Answer(outcome);
    }

    private static async Task<IResult> Download(Guid id, ApiQueries queries, EvidenceContent content, CancellationToken aborted)
    {
        var opened = await content.Open(id, queries.Actor, aborted);
        return opened.Value is { } found ? found : Problems.Answer(opened.Refusal!);
    }

    private static async Task<IResult> Verify(Guid id, ApiCommands commands, EvidenceContent content, CancellationToken aborted)
    {
        var (outcome, read, found, altered) = await content.Verify(id, commands.Actor, commands.IdempotencyKey, aborted);
        return commands.Answer(outcome, answer => Results.Ok(new VerificationAnswer(
            answer.Id, answer.Version, found!.Sound, read!.Sha256, read.Length, found.Fault, altered)));
    }
}
