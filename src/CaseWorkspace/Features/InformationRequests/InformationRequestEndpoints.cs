using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using static CaseWorkspace.Features.InformationRequests.InformationRequestOperations;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What adding a document is answered with.</summary>
/// <param name="Id">The request.</param>
/// <param name="Version">The request's version now.</param>
/// <param name="Document">The document.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Length">In bytes.</param>
public sealed record DocumentAnswer(Guid Id, long Version, Guid Document, string Sha256, long Length);

/// <summary>The routes of information requests.</summary>
public static class InformationRequestEndpoints
{
    private static readonly string[] OfAllAlone = ["search", "direction", "order", "oldestFirst"];

    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}/information-requests").WithTags("Information requests");
        ofFile.MapPost("/", (Guid file, Guid? subFile, RequestContent body, Caller caller) =>
                caller.Create(new DraftRequest(file, body, subFile), At))
            .Changes(Draft, creates: true);
        ofFile.MapGet("/", (Guid file, string? order, string? cursor, int? size, Caller caller) =>
                caller.Ask(new RequestsOfFile(file, cursor, Caller.Size(size), ByDue(order))))
            .Does(ListOfFile).Produces<Page<RequestRow>>();

        ofFile.MapGet("/as-of", (Guid file, DateTimeOffset? at, string? cursor, int? size, Caller caller) =>
                caller.Past<InformationRequest>(new RequestsAsOf(file, at ?? caller.Now, cursor, Caller.Size(size))))
            .Does(ListAsOf).Produces<Page<InformationRequest>>();

        var requests = api.MapGroup("/information-requests").WithTags("Information requests");
        requests.MapPost("/", (RegisterRequest body, Caller caller) => caller.Create(body, At)).Changes(Register, creates: true);

        // Without a view: what waits for the caller. view=all: everything the caller may see, by time or with order=due by deadline.
        requests.MapGet("/", (string? view, string? search, string? direction, string? order, bool? oldestFirst, string? cursor, int? size, Caller caller) =>
            {
                var byDue = ByDue(order, oldestFirst);
                var all = QueryParameters.Code(view, "view", "all") is not null;
                // What waits for the caller is one short list: who wants it narrowed or turned is told, not passed over.
                string?[] narrowing = all ? [] : [search, direction, order, oldestFirst?.ToString()];
                if (Array.FindIndex(narrowing, one => !string.IsNullOrEmpty(one)) is >= 0 and var which)
                {
                    throw new UnreadableException(OfAllAlone[which]);
                }

                var way = QueryParameters.Code(direction, "direction", Directions.Incoming, Directions.Outgoing);
                return all ? caller.List(new RequestList(search, way, cursor, Caller.Size(size), oldestFirst ?? false, byDue))
                    : caller.List(new RequestsToActOn(cursor, Caller.Size(size)));
            })
            .Does(List).Produces<Page<RequestRow>>();

        var request = requests.MapGroup("/{id:guid}");
        request.MapGet("/", (Guid id, Caller caller) => caller.Show(new RequestView(id)))
            .Shows<InformationRequest>(View);
        request.MapPut("/", (Guid id, RequestContent body, Caller caller) =>
                caller.Execute(new ReviseRequest(id, caller.SeenVersion, body)))
            .Changes(Revise).NeedsVersion();
        request.MapPost("/submission", (Guid id, Caller caller) =>
                caller.Execute(new SubmitForAuthorisation(id, caller.SeenVersion)))
            .Changes(Submit).NeedsVersion();
        request.MapPost("/assignment", (Guid id, Assignment body, Caller caller) =>
                caller.Execute(new AssignRequest(id, caller.SeenVersion, body.Investigator, body.Investigation, body.SubFile)))
            .Changes(Assign).NeedsVersion();
        request.MapPost("/authorisation", (Guid id, Caller caller) => caller.Execute(new AuthoriseRequest(id, caller.SeenVersion)))
            .Changes(Authorise).NeedsVersion();
        request.MapPost("/return", (Guid id, ReturnReason body, Caller caller) =>
                caller.Execute(new ReturnForRevision(id, caller.SeenVersion, body.Reason)))
            .Changes(Return).NeedsVersion();
        request.MapPost("/release", (Guid id, Caller caller) => caller.Execute(new ReleasePrepared(id, caller.SeenVersion)))
            .Changes(Release).NeedsVersion();
        request.MapPost("/refusal", (Guid id, RefusalGrounds body, Caller caller) =>
                caller.Execute(new RefuseRequest(id, caller.SeenVersion, body.Ground, body.Reason)))
            .Changes(Refuse).NeedsVersion();
        request.MapPost("/transmission", (Guid id, Transmission body, Caller caller) =>
                caller.Execute(new TransmitAbroad(id, caller.SeenVersion, body.Channel, body.TransmittedAt)))
            .Changes(Transmit).NeedsVersion();
        request.MapPost("/clarifications", (Guid id, ClarificationText body, Caller caller) =>
                caller.Execute(new Clarify(id, caller.SeenVersion, body.Text)))
            .Changes(InformationRequestOperations.Clarify).NeedsVersion();

        // Abroad answers through the liaison officer; at home the investigator prepares the answer.
        request.MapPost("/answers", (Guid id, NewAnswer body, Caller caller) => caller.Actor.Is(Role.LiaisonOfficer)
                ? caller.Execute(new RecordAnswer(id, caller.SeenVersion, body.Answer, body.Reference))
                : caller.Execute(new PrepareAnswer(id, caller.SeenVersion, body.Answer, body.Reference)))
            .Changes(Answer).NeedsVersion();
        request.MapPost("/documents", TakeIn)
            .Changes(InformationRequestOperations.AddDocument, creates: true).Produces<DocumentAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .Accepts<Stream>(isOptional: true, "*/*").WithMetadata(new DisableRequestSizeLimitAttribute());
        request.MapGet("/documents/{document:guid}/content", Give)
            .Does(DownloadDocument).Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        request.MapPost("/closure", (Guid id, Caller caller) => caller.Execute(new CloseRequest(id, caller.SeenVersion)))
            .Changes(Close).NeedsVersion();
    }

    /// <summary>Whether the list is wanted by deadline. That has one direction: which end of time comes first does not go with it.</summary>
    private static bool ByDue(string? order, bool? oldestFirst = null)
    {
        var byDue = QueryParameters.Code(order, "order", "due") is not null;
        return byDue && oldestFirst is not null ? throw new UnreadableException("oldestFirst") : byDue;
    }

    private static async Task<IResult> TakeIn(
        Guid id, string? fileName, bool? asIs, HttpRequest request, Caller caller, RequestDocuments documents, EvidenceVault vault)
    {
        var (claims, refused) = UploadRequest.Read(request, fileName, asIs ?? false, vault.MaximumBytes);
        if (claims is null)
        {
            return refused!;
        }

        var added = await documents.Add(
            id, caller.Actor, claims, request.Body, caller.IdempotencyKey, request.HttpContext.RequestAborted);
        if (added.Outcome.Accepted)
        {
            request.HttpContext.Response.Headers[ReprDigest.Field] = added.Content!.Digest;
        }

        return caller.Answer(added.Outcome, outcome => Results.Created(
            $"{At(id)}/documents/{added.Document}/content",
            new DocumentAnswer(outcome.Id, outcome.Version, added.Document, added.Content!.Sha256, added.Content.Length)));
    }

    private static async Task<IResult> Give(
        Guid id, Guid document, Caller caller, RequestDocuments documents, CancellationToken aborted)
    {
        var opened = await documents.Open(id, document, caller.Actor, aborted);
        return opened.Value is { } found ? found : Caller.Refused(opened.Refusal!);
    }

    private static string At(Guid id) => $"/api/information-requests/{id}";
}
