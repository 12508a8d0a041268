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
        api.MapGet("/colleagues", (string? role, string? cursor, int? size, Caller caller) =>
                caller.List(new ColleagueList(QueryParameters.Code(role, "role", [.. Enum.GetValues<Role>().Select(one => one.Code())]) is { } chosen ? [chosen] : null, cursor, Caller.Size(size))))
            .WithTags("Access")
            .Does(AccessOperations.ListColleagues).Produces<Page<ColleagueRow>>();

        api.MapGet("/investigations/{id:guid}/access", (Guid id, DateTimeOffset? at, string? cursor, int? size, Caller caller) =>
                caller.Ask(new WhoCanSee(id, at, cursor, Caller.Size(size))))
            .WithTags("Access")
            .Does(AccessOperations.ViewStanding).Produces<Page<StandingRow>>();

        api.MapGet("/access", (string? number, DateTimeOffset? at, string? cursor, int? size, Caller caller) =>
                caller.List(new WhoCouldSee(number ?? "", at, cursor, Caller.Size(size))))
            .WithTags("Access")
            .Does(AccessOperations.OverseeStanding).Produces<Page<StandingRow>>();

        MapGlass(api.MapGroup("/break-glass").WithTags("Access"));
        MapStandIns(api.MapGroup("/stand-ins").WithTags("Access"));
    }

    private static void MapGlass(RouteGroupBuilder entries)
    {
        entries.MapPost("/", (BreakTheGlass body, Caller caller) => caller.Create(body, id => $"/api/break-glass/{id}"))
            .Changes(AccessOperations.BreakGlass, creates: true);

        entries.MapGet("/own", (int? size, Caller caller) => caller.List(new OwnBreakGlass(Caller.Size(size))))
            .Does(AccessOperations.ListOwnGlass).Produces<Page<BreakGlassRow>>();

        entries.MapGet("/", (bool? toReview, string? cursor, int? size, Caller caller) =>
                caller.List(new BreakGlassList(toReview ?? false, cursor, Caller.Size(size))))
            .Does(AccessOperations.ListGlass).Produces<Page<BreakGlassRow>>();

        entries.MapGet("/in-own-files", (DateTimeOffset? since, int? size, Caller caller) =>
                caller.List(new GlassInOwnFiles(since, Caller.Size(size))))
            .Does(AccessOperations.ListGlassOfFile).Produces<Page<BreakGlassRow>>();

        entries.MapGet("/seen", (Guid? glass, string? cursor, int? size, Caller caller) =>
                caller.List(new SeenUnderBreakGlass(glass ?? Guid.Empty, cursor, Caller.Size(size))))
            .Does(AccessOperations.ViewSeen).Produces<Page<SeenRow>>();

        entries.MapPost("/{id:guid}/closure", (Guid id, Caller caller) => caller.Execute(new CloseGlass(id)))
            .Changes(AccessOperations.CloseGlass);

        entries.MapPost("/{id:guid}/review", (Guid id, NewGlassReview body, Caller caller) =>
                caller.Execute(new ReviewGlass(id, body.Verdict, body.Reasons, body.Measures)))
            .Changes(AccessOperations.ReviewGlass);

        entries.MapPost("/{id:guid}/reopening", (Guid id, ReopenedEntry body, Caller caller) => caller.Execute(new ReopenGlass(id, body.Reason)))
            .Changes(AccessOperations.ReopenGlass);
    }

    private static void MapStandIns(RouteGroupBuilder standIns)
    {
        standIns.MapPost("/", (NameStandIn body, Caller caller) => caller.Create(body, id => $"/api/stand-ins/{id}"))
            .Changes(AccessOperations.NameStandIn, creates: true);

        standIns.MapGet("/", (string? cursor, int? size, Caller caller) => caller.List(new StandInList(cursor, Caller.Size(size))))
            .Does(AccessOperations.ListStandIns).Produces<Page<StandInRow>>();

        standIns.MapPost("/{id:guid}/end", (Guid id, EndedStandIn body, Caller caller) => caller.Execute(new EndStandIn(id, body.Reason)))
            .Changes(AccessOperations.EndStandIn);
    }
}
