using CaseWorkspace.Features.Protocols.Pages;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The routes of protocols of investigative actions.</summary>
public static class ProtocolEndpoints
{
    private const string Georgian = "ka";
    private const string GeorgianAndEnglish = "ka-en";

    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}/protocols");

        ofFile.MapPost("/", (Guid file, NewProtocol body, ApiCommands commands) =>
                commands.Create(new DraftProtocol(file, body.Content, body.SubFile), id => $"/api/protocols/{id}"))
            .Changes(ProtocolOperations.Draft, creates: true);

        ofFile.MapGet("/", (Guid file, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new ProtocolsOfFile(file, cursor, PageSize.Of(size))))
            .Does(ProtocolOperations.ListOfFile).Produces<Page<ProtocolRow>>();

        var protocols = api.MapGroup("/protocols");

        protocols.MapGet("/", (string? search, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new ProtocolList(search, cursor, PageSize.Of(size))))
            .Does(ProtocolOperations.List).Produces<Page<ProtocolRow>>();

        var protocol = protocols.MapGroup("/{id:guid}");

        protocol.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new ProtocolDocument(id))).Shows<ActionProtocol>(ProtocolOperations.View);

        // A form in Georgian; with language=ka-en, English stands beside it.
        protocol.MapGet("/print", (Guid id, string? language, ApiQueries queries) =>
            {
                var withEnglish = QueryParameters.Code(language, "language", Georgian, GeorgianAndEnglish) is GeorgianAndEnglish;
                return queries.Ask(new ProtocolOverview(id, OnPaper: true), view =>
                    new RazorComponentResult<ProtocolPrint>(new { View = view, WithEnglish = withEnglish, By = queries.Actor.Name, At = queries.Now }));
            })
            .Does(ProtocolOperations.Print).Produces<string>(StatusCodes.Status200OK, "text/html");

        protocol.MapPut("/", (Guid id, ChangedProtocol body, ApiCommands commands) =>
                commands.Execute(new ChangeProtocol(id, commands.SeenVersion, body.Content)))
            .Changes(ProtocolOperations.Change).NeedsVersion();

        protocol.MapPost("/signing", (Guid id, NewSigning body, ApiCommands commands) =>
                commands.Execute(new SignProtocol(id, commands.SeenVersion, body.Signatures)))
            .Changes(ProtocolOperations.Sign).NeedsVersion();

        protocol.MapPost("/withdrawal", (Guid id, WithdrawnProtocol body, ApiCommands commands) =>
                commands.Execute(new WithdrawProtocol(id, commands.SeenVersion, body.Reason)))
            .Changes(ProtocolOperations.Withdraw).NeedsVersion();

        protocol.MapPost("/court-control", (Guid id, NewControl body, ApiCommands commands) =>
                commands.Execute(new RecordControl(id, commands.SeenVersion, body.Finding, body.Court, body.RulingNumber, body.RuledOn)))
            .Changes(ProtocolOperations.RecordControl).NeedsVersion();

        protocol.MapPost("/correction", (Guid id, CorrectedProtocol body, ApiCommands commands) =>
                commands.Execute(new CorrectProtocol(id, commands.SeenVersion, body.Reason)))
            .Changes(ProtocolOperations.Correct).NeedsVersion();

        protocol.MapPost("/exhibits", (Guid id, NewExhibits body, ApiCommands commands) =>
                commands.Execute(new RegisterExhibits(id, commands.SeenVersion, body.Exhibits)))
            .Changes(ProtocolOperations.RegisterExhibits).NeedsVersion();

        protocol.MapPost("/scan", (Guid id, NewScan body, ApiCommands commands) =>
                commands.Execute(new RegisterScan(id, commands.SeenVersion, body.Description)))
            .Changes(ProtocolOperations.RegisterScan).NeedsVersion();
    }
}

/// <summary>Why the draft is given up.</summary>
public sealed record WithdrawnProtocol(string Reason);

/// <summary>Why the protocol is to be corrected.</summary>
public sealed record CorrectedProtocol(string Reason);
