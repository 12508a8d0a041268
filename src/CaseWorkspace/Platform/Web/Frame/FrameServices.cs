using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What the pages need of the container.</summary>
public static class FrameServices
{
    /// <summary>The zone, language and keys need nothing here; the rest does.</summary>
    public static IServiceCollection AddFrame(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            options.SnackbarConfiguration.VisibleStateDuration = 6000;
        });
        services.AddSingleton<ThemeStyles>();
        services.AddSingleton(new NavigationEntry("frame.nav.desk", "/", Icons.Material.Outlined.Inbox, null, 'd', 0));
        services.AddScoped<PageActor>();
        services.AddScoped<PageActions>();
        services.AddScoped<Desk>();
        services.AddScoped<Announcer>();
        services.AddScoped<Anchor>();
        services.AddSingleton<Changes>();
        services.AddHostedService<ChangeFeed>();
        services.AddScoped<LiveUpdates>();
        services.AddScoped<CircuitHandler, LiveLine>();
        services.AddScoped<Drafts>();
        services.AddDataProtection();
        services.AddScoped<FactorFirst>();
        services.AddScoped<PurposeQuestions>();
        services.AddScoped<DeskVisits>();
        return services;
    }
}
