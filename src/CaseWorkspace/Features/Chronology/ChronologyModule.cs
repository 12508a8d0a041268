using CaseWorkspace.Features.Chronology.Pages;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What happened in the world, in the order in which it happened, and on one line of time by people.</summary>
public sealed class ChronologyModule : IFeature
{
    public Type Operations => typeof(ChronologyOperations);

    public IReadOnlyList<Rule> Rules => ChronologyOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => ChronologyThings.All;

    public AccessFold Access => ChronologyAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<OccurrenceRecorded>("occurrence-recorded");
        options.Events.MapEventType<OccurrenceCorrected>("occurrence-corrected");
        options.Events.MapEventType<OccurrenceWithdrawn>("occurrence-withdrawn");
        options.Events.MapEventType<OccurrenceRestored>("occurrence-restored");

        options.Projections.Snapshot<Occurrence>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => ChronologyTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(new SearchPlace("occurrence.list", "/occurrences", 19, (words, size) => new FirstRows<OccurrenceRow, SearchHit>(
            new OccurrenceList(words, null, size), row => new SearchHit(
                $"/occurrences/{row.Id}", $"{row.FileNumber} · {row.Number}", row.Content?.Text, "occurrence-state", row.State, row.RecordedAt, row.Level, row.Content?.HandlingCode)
            {
                Matched = row.Matched,
            })));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "occurrence.record", "occurrences/new", ChronologyOperations.Record, 9));
        services.AddSingleton(new FileTab("occurrence.tab", "chronology", typeof(ChronologyTab), ChronologyOperations.ListOfFile, 35, ChronologyThings.Occurrence));
    }

    public ApiSection Section => new("Chronology", "What happened in the world, dated or between two times: where, who took part, on which source it rests, and its grade.");

    public void Map(IEndpointRouteBuilder api) => ChronologyEndpoints.Map(api);
}
