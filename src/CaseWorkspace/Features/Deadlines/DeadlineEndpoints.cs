using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>The routes of clocks and deadlines.</summary>
public static class DeadlineEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}");

        ofFile.MapPost("/clocks", (Guid file, NewClock body, ApiCommands commands) =>
                commands.Create(new StartClock(file, body.Start, body.CountsFrom, body.Person, body.Authority, body.SubFile), id => $"/api/clocks/{id}"))
            .Changes(DeadlineOperations.Start, creates: true);

        ofFile.MapGet("/clocks", (Guid file, string? cursor, int? size, ApiQueries queries) => queries.Ask(new ClocksOfFile(file, cursor, PageSize.Of(size))))
            .Does(DeadlineOperations.ListClocks).Produces<Page<ClockRow>>();

        ofFile.MapGet("/deadlines", (Guid file, string? cursor, int? size, ApiQueries queries) => queries.Ask(new DeadlinesOfFile(file, cursor, PageSize.Of(size))))
            .Does(DeadlineOperations.ListOfFile).Produces<Page<DeadlineRow>>();

        api.MapGet("/deadlines", (DateTimeOffset? from, DateTimeOffset? until, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new DeadlineList(from, until, cursor, PageSize.Of(size))))
            .Does(DeadlineOperations.List).Produces<Page<DeadlineRow>>();

        api.MapGet("/deadlines/notices", (DateTimeOffset? since, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new DeadlineNotices(since, cursor, PageSize.Of(size))))
            .Does(DeadlineOperations.ListNotices).Produces<Page<DeadlineNotice>>();

        api.MapGet("/deadlines/calendar", (DateTimeOffset? from, DateTimeOffset? until, ApiQueries queries, DeadlineCalendar calendar) =>
                calendar.Answer(queries.Actor, from, until))
            .Does(DeadlineOperations.Export).Produces<Stream>(StatusCodes.Status200OK, DeadlineCalendar.MediaType);

        var clock = api.MapGroup("/clocks/{id:guid}");

        clock.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new ClockDocument(id))).Shows<CaseClock>(DeadlineOperations.View);

        clock.MapPost("/correction", (Guid id, CorrectedClock body, ApiCommands commands) =>
                commands.Execute(new CorrectClock(id, commands.SeenVersion, body.CountsFrom, body.Authority, body.Reason)))
            .Changes(DeadlineOperations.Correct).NeedsVersion();

        clock.MapPost("/limits/met", (Guid id, MetLimit body, ApiCommands commands) =>
                commands.Execute(new MeetLimit(id, commands.SeenVersion, body.Rule, body.MetAt, body.Note)))
            .Changes(DeadlineOperations.Meet).NeedsVersion();

        clock.MapPost("/limits/open-again", (Guid id, OpenedLimit body, ApiCommands commands) =>
                commands.Execute(new OpenLimitAgain(id, commands.SeenVersion, body.Rule, body.Reason)))
            .Changes(DeadlineOperations.OpenAgain).NeedsVersion();

        clock.MapPost("/stop", (Guid id, StoppedClock body, ApiCommands commands) =>
                commands.Execute(new StopClock(id, commands.SeenVersion, body.Ground, body.StoppedAt, body.Reason)))
            .Changes(DeadlineOperations.Stop).NeedsVersion();

        clock.MapPost("/resumption", (Guid id, ResumedClock body, ApiCommands commands) =>
                commands.Execute(new ResumeClock(id, commands.SeenVersion, body.Reason)))
            .Changes(DeadlineOperations.Resume).NeedsVersion();
    }
}
