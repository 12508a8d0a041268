using CaseWorkspace.Platform.Web.Frame;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Case files.</summary>
public sealed class InvestigationsModule : IFeature
{
    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<InvestigationOpened>("investigation-opened");
        options.Events.MapEventType<MemberAdded>("member-added");
        options.Events.MapEventType<MemberRemoved>("member-removed");
        options.Events.MapEventType<ProsecutorNamed>("prosecutor-named");
        options.Events.MapEventType<NoteAdded>("note-added");

        options.Projections.Snapshot<Investigation>(SnapshotLifecycle.Inline);
        options.Projections.Add(new InvestigationAccess(), ProjectionLifecycle.Inline);
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(
            "file.list", "/files", Icons.Material.Outlined.Folder, InvestigationOperations.List, 'f', 10));
        services.AddSingleton(new SearchPlace("/files", InvestigationOperations.List));
        services.AddSingleton(new FileTab("file.tab.overview", "", typeof(OverviewTab), InvestigationOperations.View, 0));
        services.AddSingleton(new FileTab("file.tab.timeline", "timeline", typeof(TimelineTab), InvestigationOperations.ViewTimeline, 10));
        services.AddSingleton(new FileTab("file.tab.team", "team", typeof(TeamTab), InvestigationOperations.View, 90));
        services.AddSingleton(new DeskPart(typeof(RecentChangesPart), InvestigationOperations.ViewTimeline, 10));
    }

    public void Map(IEndpointRouteBuilder api) => InvestigationEndpoints.Map(api);
}
