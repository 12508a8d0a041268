using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage.Erasure;
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

namespace CaseWorkspace.Features.People;

/// <summary>People recorded in files: who they are, in which status, under which charge, and what is known of them.</summary>
public sealed class PeopleModule : IFeature
{
    public Type Operations => typeof(PeopleOperations);

    public IReadOnlyList<Rule> Rules => PeopleOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => PeopleThings.All;

    public AccessFold Access => PeopleAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<PersonRecorded>("person-recorded");
        options.Events.MapEventType<PersonDescriptionCorrected>("person-description-corrected");
        options.Events.MapEventType<ProceduralStatusSet>("procedural-status-set");
        options.Events.MapEventType<AnalyticCategorySet>("analytic-category-set");
        options.Events.MapEventType<PersonFactRecorded>("person-fact-recorded");
        options.Events.MapEventType<PersonFactWithdrawn>("person-fact-withdrawn");
        options.Events.MapEventType<ConductQualified>("conduct-qualified");
        options.Events.MapEventType<QualificationWithdrawn>("qualification-withdrawn");
        options.Events.MapEventType<ScreeningRecorded>("screening-recorded");
        options.Events.MapEventType<ScreeningDecided>("screening-decided");

        options.Events.MapEventType<RepresentativeNamed>("representative-named");
        options.Events.MapEventType<RepresentativeEnded>("representative-ended");
        options.Events.MapEventType<SecrecyBound>("secrecy-bound");
        options.Events.MapEventType<RecordReviewed>("record-reviewed");
        options.Events.MapEventType<IdentityKept>("identity-kept");
        options.Events.MapEventType<IdentityProtected>("identity-protected");
        options.Events.MapEventType<IdentityProtectionConfirmed>("identity-protection-confirmed");
        options.Events.MapEventType<IdentityReleaseAsked>("identity-release-asked");
        options.Events.MapEventType<IdentityReleaseRefused>("identity-release-refused");
        options.Events.MapEventType<IdentityReleased>("identity-released");
        options.Events.MapEventType<IdentityRestored>("identity-restored");
        options.Events.MapEventType<KeptDescriptionCorrected>("kept-description-corrected");
        options.Events.MapEventType<KeptFactRecorded>("kept-fact-recorded");
        options.Events.MapEventType<KeptFactWithdrawn>("kept-fact-withdrawn");

        options.Events.MapEventType<PersonRestricted>("person-restricted");
        options.Events.MapEventType<PersonRestrictionLifted>("person-restriction-lifted");
        options.Events.MapEventType<IdentityFrozen>("identity-frozen");
        options.Events.MapEventType<IdentityUnfrozen>("identity-unfrozen");
        options.Events.MapEventType<PersonErasureProposed>("person-erasure-proposed");
        options.Events.MapEventType<PersonErasureRefused>("person-erasure-refused");
        options.Events.MapEventType<PersonErasureAgreed>("person-erasure-agreed");
        options.Events.MapEventType<PersonErased>("person-erased");
        options.Events.MapEventType<PersonErasureCompleted>("person-erasure-completed");
        options.Events.MapEventType<IdentityErased>("identity-erased");

        options.Projections.Snapshot<ProtectedIdentity>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<RecordedPerson>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => PeopleTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(
            "person.list", "/people", Icons.Material.Outlined.People, PeopleOperations.List, 'p', 15));
        services.AddSingleton<IDeskSource, ScreeningDesk>();
        services.AddSingleton<IDeskSource, ReviewDesk>();
        services.AddSingleton<IDeskSource, IdentityDesk>();
        services.AddSingleton<IDeskSource, ErasureDesk>();
        services.AddSingleton<IErasesThings, PersonErasure>();
        services.AddSingleton(new SearchPlace("identity.list", "/protected-identities", 16, (words, size) => new FirstRows<IdentityRow, SearchHit>(
            new IdentityList(words, null, size), row => new SearchHit(
                $"/protected-identities/{row.Id}", $"{row.FileNumber} · {row.Number}", row.Alias, "identity-state", row.State, row.KeptAt, row.Level)
            {
                Matched = row.Matched,
            })));
        services.AddSingleton(new SearchPlace("person.list", "/people", 15, (words, size) => new FirstRows<PersonRow, SearchHit>(
            new PeopleList(words, null, size), row => new SearchHit(
                $"/people/{row.Id}", $"{row.FileNumber} · {row.Number}", row.Name, "procedural-status", row.Status ?? "none", row.RecordedAt, row.Level)
            {
                Matched = row.Matched,
            })));
        services.AddSingleton(new PastPart(ThingKind.Investigation, typeof(PeopleThen), 5));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "person.record", "people/new", PeopleOperations.Record, 5));
        services.AddSingleton(new FileTab("person.tab", "people", typeof(PeopleTab), PeopleOperations.ListOfFile, 10, PeopleThings.Person));
    }

    public ApiSection Section => new("People", "People recorded in files: who they are, their status, the qualification of their conduct, what is known of them, and screening for trafficking.");

    public void Map(IEndpointRouteBuilder api) => PeopleEndpoints.Map(api);
}
