using CaseWorkspace.Features.InformationRequests.Pages;
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

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Requests for information, in and out.</summary>
public sealed class InformationRequestsModule : IFeature
{
    public Type Operations => typeof(InformationRequestOperations);

    public IReadOnlyList<Rule> Rules => InformationRequestOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => RequestThings.All;

    public AccessFold Access => InformationRequestAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<RequestRegistered>("request-registered");
        options.Events.MapEventType<RegistrationCorrected>("registration-corrected");
        options.Events.MapEventType<RequestWithdrawn>("request-withdrawn");
        options.Events.MapEventType<RequestAssigned>("request-assigned");
        options.Events.MapEventType<RefusalPrepared>("refusal-prepared");
        options.Events.MapEventType<RefusalReturned>("refusal-returned");
        options.Events.MapEventType<RequestRefused>("request-refused");
        options.Events.MapEventType<AnswerPrepared>("answer-prepared");
        options.Events.MapEventType<AnswerSubmitted>("answer-submitted");
        options.Events.MapEventType<AnswerReturned>("answer-returned");
        options.Events.MapEventType<ReleaseAuthorised>("release-authorised");
        options.Events.MapEventType<AnswerReleased>("answer-released");
        options.Events.MapEventType<AnswerTransmitted>("answer-transmitted");
        options.Events.MapEventType<RequestDrafted>("request-drafted");
        options.Events.MapEventType<RequestRevised>("request-revised");
        options.Events.MapEventType<RequestSubmitted>("request-submitted");
        options.Events.MapEventType<RequestReturned>("request-returned");
        options.Events.MapEventType<RequestAuthorised>("request-authorised");
        options.Events.MapEventType<RequestTransmitted>("request-transmitted");
        options.Events.MapEventType<AnswerRecorded>("answer-recorded");
        options.Events.MapEventType<DocumentAdded>("document-added");
        options.Events.MapEventType<ClarificationPrepared>("clarification-prepared");
        options.Events.MapEventType<ClarificationReturned>("clarification-returned");
        options.Events.MapEventType<ClarificationAsked>("clarification-asked");
        options.Events.MapEventType<ClarificationGiven>("clarification-given");
        options.Events.MapEventType<RequestClosed>("request-closed");

        options.Projections.Snapshot<InformationRequest>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => InformationRequestTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<RequestDocuments>();
        services.AddSingleton(RequestAudiences.Version);
        services.AddSingleton<IDeskSource, RequestDesk>();
        services.AddSingleton(new NavigationEntry(
            "request.list", "/requests", Icons.Material.Outlined.SwapHoriz, InformationRequestOperations.List, 'r', 30));
        services.AddSingleton(new SearchPlace("request.list", "/requests", 30, (words, size) => new FirstRows<RequestRow, SearchHit>(
            new RequestList(words, null, null, size), row => new SearchHit(
                $"/requests/{row.Id}", row.Number, row.Subject, "request-state", row.State, row.ReceivedAt, row.Level, row.Handling) { Matched = row.Matched })));
        services.AddSingleton(new PastPart(ThingKind.Investigation, typeof(RequestsThen), 20));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "request.draft", "requests/new", InformationRequestOperations.Draft, 20));
        services.AddSingleton(new FileTab("request.list", "requests", typeof(RequestsTab), InformationRequestOperations.ListOfFile, 25, RequestThings.Request));
    }

    public ApiSection Section => new("Information requests", "What authorities here and abroad ask each other through liaison officers, and the answers.");

    public void Map(IEndpointRouteBuilder api) => InformationRequestEndpoints.Map(api);
}
