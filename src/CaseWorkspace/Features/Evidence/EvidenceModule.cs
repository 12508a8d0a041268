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

namespace CaseWorkspace.Features.Evidence;

/// <summary>Items of evidence and their content.</summary>
public sealed class EvidenceModule : IFeature
{
    public Type Operations => typeof(EvidenceOperations);

    public IReadOnlyList<Rule> Rules => EvidenceOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => EvidenceThings.All;

    public AccessFold Access => EvidenceAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<EvidenceRegistered>("evidence-registered");
        options.Events.MapEventType<EvidenceCorrected>("evidence-corrected");
        options.Events.MapEventType<EvidenceWithdrawn>("evidence-withdrawn");
        options.Events.MapEventType<EvidenceReinstated>("evidence-reinstated");
        options.Events.MapEventType<ContentSealed>("content-sealed");
        options.Events.MapEventType<ItemMarkedPrivileged>("item-marked-privileged");
        options.Events.MapEventType<ItemPrivilegeLifted>("item-privilege-lifted");
        options.Events.MapEventType<ContentVerified>("content-verified");
        options.Events.MapEventType<ContentFoundDamaged>("content-found-damaged");
        options.Events.MapEventType<ContentRecordFoundAltered>("content-record-found-altered");
        options.Events.MapEventType<EvidenceReviewed>("evidence-reviewed");
        options.Events.MapEventType<CustodyOffered>("custody-offered");
        options.Events.MapEventType<CustodyAccepted>("custody-accepted");
        options.Events.MapEventType<CustodyRefused>("custody-refused");
        options.Events.MapEventType<CustodyWithdrawn>("custody-withdrawn");

        options.Projections.Snapshot<EvidenceItem>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => EvidenceTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<EvidenceContent>();
        services.AddSingleton(EvidenceAudiences.Version);
        services.AddSingleton<IFollowUps, FoundItems>();
        services.AddSingleton(new NavigationEntry(
            "evidence.list", "/evidence", Icons.Material.Outlined.Inventory2, EvidenceOperations.List, 'e', 20));
        services.AddSingleton<IDeskSource, EvidenceDesk>();
        services.AddSingleton<IDeskSource, CustodyDesk>();
        services.AddSingleton(new SearchPlace("evidence.list", "/evidence", 20, (words, size) => new FirstRows<EvidenceRow, SearchHit>(
            new EvidenceList(words, null, size), row => new SearchHit(
                $"/evidence/{row.Id}", row.FileNumber is null ? row.Number : $"{row.FileNumber} · {row.Number}", row.Description,
                "evidence-state", row.State, row.RegisteredAt, row.Level) { Matched = row.Matched })));
        services.AddSingleton(new PastPart(ThingKind.Investigation, typeof(EvidenceThen), 10));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "evidence.register", "evidence/new", EvidenceOperations.Register, 10));
        services.AddSingleton(new FileTab("evidence.tab", "evidence", typeof(EvidenceTab), EvidenceOperations.ListOfFile, 15, EvidenceThings.Item));
    }

    public ApiSection Section => new("Evidence", "Items of evidence: their content, sealed once, its verification, reviews, and the chain of custody.");

    public void Map(IEndpointRouteBuilder api) => EvidenceEndpoints.Map(api);
}
