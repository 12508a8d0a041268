using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
    }

    public void Map(IEndpointRouteBuilder api) => InvestigationEndpoints.Map(api);
}
