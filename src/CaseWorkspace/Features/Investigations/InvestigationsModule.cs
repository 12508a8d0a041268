using CaseWorkspace.Features.Access;
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

namespace CaseWorkspace.Features.Investigations;

/// <summary>Case files.</summary>
public sealed class InvestigationsModule : IFeature
{
    public Type Operations => typeof(InvestigationOperations);

    public IReadOnlyList<Rule> Rules => InvestigationOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => InvestigationThings.All;

    public AccessFold Access => InvestigationAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<InvestigationOpened>("investigation-opened");
        options.Events.MapEventType<InvestigationCorrected>("investigation-corrected");
        options.Events.MapEventType<MemberAdded>("member-added");
        options.Events.MapEventType<MemberRemoved>("member-removed");
        options.Events.MapEventType<ProsecutorNamed>("prosecutor-named");
        options.Events.MapEventType<NoteAdded>("note-added");
        options.Events.MapEventType<LeadHandedOver>("lead-handed-over");
        options.Events.MapEventType<RestrictionProposed>("restriction-proposed");
        options.Events.MapEventType<FileRestricted>("file-restricted");
        options.Events.MapEventType<RestrictionLifted>("restriction-lifted");
        options.Events.MapEventType<OfficialNumberRecorded>("official-number-recorded");
        options.Events.MapEventType<OfficialNumberEnded>("official-number-ended");
        options.Events.MapEventType<InvestigationSuspended>("investigation-suspended");
        options.Events.MapEventType<InvestigationResumed>("investigation-resumed");
        options.Events.MapEventType<InvestigationTerminated>("investigation-terminated");
        options.Events.MapEventType<CaseReferredToCourt>("case-referred-to-court");
        options.Events.MapEventType<VerdictRecorded>("verdict-recorded");
        options.Events.MapEventType<FileClosed>("file-closed");
        options.Events.MapEventType<FileReopened>("file-reopened");
        options.Events.MapEventType<SubFileSealed>("sub-file-sealed");
        options.Events.MapEventType<PersonNamedInSubFile>("person-named-in-sub-file");
        options.Events.MapEventType<PersonTakenOffSubFile>("person-taken-off-sub-file");
        options.Events.MapEventType<SubFileHandedOver>("sub-file-handed-over");
        options.Events.MapEventType<SubFileSupervisionHandedOver>("sub-file-supervision-handed-over");
        options.Events.MapEventType<SubFileNoteAdded>("sub-file-note-added");
        options.Events.MapEventType<SubFileUnsealed>("sub-file-unsealed");
        options.Events.MapEventType<AccessAsked>("access-asked");
        options.Events.MapEventType<AccessGranted>("access-granted");
        options.Events.MapEventType<AccessRefused>("access-refused");

        options.Projections.Snapshot<Investigation>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<SubFile>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<AccessAsk>(SnapshotLifecycle.Inline);
        options.Schema.For<AccessAsk>().Index(ask => ask.By);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => InvestigationTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(
            "file.list", "/files", Icons.Material.Outlined.Folder, InvestigationOperations.List, 'f', 10));
        services.AddSingleton(new SearchPlace("file.list", "/files", 10, (words, size) => new FirstRows<InvestigationRow, SearchHit>(
            new InvestigationList(words, null, size), row => new SearchHit(
                $"/files/{row.Id}", row.Number, row.Title, "investigation-state", row.State, row.OpenedAt, row.Level) { Matched = row.Matched })));
        services.AddSingleton(new FileTab("file.tab.overview", "", typeof(OverviewTab), InvestigationOperations.View, 0));
        services.AddSingleton(new FileTab("file.tab.timeline", "timeline", typeof(TimelineTab), InvestigationOperations.ViewTimeline, 40));
        services.AddSingleton<IDeskSource, AccessAskDesk>();
        services.AddSingleton<IDeskSource, RestrictionDesk>();
        services.AddSingleton(new AccessPart(typeof(AskPart), InvestigationOperations.AskForAccess, 0));
        services.AddSingleton(new PastPart(ThingKind.Investigation, typeof(NotesThen), 5));
        services.AddSingleton(new PastPart(ThingKind.Investigation, typeof(SubFilesThen), 30));
        services.AddSingleton(new FileTab("asof.tab", "as-of", typeof(AsOfTab), InvestigationOperations.ViewAsOf, 96));
        services.AddSingleton(new FileTab("subfile.tab", "sub-files", typeof(SubFilesTab), InvestigationOperations.ListSubFiles, 80, ThingKind.SubFile));
        services.AddSingleton(new FileTab("file.tab.team", "team", typeof(TeamTab), InvestigationOperations.View, 90));
        services.AddSingleton(new DeskPart(typeof(RecentChangesPart), InvestigationOperations.ViewTimeline, 10));
    }

    public ApiSection Section => new("Investigations", "Case files: who works on them, what is written in them, their sealed sub-files, and who asks to be let in.");

    public void Map(IEndpointRouteBuilder api) => InvestigationEndpoints.Map(api);
}
