using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseWorkspace.Features.Access;

/// <summary>Who may do what, and how that is given and taken where no case file does it.</summary>
public sealed class AccessModule : IFeature
{
    public Type Operations => typeof(AccessOperations);

    public IReadOnlyList<Rule> Rules => AccessOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => AccessThings.All;

    public AccessFold Access => AccessChanges.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<EmergencyAccessTaken>("glass-broken");
        options.Events.MapEventType<EmergencyAccessClosed>("glass-closed");
        options.Events.MapEventType<EmergencyAccessReviewed>("glass-reviewed");
        options.Events.MapEventType<EmergencyAccessReopened>("emergency-access-reopened");
        options.Events.MapEventType<StandInNamed>("stand-in-named");
        options.Events.MapEventType<StandInEnded>("stand-in-ended");
        options.Events.MapEventType<ColleagueAppointed>("colleague-appointed");

        options.Projections.Snapshot<EmergencyAccess>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<StandIn>(SnapshotLifecycle.Inline);
        options.Projections.LiveStreamAggregation<Appointment>();
        // The table's name is older than the type's.
        options.Schema.For<EmergencyAccess>().DocumentAlias("breakglass").Index(entry => entry.By).Index(entry => entry.State);
        options.Schema.For<StandIn>().Index(one => one.Away).Index(one => one.Person).Index(one => one.NamedBy);
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<ColleagueDirectory>();
        services.AddSingleton<IDeskSource, EmergencyAccessDesk>();
        services.AddSingleton<IDeskSource, EmergencyAccessToOwnFilesDesk>();
        services.AddSingleton(new AccessPart(typeof(StandInPart), AccessOperations.NameStandIn, 10));
        services.AddSingleton(new BandAcross(typeof(EmergencyAccessBand)));
        services.AddSingleton(new NavigationEntry(
            "access.page", "/access", Icons.Material.Outlined.Key, AccessOperations.NameStandIn, 'a', 70));
        services.AddSingleton(new NavigationEntry(
            "standing.page", "/who-could-see", Icons.Material.Outlined.Visibility, AccessOperations.OverseeAccess, 'w', 65));
        services.AddSingleton(new FileTab("access.tab", "access", typeof(AccessTab), AccessOperations.ViewAccess, 92));
        services.AddSingleton(new DeskPart(typeof(EmergencyAccessPart), AccessOperations.ListEmergencyAccessToFile, 5));
    }

    public ApiSection Section => new("Access", "Who can see a file and could, urgent entry without a relation to a file, and stand-ins.");

    public void Map(IEndpointRouteBuilder api) => AccessEndpoints.Map(api);
}
