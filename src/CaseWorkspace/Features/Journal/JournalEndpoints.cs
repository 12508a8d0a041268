using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Journal;

/// <summary>The routes of the journal.</summary>
public static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/journal", (Guid? person, Guid? thing, bool? denied, string? cursor, int? size, Caller caller) =>
                caller.List(new JournalList(person, thing, denied ?? false, cursor, Caller.Size(size))))
            .WithTags("Journal")
            .Does(JournalOperations.Read).Produces<Page<JournalRow>>();
}
