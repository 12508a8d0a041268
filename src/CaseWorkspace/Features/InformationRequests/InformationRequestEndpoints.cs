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
        var ofFile = api.MapGroup("/investigations/{file:guid}/information-requests");
        ofFile.MapPost("/", (Guid file, Guid? subFile, RequestContent body, ApiCommands commands) =>
                commands.Create(new DraftRequest(file, body, subFile), At))
            .Changes(Draft, creates: true);
        ofFile.MapGet("/", (Guid file, string? order, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new RequestsOfFile(file, cursor, PageSize.Of(size), ByDue(order))))
            .Does(ListOfFile).Produces<Page<RequestRow>>();

        ofFile.MapGet("/as-of", (Guid file, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.Past<InformationRequest>(new RequestsAsOf(file, at ?? queries.Now, cursor, PageSize.Of(size))))
            .Does(ListAsOf).Produces<Page<InformationRequest>>();

        var requests = api.MapGroup("/information-requests");
        requests.MapPost("/", (RegisterRequest body, ApiCommands commands) => commands.Create(body, At)).Changes(Register, creates: true);

        // Without a view: what waits for the commands. view=all: everything the caller may see, by time or with order=due by deadline.
        requests.MapGet("/", (string? view, string? search, string? direction, string? order, bool? oldestFirst, string? cursor, int? size, ApiQueries queries) =>
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
                return all ? queries.List(new RequestList(search, way, cursor, PageSize.Of(size), oldestFirst ?? false, byDue))
                    : queries.List(new RequestsToActOn(cursor, PageSize.Of(size)));
            })
            .Does(List).Produces<Page<RequestRow>>();

        var request = requests.MapGroup("/{id:guid}");
        request.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new RequestView(id)))
            .Shows<InformationRequest>(View);
        request.MapPut("/", (Guid id, RequestContent body, ApiCommands commands) =>
                commands.Execute(new ReviseRequest(id, commands.SeenVersion, body)))
            .Changes(Revise).NeedsVersion();
        request.MapPost("/submission", (Guid id, ApiCommands commands) =>
                commands.Execute(new SubmitForAuthorisation(id, commands.SeenVersion)))
            .Changes(Submit).NeedsVersion();
        request.MapPost("/assignment", (Guid id, Assignment body, ApiCommands commands) =>
                commands.Execute(new AssignRequest(id, commands.SeenVersion, body.Investigator, body.Investigation, body.SubFile)))
            .Changes(Assign).NeedsVersion();
        request.MapPost("/authorisation", (Guid id, ApiCommands commands) => commands.Execute(new AuthoriseRequest(id, commands.SeenVersion)))
            .Changes(Authorise).NeedsVersion();
        request.MapPost("/return", (Guid id, ReturnReason body, ApiCommands commands) =>
                commands.Execute(new ReturnForRevision(id, commands.SeenVersion, body.Reason)))
            .Changes(Return).NeedsVersion();
        request.MapPost("/release", (Guid id, ApiCommands commands) => commands.Execute(new ReleasePrepared(id, commands.SeenVersion)))
            .Changes(Release).NeedsVersion();
        request.MapPost("/refusal", (Guid id, RefusalGrounds body, ApiCommands commands) =>
                commands.Execute(new RefuseRequest(id, commands.SeenVersion, body.Ground, body.Reason)))
            .Changes(Refuse).NeedsVersion();
        request.MapPost("/transmission", (Guid id, Transmission body, ApiCommands commands) =>
                commands.Execute(new TransmitAbroad(id, commands.SeenVersion, body.Channel, body.TransmittedAt)))
            .Changes(Transmit).NeedsVersion();
        request.MapPost("/clarifications", (Guid id, ClarificationText body, ApiCommands commands) =>
                commands.Execute(new Clarify(id, commands.SeenVersion, body.Text)))
            .Changes(InformationRequestOperations.Clarify).NeedsVersion();

        // Abroad answers through the liaison officer; at home the investigator prepares the answer.
        request.MapPost("/answers", (Guid id, NewAnswer body, ApiCommands commands) => commands.Actor.Is(Role.LiaisonOfficer)
                ? commands.Execute(new RecordAnswer(id, commands.SeenVersion, body.Answer, body.Reference))
                : commands.Execute(new PrepareAnswer(id, commands.SeenVersion, body.Answer, body.Reference)))
            .Changes(Answer).NeedsVersion();
        request.MapPost("/documents", TakeIn)
            .Changes(InformationRequestOperations.AddDocument, creates: true).Produces<DocumentAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .Accepts<Stream>(isOptional: true, "*/*").WithMetadata(new DisableRequestSizeLimitAttribute());
        request.MapGet("/documents/{document:guid}/content", Give)
            .Does(DownloadDocument).Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        request.MapPost("/correction", (Guid id, CorrectedRegistration body, ApiCommands commands) =>
                commands.Execute(new CorrectRegistration(id, commands.SeenVersion, body.Reference, body.ReceivedAt, body.Content, body.Reason)))
            .Changes(InformationRequestOperations.CorrectRegistration).NeedsVersion();

        request.MapPost("/withdrawal", (Guid id, WithdrawnRequest body, ApiCommands commands) =>
                commands.Execute(new WithdrawRequest(id, commands.SeenVersion, body.Reason)))
            .Changes(InformationRequestOperations.Withdraw).NeedsVersion();

        request.MapPost("/closure", (Guid id, ApiCommands commands) => commands.Execute(new CloseRequest(id, commands.SeenVersion)))
            .Changes(Close).NeedsVersion();
    }

    /// <summary>Whether the list is wanted by deadline. That has one direction: which end of time comes first does not go with it.</summary>
    private static bool ByDue(string? order, bool? oldestFirst = null)
    {
        var byDue = QueryParameters.Code(order, "order", "due") is not null;
        return byDue && oldestFirst is not null ? throw new UnreadableException("oldestFirst") : byDue;
    }

    private static async Task<IResult> TakeIn(
        Guid id, string? fileName, bool? asIs, HttpRequest request, ApiCommands commands, RequestDocuments documents, EvidenceVault vault)
    {
        var (claims, refused) = UploadRequest.Read(request, fileName, asIs ?? false, vault.MaximumBytes);
        if (claims is null)
        {
            return refused!;
        }

        var added = await documents.Add(
            id, commands.Actor, claims, request.Body, commands.IdempotencyKey, request.HttpContext.RequestAborted);
        if (added.Outcome.Accepted)
        {
            request.HttpContext.Response.Headers[ReprDigest.Field] = added.Content!.Digest;
        }

        return commands.Answer(added.Outcome, outcome => Results.Created(
            $"{At(id)}/documents/{added.Document}/content",
            new DocumentAnswer(outcome.Id, outcome.Version, added.Document, added.Content!.Sha256, added.Content.Length)));
    }

    private static async Task<IResult> Give(
        Guid id, Guid document, ApiQueries queries, RequestDocuments documents, CancellationToken aborted)
    {
        var opened = await documents.Open(id, document, queries.Actor, aborted);
        return opened.Value is { } found ? found : Problems.Answer(opened.Refusal!);
    }

    private static string At(Guid id) => $"/api/information-requests/{id}";
}
