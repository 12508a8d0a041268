using CaseWorkspace.Platform.Web.Frame;
using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseWorkspace.Features.Journal;

/// <summary>The record of who looked at what.</summary>
public sealed class JournalModule : IFeature
{
    public void Store(StoreOptions options)
    {
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<JournalExport>();
        services.AddSingleton(new NavigationEntry(
            "journal.list", "/journal", Icons.Material.Outlined.ReceiptLong, JournalOperations.Read, 'j', 60));
    }

    public void Map(IEndpointRouteBuilder api) => JournalEndpoints.Map(api);
}
