using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Platform.Web;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Features;

/// <summary>Puts platform and features together, the same for every host.</summary>
public static class WorkspaceServices
{
    /// <summary>Adds the event store, the pipelines and all features.</summary>
    public static IServiceCollection AddWorkspace(this IServiceCollection services, IConfiguration configuration) =>
        services.AddWorkspace(configuration, AllFeatures.Modules);

    internal static IServiceCollection AddWorkspace(
        this IServiceCollection services, IConfiguration configuration, IReadOnlyList<IFeature> features)
    {
        // Before anything runs: what no rule knows is part of no host.
        DeclaredOperations.Check(features.Select(feature => (feature.Operations, feature.Rules)));
        var connection = configuration.GetConnectionString("Workspace")
            ?? throw new InvalidOperationException(
                "The setting ConnectionStrings:Workspace is missing: set it to the connection string of role caseworkspace_app.");

        TextKeys.CheckSettings(configuration);
        CodeLists.TakeFrom(configuration);

        // Nothing here sets anything on a connection, so nothing is reset when it goes back: that would cost each use of one
        // seven statements more (docs/speed.md).
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(DatabaseConnection.Of(connection))
            {
                MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true,
            }.ConnectionString).Build());
        services.AddSingleton(provider => TextKeys.Of(configuration, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TextKeys>>()));
        services.AddHealthChecks().AddCheck<KeyStoreCheck>("key-store", tags: [Readiness.Tag]);
        services.AddSingleton(_ => new ChangeListening(connection));
        services.AddSingleton<ChangeTelling>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeTelling>());
        services.AddMarten(provider =>
        {
            var options = new StoreOptions();
            WorkspaceStore.Configure(options, provider.GetRequiredService<NpgsqlDataSource>(), features, keys: provider.GetRequiredService<TextKeys>());
            return options;
        }).UseLightweightSessions();

        services.AddSingleton(new AccessPolicy(features.SelectMany(feature => feature.Rules)));
        services.AddSingleton(new ThingCatalogue(features.SelectMany(feature => feature.Things)));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ToldVersions>();
        services.AddSingleton<EventSealing>();
        services.AddSingleton<CommandPipeline>();
        services.AddSingleton<QueryPipeline>();
        services.AddSingleton<HistoryPipeline>();
        services.AddSingleton<JournalRecord>();
        services.AddVault();
        foreach (var feature in features)
        {
            feature.Add(services);
        }

        return services;
    }

    /// <summary>What the routes of the features need: see <see cref="MapWorkspace"/>.</summary>
    public static IServiceCollection AddWorkspaceApi(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<ApiCommands>().AddScoped<ApiQueries>();

    /// <summary>Maps the routes of all features.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void MapWorkspace(this IEndpointRouteBuilder api)
    {
        foreach (var feature in AllFeatures.Modules)
        {
            feature.Map(api.MapGroup("").WithTags(feature.Section.Name));
        }
    }

    /// <summary>The script that makes Marten's part of the schema; deploy/postgresql/migrations follow it (docs/adr/0042).</summary>
    public static string SchemaScript()
    {
        using var source = NpgsqlDataSource.Create("Host=localhost");
        using var store = DocumentStore.For(options =>
            WorkspaceStore.Configure(options, source, AllFeatures.Modules, AutoCreate.CreateOrUpdate));
        return store.Storage.ToDatabaseScript();
    }
}
