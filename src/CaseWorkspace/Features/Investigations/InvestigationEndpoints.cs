using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The routes of case files.</summary>
public static class InvestigationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/investigations").WithTags("Investigations");

        files.MapPost("/", (OpenInvestigation body, Caller caller) => caller.Create(body, id => $"/api/investigations/{id}"))
            .Changes(InvestigationOperations.Open, creates: true);

        files.MapGet("/", (string? search, string? cursor, int? size, Caller caller) =>
                caller.List(new InvestigationList(search, cursor, Caller.Size(size))))
            .Does(InvestigationOperations.List).Produces<Page<InvestigationRow>>();

        files.MapGet("/{id:guid}", (Guid id, Caller caller) => caller.Show(new InvestigationFile(id)))
            .Does(InvestigationOperations.View).Produces<Investigation>().Produces(StatusCodes.Status304NotModified);

        files.MapGet("/{id:guid}/timeline", (Guid id, string? kind, string? cursor, int? size, Caller caller) =>
                caller.Ask(new InvestigationTimeline(id, kind, cursor, Caller.Size(size))))
            .Does(InvestigationOperations.ViewTimeline).Produces<Page<TimelineEntry>>();

        files.MapPost("/{id:guid}/notes", (Guid id, NewNote body, Caller caller) => caller.Execute(new AddNote(id, body.Text)))
            .Changes(InvestigationOperations.AddNote);

        files.MapPost("/{id:guid}/members", (Guid id, NewMember body, Caller caller) =>
                caller.Execute(new AddMember(id, caller.SeenVersion, body.Person, body.Reason)))
            .Changes(InvestigationOperations.AddMember).NeedsVersion();

        files.MapDelete("/{id:guid}/members/{person:guid}", (Guid id, Guid person, string reason, Caller caller) =>
                caller.Execute(new RemoveMember(id, caller.SeenVersion, person, reason)))
            .Changes(InvestigationOperations.RemoveMember).NeedsVersion();

        files.MapPut("/{id:guid}/prosecutor", (Guid id, NewProsecutor body, Caller caller) =>
                caller.Execute(new NameProsecutor(id, caller.SeenVersion, body.Person)))
            .Changes(InvestigationOperations.NameProsecutor).NeedsVersion();
    }
}
