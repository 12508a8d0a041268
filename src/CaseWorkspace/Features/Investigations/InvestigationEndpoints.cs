using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The routes of case files.</summary>
public static class InvestigationEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/investigations");

        files.MapPost("/", (OpenInvestigation body, ApiCommands commands) => commands.Create(body, id => $"/api/investigations/{id}"))
            .Changes(InvestigationOperations.Open, creates: true);

        files.MapGet("/", (string? search, string? cursor, int? size, bool? oldestFirst, ApiQueries queries) =>
                queries.List(new InvestigationList(search, cursor, PageSize.Of(size), oldestFirst ?? false)))
            .Does(InvestigationOperations.List).Produces<Page<InvestigationRow>>();

        files.MapGet("/{id:guid}", (Guid id, ApiQueries queries) => queries.Show(new InvestigationFile(id)))
            .Shows<Investigation>(InvestigationOperations.View);

        files.MapGet("/{id:guid}/timeline", (Guid id, string? kind, DateTimeOffset? until, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new InvestigationTimeline(id, QueryParameters.Code(kind, "kind", InvestigationTimeline.KnownKinds), cursor, PageSize.Of(size), until)))
            .Does(InvestigationOperations.ViewTimeline).Produces<Page<TimelineEntry>>();

        files.MapGet("/{id:guid}/as-of", (Guid id, DateTimeOffset? at, ApiQueries queries) =>
                queries.Past<Investigation>(new InvestigationAsOf(id, at ?? queries.Now, null, 1)))
            .Does(InvestigationOperations.ViewAsOf).Produces<Page<Investigation>>();

        files.MapPost("/{id:guid}/correction", (Guid id, CorrectedFile body, ApiCommands commands) => commands.Execute(new CorrectFile(
                id, commands.SeenVersion, body.Title, body.OffenceForms, body.Countries, body.Summary, body.Ground, body.Reason)))
            .Changes(InvestigationOperations.Correct).NeedsVersion();

        files.MapPost("/{id:guid}/notes", (Guid id, NewNote body, ApiCommands commands) => commands.Execute(new AddNote(id, body.Text)))
            .Changes(InvestigationOperations.AddNote);

        files.MapPost("/{id:guid}/members", (Guid id, NewMember body, ApiCommands commands) =>
                commands.Execute(new AddMember(id, commands.SeenVersion, body.Person, body.Reason, body.Until)))
            .Changes(InvestigationOperations.AddMember).NeedsVersion();

        // Not DELETE: the reason is text for the file, and an address stands in the logs of proxies.
        files.MapPost("/{id:guid}/members/{person:guid}/removal", (Guid id, Guid person, Removal body, ApiCommands commands) =>
                commands.Execute(new RemoveMember(id, commands.SeenVersion, person, body.Reason)))
            .Changes(InvestigationOperations.RemoveMember).NeedsVersion();

        files.MapPut("/{id:guid}/prosecutor", (Guid id, NewProsecutor body, ApiCommands commands) =>
                commands.Execute(new NameProsecutor(id, commands.SeenVersion, body.Person, body.Reason, body.Until)))
            .Changes(InvestigationOperations.NameProsecutor).NeedsVersion();

        files.MapPut("/{id:guid}/lead", (Guid id, NewLead body, ApiCommands commands) =>
                commands.Execute(new HandOverLead(id, commands.SeenVersion, body.Person, body.Stays, body.Reason)))
            .Changes(InvestigationOperations.HandOver).NeedsVersion();

        files.MapPost("/{id:guid}/restriction", (Guid id, NewRestriction body, ApiCommands commands) =>
                commands.Execute(new RestrictFile(id, commands.SeenVersion, body.Supervisor, body.Reason)))
            .Changes(InvestigationOperations.Restrict).NeedsVersion();

        files.MapPost("/{id:guid}/restriction/confirmation", (Guid id, NewRestriction body, ApiCommands commands) =>
                commands.Execute(new ConfirmRestriction(id, commands.SeenVersion, body.Supervisor, body.Reason)))
            .Changes(InvestigationOperations.ConfirmRestriction).NeedsVersion();

        files.MapPost("/{id:guid}/restriction/end", (Guid id, LiftedRestriction body, ApiCommands commands) =>
                commands.Execute(new LiftRestriction(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.LiftRestriction).NeedsVersion();

        MapLife(files);

        files.MapPost("/{id:guid}/sub-files", (Guid id, NewSubFile body, ApiCommands commands) =>
                commands.Create(new SealSubFile(id, body.Title, body.Supervisor, body.Reason), part => $"/api/sub-files/{part}"))
            .Changes(InvestigationOperations.SealSubFile, creates: true);

        files.MapGet("/{id:guid}/sub-files", (Guid id, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new SubFilesOfFile(id, cursor, PageSize.Of(size))))
            .Does(InvestigationOperations.ListSubFiles).Produces<Page<SubFileRow>>();

        files.MapGet("/{id:guid}/sub-files/as-of", (Guid id, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.Past<SubFile>(new SubFilesAsOf(id, at ?? queries.Now, cursor, PageSize.Of(size))))
            .Does(InvestigationOperations.ListSubFilesAsOf).Produces<Page<SubFile>>();

        MapSubFiles(api.MapGroup("/sub-files"));
        MapAsks(api.MapGroup("/access-requests"));
    }

    private static void MapLife(RouteGroupBuilder files)
    {
        files.MapPost("/{id:guid}/official-numbers", (Guid id, NewOfficialNumber body, ApiCommands commands) =>
                commands.Execute(new RecordOfficialNumber(id, body.Authority, body.Number, body.Since)))
            .Changes(InvestigationOperations.RecordOfficialNumber);

        files.MapPost("/{id:guid}/official-numbers/{entry:guid}/end", (Guid id, Guid entry, EndedNumber body, ApiCommands commands) =>
                commands.Execute(new EndOfficialNumber(id, commands.SeenVersion, entry, body.Until, body.Reason)))
            .Changes(InvestigationOperations.EndOfficialNumber).NeedsVersion();

        files.MapPost("/{id:guid}/suspension", (Guid id, FileStep body, ApiCommands commands) =>
                commands.Execute(new SuspendInvestigation(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.Suspend).NeedsVersion();

        files.MapPost("/{id:guid}/suspension/end", (Guid id, FileStep body, ApiCommands commands) =>
                commands.Execute(new ResumeInvestigation(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.Resume).NeedsVersion();

        files.MapPost("/{id:guid}/termination", (Guid id, NewTermination body, ApiCommands commands) =>
                commands.Execute(new TerminateInvestigation(id, commands.SeenVersion, body.Ground, body.Reason)))
            .Changes(InvestigationOperations.Terminate).NeedsVersion();

        files.MapPost("/{id:guid}/referral", (Guid id, NewReferral body, ApiCommands commands) =>
                commands.Execute(new ReferToCourt(id, commands.SeenVersion, body.Court, body.ReferredAt, body.Reason)))
            .Changes(InvestigationOperations.ReferToCourt).NeedsVersion();

        files.MapPost("/{id:guid}/verdict", (Guid id, NewVerdict body, ApiCommands commands) =>
                commands.Execute(new RecordVerdict(id, commands.SeenVersion, body.Verdict, body.Court, body.DecidedAt, body.Reason)))
            .Changes(InvestigationOperations.RecordVerdict).NeedsVersion();

        files.MapGet("/{id:guid}/owed", (Guid id, ApiQueries queries) => queries.Ask(new OwedOfFile(id)))
            .Does(InvestigationOperations.ListOwed).Produces<OwedInFile>();

        files.MapPost("/{id:guid}/closing", (Guid id, ClosedFile body, ApiCommands commands) =>
                commands.Execute(new CloseFile(id, commands.SeenVersion, body.Reason, body.WhyLeft)))
            .Changes(InvestigationOperations.Close).NeedsVersion();

        files.MapPost("/{id:guid}/reopening", (Guid id, FileStep body, ApiCommands commands) =>
                commands.Execute(new ReopenFile(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.Reopen).NeedsVersion();
    }

    private static void MapSubFiles(RouteGroupBuilder parts)
    {
        parts.MapGet("/{id:guid}", (Guid id, ApiQueries queries) => queries.Show(new SubFileView(id)))
            .Shows<SubFile>(InvestigationOperations.ViewSubFile);

        parts.MapPost("/{id:guid}/people", (Guid id, NewNamedPerson body, ApiCommands commands) =>
                commands.Execute(new NameInSubFile(id, commands.SeenVersion, body.Person, body.Reason, body.Until)))
            .Changes(InvestigationOperations.NameInSubFile).NeedsVersion();

        parts.MapPost("/{id:guid}/people/{person:guid}/removal", (Guid id, Guid person, Removal body, ApiCommands commands) =>
                commands.Execute(new TakeOffSubFile(id, commands.SeenVersion, person, body.Reason)))
            .Changes(InvestigationOperations.TakeOffSubFile).NeedsVersion();

        parts.MapPut("/{id:guid}/keeper", (Guid id, NewKeeper body, ApiCommands commands) =>
                commands.Execute(new HandOverSubFile(id, commands.SeenVersion, body.Person, body.Stays, body.Reason)))
            .Changes(InvestigationOperations.HandOverSubFile).NeedsVersion();

        parts.MapPut("/{id:guid}/supervisor", (Guid id, NewSubFileSupervisor body, ApiCommands commands) =>
                commands.Execute(new HandOverSupervision(id, commands.SeenVersion, body.Person, body.Reason)))
            .Changes(InvestigationOperations.HandOverSupervision).NeedsVersion();

        parts.MapPost("/{id:guid}/notes", (Guid id, NewNote body, ApiCommands commands) => commands.Execute(new AddSubFileNote(id, body.Text)))
            .Changes(InvestigationOperations.AddSubFileNote);

        parts.MapPost("/{id:guid}/unsealing", (Guid id, LiftedSeal body, ApiCommands commands) =>
                commands.Execute(new UnsealSubFile(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.Unseal).NeedsVersion();
    }

    private static void MapAsks(RouteGroupBuilder asks)
    {
        asks.MapPost("/", (AskForAccess body, ApiCommands commands) => commands.Create(body, id => $"/api/access-requests/{id}"))
            .Changes(InvestigationOperations.AskForAccess, creates: true);

        asks.MapGet("/own", (string? cursor, int? size, ApiQueries queries) => queries.List(new OwnAsks(cursor, PageSize.Of(size))))
            .Does(InvestigationOperations.ListOwnAsks).Produces<Page<AccessAskRow>>();

        asks.MapGet("/", (string? cursor, int? size, ApiQueries queries) => queries.List(new AsksToAnswer(cursor, PageSize.Of(size))))
            .Does(InvestigationOperations.ListAsks).Produces<Page<AccessAskRow>>();

        asks.MapPost("/{id:guid}/grant", (Guid id, GrantedAccess body, ApiCommands commands) =>
                commands.Execute(new GrantAccess(id, commands.SeenVersion, body.Until, body.Reason)))
            .Changes(InvestigationOperations.GrantAccess).NeedsVersion();

        asks.MapPost("/{id:guid}/refusal", (Guid id, RefusedAccess body, ApiCommands commands) =>
                commands.Execute(new RefuseAccess(id, commands.SeenVersion, body.Reason)))
            .Changes(InvestigationOperations.RefuseAccess).NeedsVersion();
    }
}
