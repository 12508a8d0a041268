using CaseWorkspace.Features.Deadlines.Pages;
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

namespace CaseWorkspace.Features.Deadlines;

/// <summary>Clocks that the law starts, and all deadlines of files on one line of time.</summary>
public sealed class DeadlinesModule : IFeature
{
    public Type Operations => typeof(DeadlineOperations);

    public IReadOnlyList<Rule> Rules => DeadlineOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => DeadlineThings.All;

    public AccessFold Access => DeadlineAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<ClockStarted>("clock-started");
        options.Events.MapEventType<ClockCorrected>("clock-corrected");
        options.Events.MapEventType<LimitMet>("limit-met");
        options.Events.MapEventType<LimitOpenedAgain>("limit-opened-again");
        options.Events.MapEventType<ClockStopped>("clock-stopped");
        options.Events.MapEventType<ClockResumed>("clock-resumed");

        options.Projections.Snapshot<CaseClock>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => DeadlineTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<DeadlineCalendar>();
        services.AddSingleton(new NavigationEntry("deadline.list", "/deadlines", Icons.Material.Outlined.Event, DeadlineOperations.List, 'l', 29));
        services.AddSingleton<IDeskSource, ClockDesk>();
        services.AddSingleton(new DeskPart(typeof(NoticesPart), DeadlineOperations.ListNotices, 8));
        services.AddSingleton(new BandAcross(typeof(NoticeAlert)));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "clock.start", "clocks/new", DeadlineOperations.Start, 8));
        services.AddSingleton(new FileTab("deadline.tab", "deadlines", typeof(DeadlinesTab), DeadlineOperations.ListOfFile, 60, DeadlineThings.Clock));
    }

    public ApiSection Section => new("Deadlines", "Clocks that the law starts: an arrest, a hearing; and all that has a deadline in the files, also as a calendar.");

    public void Map(IEndpointRouteBuilder api) => DeadlineEndpoints.Map(api);
}
