using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Features.Journal;

/// <summary>The record of who looked at what.</summary>
public sealed class JournalModule : IFeature
{
    public void Store(StoreOptions options)
    {
    }

    public void Add(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder api) => JournalEndpoints.Map(api);
}
