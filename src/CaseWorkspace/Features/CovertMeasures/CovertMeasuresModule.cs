using CaseWorkspace.Features.CovertMeasures.Pages;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
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
using MudBlazor;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>Covert measures: from their authorisation until the person was notified and the material is settled. Open to those named in the sealed sub-file alone.</summary>
public sealed class CovertMeasuresModule : IFeature
{
    public Type Operations => typeof(CovertOperations);

    public IReadOnlyList<Rule> Rules => CovertOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => CovertThings.All;

    public AccessFold Access => CovertAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<CovertMeasureRecorded>("covert-measure-recorded");
        options.Events.MapEventType<CovertMeasureCorrected>("covert-measure-corrected");
        options.Events.MapEventType<CovertMeasureWithdrawn>("covert-measure-withdrawn");
        options.Events.MapEventType<CovertMeasureExtended>("covert-measure-extended");
        options.Events.MapEventType<CovertControlRecorded>("covert-control-recorded");
        options.Events.MapEventType<CovertMeasureEnded>("covert-measure-ended");
        options.Events.MapEventType<CovertNotificationPostponed>("covert-notification-postponed");
        options.Events.MapEventType<CovertNotificationServed>("covert-notification-served");
        options.Events.MapEventType<CovertMaterialSettled>("covert-material-settled");
        options.Events.MapEventType<CovertStepTakenBack>("covert-step-taken-back");

        options.Projections.Snapshot<CovertMeasure>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => CovertTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IDeskSource, CovertDesk>();
        services.AddSingleton(new NavigationEntry("covert.list", "/covert-measures", Icons.Material.Outlined.Hearing, CovertOperations.List, 'v', 19));
        services.AddSingleton(new SearchPlace("covert.list", "/covert-measures", 19, (words, size) => new FirstRows<MeasureRow, SearchHit>(
            new MeasureList(words, null, size), row => new SearchHit(
                $"/covert-measures/{row.Id}", $"{row.FileNumber} · {row.Number}", string.Join(" · ", new[] { CodeLists.Label("covert-measure", row.Kind), row.OnWhat }.OfType<string>()),
                "covert-state", row.State, row.RecordedAt, row.Level) { Matched = row.Matched })));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "covert.record", "covert-measures/new", CovertOperations.Record, 9));
        services.AddSingleton(new FileTab("covert.tab", "covert-measures", typeof(MeasuresTab), CovertOperations.ListOfFile, 58, CovertThings.Measure));
    }

    public ApiSection Section => new("Covert measures", "Covert measures in sealed sub-files: ruling, kind, period, extensions, the court's control, end, notification, and what becomes of the material.");

    public void Map(IEndpointRouteBuilder api) => CovertEndpoints.Map(api);
}
