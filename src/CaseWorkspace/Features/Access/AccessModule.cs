using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Features.Access;

/// <summary>Who may do what.</summary>
public sealed class AccessModule : IFeature
{
    public void Store(StoreOptions options)
    {
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(new AccessPolicy(AccessTable.Rules));
        services.AddSingleton<PersonSeen>();
    }

    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/colleagues", (string? role, string? cursor, int? size, Caller caller) =>
                caller.List(new ColleagueList(role, cursor, Caller.Size(size))))
            .WithTags("Access")
            .Does(AccessOperations.ListColleagues).Produces<Page<ColleagueRow>>();
}
