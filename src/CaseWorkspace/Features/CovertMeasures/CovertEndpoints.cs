using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The routes of covert measures.</summary>
public static class CovertEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sub-files/{id:guid}/covert-measures", (Guid id, NewMeasure body, ApiCommands commands) =>
                commands.Create(new RecordMeasure(id, body.Content), made => $"/api/covert-measures/{made}"))
            .Changes(CovertOperations.Record, creates: true);

        api.MapGet("/investigations/{file:guid}/covert-measures", (Guid file, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new MeasuresOfFile(file, cursor, PageSize.Of(size))))
            .Does(CovertOperations.ListOfFile).Produces<Page<MeasureRow>>();

        var measures = api.MapGroup("/covert-measures");

        measures.MapGet("/", (string? search, string? cursor, int? size, ApiQueries queries) => queries.List(new MeasureList(search, cursor, PageSize.Of(size))))
            .Does(CovertOperations.List).Produces<Page<MeasureRow>>();

        var measure = measures.MapGroup("/{id:guid}");

        measure.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new MeasureDocument(id))).Shows<CovertMeasure>(CovertOperations.View);

        measure.MapPost("/correction", (Guid id, CorrectedMeasure body, ApiCommands commands) =>
                commands.Execute(new CorrectMeasure(id, commands.SeenVersion, body.Content, body.Reason)))
            .Changes(CovertOperations.Correct).NeedsVersion();

        measure.MapPost("/extension", (Guid id, NewExtension body, ApiCommands commands) =>
                commands.Execute(new ExtendMeasure(id, commands.SeenVersion, body.Ruling, body.Until)))
            .Changes(CovertOperations.Extend).NeedsVersion();

        measure.MapPost("/court-control", (Guid id, NewCovertControl body, ApiCommands commands) =>
                commands.Execute(new RecordCovertControl(id, commands.SeenVersion, body.Finding, body.Court, body.RulingNumber, body.RuledOn)))
            .Changes(CovertOperations.RecordControl).NeedsVersion();

        measure.MapPost("/end", (Guid id, EndedMeasure body, ApiCommands commands) =>
                commands.Execute(new EndMeasure(id, commands.SeenVersion, body.Ground, body.EndedAt, body.Note)))
            .Changes(CovertOperations.End).NeedsVersion();

        measure.MapPost("/notification/postponement", (Guid id, NewPostponement body, ApiCommands commands) =>
                commands.Execute(new PostponeNotification(id, commands.SeenVersion, body.Ruling, body.Until)))
            .Changes(CovertOperations.Postpone).NeedsVersion();

        measure.MapPost("/notification/service", (Guid id, ServedNotification body, ApiCommands commands) =>
                commands.Execute(new ServeNotification(id, commands.SeenVersion, body.ServedAt, body.How, body.ToWhom)))
            .Changes(CovertOperations.Serve).NeedsVersion();

        measure.MapPost("/material", (Guid id, SettledMaterial body, ApiCommands commands) =>
                commands.Execute(new SettleMaterial(id, commands.SeenVersion, body.Outcome, body.SettledAt, body.DoneBy, body.Reason, body.DrawnUp)))
            .Changes(CovertOperations.Settle).NeedsVersion();

        measure.MapPost("/last-step/withdrawal", (Guid id, StepTakenBack body, ApiCommands commands) =>
                commands.Execute(new TakeBackStep(id, commands.SeenVersion, body.Reason)))
            .Changes(CovertOperations.TakeBack).NeedsVersion();

        measure.MapPost("/withdrawal", (Guid id, WithdrawnMeasure body, ApiCommands commands) =>
                commands.Execute(new WithdrawMeasure(id, commands.SeenVersion, body.Reason)))
            .Changes(CovertOperations.Withdraw).NeedsVersion();
    }
}
