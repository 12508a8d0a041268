using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Platform.Storage;

/// <summary>What each feature hands to the platform: its operations, things and events, what serves it, and its routes.</summary>
public interface IFeature
{
    /// <summary>The class that declares what can be done with the feature: the start refuses one of which <see cref="Rules"/> has no row.</summary>
    Type Operations { get; }

    /// <summary>Who may do it: rows for the feature's own operations, and for no other's.</summary>
    IReadOnlyList<Rule> Rules { get; }

    /// <summary>The kinds of thing that are the feature's.</summary>
    IReadOnlyList<ThingDescriptor> Things => [];

    /// <summary>Registers event names, snapshots and projections.</summary>
    void Store(StoreOptions options);

    /// <summary>What the feature's events change in who has access.</summary>
    AccessFold Access => AccessFold.None;

    /// <summary>The texts by which something is found from this event on.</summary>
    IEnumerable<FoundText> Texts(IEvent happened) => [];

    /// <summary>Registers what the feature needs at run time.</summary>
    void Add(IServiceCollection services);

    /// <summary>Under what its routes stand in the description of the API.</summary>
    ApiSection Section { get; }

    /// <summary>Maps the routes, below <c>/api</c>.</summary>
    void Map(IEndpointRouteBuilder api);
}
