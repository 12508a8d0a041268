using System.Reflection;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Npgsql;

namespace CaseWorkspace.Tests;

/// <summary>What the workspace declares: operations, commands, queries, events, found by looking rather than by a list.</summary>
internal static class Declared
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static Assembly Workspace { get; } = typeof(AllFeatures).Assembly;

    public static IReadOnlyList<Type> Types { get; } = Workspace.GetTypes();

    /// <summary>Every operation, with the feature and the field that declare it.</summary>
    public static IReadOnlyList<(string Feature, FieldInfo Field, Operation Operation)> Operations { get; } =
    [
        .. Types.SelectMany(type => type.GetFields(Statics))
            .Where(field => field.FieldType == typeof(Operation) && field.DeclaringType!.IsGenericType is false)
            .Select(field => (FeatureOf(field.DeclaringType!) ?? "Platform", field, (Operation)field.GetValue(null)!)),
    ];

    public static IReadOnlyList<Type> Commands { get; } =
        [.. Types.Where(type => !type.IsInterface && Implements(type, typeof(ICommand<>)))];

    public static IReadOnlyList<Type> Queries { get; } =
        // What is open to any row has no statement of its own.
        [.. Types.Where(type => type is { IsInterface: false, IsGenericTypeDefinition: false } && typeof(IQuery).IsAssignableFrom(type))];

    /// <summary>The aggregates that decide on commands, and the one whose events are what the identity server says.</summary>
    public static IReadOnlyList<Type> Aggregates { get; } =
        [.. Commands.Select(type => Interface(type, typeof(ICommand<>)).GetGenericArguments()[0]).Distinct(), typeof(Appointment)];

    /// <summary>The event store as configured, without a database.</summary>
    public static StoreOptions Store { get; } = Configure();

    /// <summary>Every event that the store knows, with its stable name.</summary>
    public static IReadOnlyList<IEventType> Events { get; } =
        [.. ((IReadOnlyStoreOptions)Store).Events.AllKnownEventTypes().Where(one => one.EventType.Assembly == Workspace)];

    /// <summary>The feature of a type; null outside of the features.</summary>
    public static string? FeatureOf(Type type) => FeatureOf(type.Namespace ?? "");

    /// <summary>The feature of a namespace; null outside of the features.</summary>
    public static string? FeatureOf(string space) => space.Split('.') is ["CaseWorkspace", "Features", var feature, ..] ? feature : null;

    public static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition);

    private static Type Interface(Type type, Type definition) =>
        type.GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition);

    private static StoreOptions Configure()
    {
        var options = new StoreOptions();
        WorkspaceStore.Configure(options, NpgsqlDataSource.Create("Host=localhost"), AllFeatures.Modules);
        return options;
    }
}
