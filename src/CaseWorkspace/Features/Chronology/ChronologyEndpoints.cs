using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Chronology;

/// <summary>The routes of the chronology.</summary>
public static class ChronologyEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}/occurrences");

        ofFile.MapPost("/", (Guid file, NewOccurrence body, ApiCommands commands) =>
                commands.Create(new RecordOccurrence(file, body.Content, body.SubFile), id => $"/api/occurrences/{id}"))
            .Changes(ChronologyOperations.Record, creates: true);

        ofFile.MapGet("/", (Guid file, Guid? person, string? search, bool? withdrawn, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new OccurrencesOfFile(file, cursor, PageSize.Of(size)) { Person = person, Search = search.OrNothing(), WithWithdrawn = withdrawn ?? false }))
            .Does(ChronologyOperations.ListOfFile).Produces<Page<OccurrenceRow>>();

        // What an entry can name: the people, or the sources, of the file and of the sealed sub-file.
        ofFile.MapGet("/named", (Guid file, bool? people, string? search, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new ThingsToName(file, people ?? false, search.OrNothing(), cursor, PageSize.Of(size))))
            .Does(ChronologyOperations.ListNamed).Produces<Page<NamedThing>>();

        var occurrences = api.MapGroup("/occurrences");

        occurrences.MapGet("/", (string? search, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new OccurrenceList(search.OrNothing(), cursor, PageSize.Of(size))))
            .Does(ChronologyOperations.List).Produces<Page<OccurrenceRow>>();

        var occurrence = occurrences.MapGroup("/{id:guid}");

        occurrence.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new OccurrenceDocument(id))).Shows<Occurrence>(ChronologyOperations.View);

        occurrence.MapPost("/correction", (Guid id, CorrectedOccurrence body, ApiCommands commands) =>
                commands.Execute(new CorrectOccurrence(id, commands.SeenVersion, body.Content, body.Reason)))
            .Changes(ChronologyOperations.Correct).NeedsVersion();

        occurrence.MapPost("/withdrawal", (Guid id, WithdrawnOccurrence body, ApiCommands commands) =>
                commands.Execute(new WithdrawOccurrence(id, commands.SeenVersion, body.Reason)))
            .Changes(ChronologyOperations.Withdraw).NeedsVersion();

        occurrence.MapPost("/restoration", (Guid id, RestoredOccurrence body, ApiCommands commands) =>
                commands.Execute(new RestoreOccurrence(id, commands.SeenVersion, body.Reason)))
            .Changes(ChronologyOperations.Restore).NeedsVersion();
    }
}
