using CaseWorkspace.Platform.Relations;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Platform.Storage;

/// <summary>What each feature hands to the platform: its events, what serves it, and its routes.</summary>
public interface IFeature
{
    /// <summary>The class that declares what can be done with the feature: the start refuses one that the table of rules does not know.</summary>
    Type Operations { get; }

    /// <summary>Registers event names, snapshots and projections.</summary>
    void Store(StoreOptions options);

    /// <summary>What the feature's events change in who has access.</summary>
    AccessFold Access => AccessFold.None;

    /// <summary>The texts by which something is found from this event on.</summary>
    IEnumerable<FoundText> Texts(IEvent happened) => [];

    /// <summary>Registers what the feature needs at run time.</summary>
    void Add(IServiceCollection services);

    /// <summary>Maps the routes, below <c>/api</c>.</summary>
    void Map(IEndpointRouteBuilder api);
}
