using CaseWorkspace.Features.Protocols.Pages;
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

namespace CaseWorkspace.Features.Protocols;

/// <summary>Protocols of investigative actions, from which the exhibits are registered that were found.</summary>
public sealed class ProtocolsModule : IFeature
{
    public Type Operations => typeof(ProtocolOperations);

    public IReadOnlyList<Rule> Rules => ProtocolOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => ProtocolThings.All;

    public AccessFold Access => ProtocolAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<ProtocolDrafted>("protocol-drafted");
        options.Events.MapEventType<ProtocolChanged>("protocol-changed");
        options.Events.MapEventType<ProtocolWithdrawn>("protocol-withdrawn");
        options.Events.MapEventType<ProtocolSigned>("protocol-signed");
        options.Events.MapEventType<CourtControlRecorded>("court-control-recorded");
        options.Events.MapEventType<ProtocolCorrectionBegun>("protocol-correction-begun");
        options.Events.MapEventType<ProtocolCorrectionDropped>("protocol-correction-dropped");
        options.Events.MapEventType<ProtocolCorrected>("protocol-corrected");
        options.Events.MapEventType<ExhibitsRegistered>("exhibits-registered");
        options.Events.MapEventType<ProtocolScanRegistered>("protocol-scan-registered");

        options.Projections.Snapshot<ActionProtocol>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => ProtocolTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IFollowUps, ProtocolCorrections>();
        services.AddSingleton(new NavigationEntry("protocol.list", "/protocols", Icons.Material.Outlined.HistoryEdu, ProtocolOperations.List, 'o', 18));
        services.AddSingleton<IDeskSource, ProtocolDesk>();
        services.AddSingleton(new SearchPlace("protocol.list", "/protocols", 18, (words, size) => new FirstRows<ProtocolRow, SearchHit>(
            new ProtocolList(words, null, size), row => new SearchHit(
                $"/protocols/{row.Id}", $"{row.FileNumber} · {row.Number}", string.Join(" · ", new[] { row.ActionWords ?? CodeLists.Label("investigative-action", row.Action), row.Place }.OfType<string>()),
                "protocol-state", row.State, row.DraftedAt, row.Level) { Matched = row.Matched })));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "protocol.draft", "protocols/new", ProtocolOperations.Draft, 8));
        services.AddSingleton(new FileTab("protocol.tab", "protocols", typeof(ProtocolsTab), ProtocolOperations.ListOfFile, 20, ProtocolThings.Protocol));
    }

    public ApiSection Section => new("Protocols", "Protocols of investigative actions: what was done, by whom, on which ruling or decree, what was found; signatures, the court's control, and the exhibits that are registered from them.");

    public void Map(IEndpointRouteBuilder api) => ProtocolEndpoints.Map(api);
}
