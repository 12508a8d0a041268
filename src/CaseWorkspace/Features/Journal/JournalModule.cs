using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseWorkspace.Features.Journal;

/// <summary>The record of who looked at what.</summary>
public sealed class JournalModule : IFeature
{
    public Type Operations => typeof(JournalOperations);

    public IReadOnlyList<Rule> Rules => JournalOperations.Rules;

    public void Store(StoreOptions options)
    {
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<JournalExport>();
        services.AddSingleton(new FileTab("journal.consultations.tab", "consultations", typeof(ConsultationsTab), JournalOperations.ViewConsultations, 94));
        services.AddSingleton(new DeskPart(typeof(OversightPart), JournalOperations.ReadDenials, 20));
        services.AddSingleton(new NavigationEntry(
            "journal.list", "/journal", Icons.Material.Outlined.ReceiptLong, JournalOperations.Read, 'j', 60));
    }

    public ApiSection Section => new("Journal", "Every change and every look, for auditors.");

    public void Map(IEndpointRouteBuilder api) => JournalEndpoints.Map(api);
}
