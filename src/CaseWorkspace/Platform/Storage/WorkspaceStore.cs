using CaseWorkspace.Platform.Relations;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Weasel.Core;

namespace CaseWorkspace.Platform.Storage;

/// <summary>The event store as this house uses it; features add their events and projections.</summary>
public static class WorkspaceStore
{
    /// <summary>The schema of documents, events and access tables.</summary>
    public const string Schema = "workspace";

    /// <summary>Sets what every host shares: append-only, no change of schema while running.</summary>
    /// <param name="options">Marten's options.</param>
    /// <param name="source">The pool of connections, as role <c>caseworkspace_app</c>.</param>
    /// <param name="features">What the features add.</param>
    /// <param name="schema"><see cref="AutoCreate.None"/> but in the verb <c>migrate</c>, which connects as owner.</param>
    /// <param name="keys">What opens texts in events; null: nobody reads them here, and none can be written.</param>
    public static void Configure(
        StoreOptions options, NpgsqlDataSource source, IEnumerable<IFeature> features, AutoCreate schema = AutoCreate.None, IOpensTexts? keys = null)
    {
        options.Connection(source);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = schema;
        // The store is told the casing too: its indexes name members as they are written.
        options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase, configure: WorkspaceJson.Apply);
        options.Serializer(new SealingSerializer((Marten.ISerializer)options.Serializer(), options, keys ?? LeavesTextsSealed.Instance));
        options.DisableNpgsqlLogging = true;

        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        options.Events.UseArchivedStreamPartitioning = true;
        options.Events.UseIdentityMapForAggregates = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        // Made by deploy/postgresql/migrations/0002-access.sql; the mapping of events offers none by time.
        options.Events.IgnoreIndex("mt_events_timestamp");

        IFeature[] all = [.. features];
        foreach (var feature in all)
        {
            feature.Store(options);
        }

        options.Projections.Add(new AccessProjection(all), ProjectionLifecycle.Inline);
    }
}
