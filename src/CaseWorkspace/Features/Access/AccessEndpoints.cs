using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Access;

/// <summary>The routes of access itself.</summary>
public static class AccessEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/colleagues", (string? role, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new ColleagueList(QueryParameters.Code(role, "role", [.. Enum.GetValues<Role>().Select(one => one.Code())]) is { } chosen ? [chosen] : null, cursor, PageSize.Of(size))))
            .Does(AccessOperations.ListColleagues).Produces<Page<ColleagueRow>>();

        api.MapGet("/investigations/{id:guid}/access", (Guid id, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new WhoCanSee(id, at, cursor, PageSize.Of(size))))
            .Does(AccessOperations.ViewAccess).Produces<Page<AccessHolder>>();

        api.MapGet("/access", (string? number, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new WhoCouldSee(number ?? "", at, cursor, PageSize.Of(size))))
            .Does(AccessOperations.OverseeAccess).Produces<Page<AccessHolder>>();

        MapEmergencyAccess(api.MapGroup("/break-glass"));
        MapStandIns(api.MapGroup("/stand-ins"));
    }

    private static void MapEmergencyAccess(RouteGroupBuilder entries)
    {
        entries.MapPost("/", (TakeEmergencyAccess body, ApiCommands commands) => commands.Create(body, id => $"/api/break-glass/{id}"))
            .Changes(AccessOperations.EmergencyAccess, creates: true);

        entries.MapGet("/own", (int? size, ApiQueries queries) => queries.List(new OwnEmergencyAccess(PageSize.Of(size))))
            .Does(AccessOperations.ListOwnEmergencyAccess).Produces<Page<EmergencyAccessRow>>();

        entries.MapGet("/", (bool? toReview, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new EmergencyAccessList(toReview ?? false, cursor, PageSize.Of(size))))
            .Does(AccessOperations.ListEmergencyAccess).Produces<Page<EmergencyAccessRow>>();

        entries.MapGet("/in-own-files", (DateTimeOffset? since, int? size, ApiQueries queries) =>
                queries.List(new EmergencyAccessToOwnFiles(since, PageSize.Of(size))))
            .Does(AccessOperations.ListEmergencyAccessToFile).Produces<Page<EmergencyAccessRow>>();

        entries.MapGet("/seen", (Guid? glass, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new ReadUnderEmergencyAccess(glass ?? Guid.Empty, cursor, PageSize.Of(size))))
            .Does(AccessOperations.ViewSeen).Produces<Page<SeenRow>>();

        entries.MapPost("/{id:guid}/closure", (Guid id, ApiCommands commands) => commands.Execute(new CloseEmergencyAccess(id)))
            .Changes(AccessOperations.CloseEmergencyAccess);

        entries.MapPost("/{id:guid}/review", (Guid id, NewEmergencyAccessReview body, ApiCommands commands) =>
                commands.Execute(new ReviewEmergencyAccess(id, body.Verdict, body.Reasons, body.Measures)))
            .Changes(AccessOperations.ReviewEmergencyAccess);

        entries.MapPost("/{id:guid}/reopening", (Guid id, ReopenedEntry body, ApiCommands commands) => commands.Execute(new ReopenEmergencyAccess(id, body.Reason)))
            .Changes(AccessOperations.ReopenEmergencyAccess);
    }

    private static void MapStandIns(RouteGroupBuilder standIns)
    {
        standIns.MapPost("/", (NameStandIn body, ApiCommands commands) => commands.Create(body, id => $"/api/stand-ins/{id}"))
            .Changes(AccessOperations.NameStandIn, creates: true);

        standIns.MapGet("/", (string? cursor, int? size, ApiQueries queries) => queries.List(new StandInList(cursor, PageSize.Of(size))))
            .Does(AccessOperations.ListStandIns).Produces<Page<StandInRow>>();

        standIns.MapPost("/{id:guid}/end", (Guid id, EndedStandIn body, ApiCommands commands) => commands.Execute(new EndStandIn(id, body.Reason)))
            .Changes(AccessOperations.EndStandIn);
    }
}
