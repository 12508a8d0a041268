using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Storage;

/// <summary>One way to write JSON: camel case, enums as hyphenated codes, so that what is stored can be sent as it is.</summary>
public static class WorkspaceJson
{
    private static readonly HashSet<string> Membership =
    [
        .. typeof(ICommand<>).GetProperties().Select(property => property.Name)
            .Where(name => name is not (nameof(ICommand<>.Target) or nameof(ICommand<>.SeenVersion))),
    ];

    /// <summary>For bodies that come in: unknown, doubled, missing and null members are refused, and times without offset.</summary>
    public static void ApplyStrict(JsonSerializerOptions options)
    {
        Apply(options);
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new StatedTimeConverter());
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(OnlyData);
    }

    /// <summary>For telling whether two commands are the same: everything but what the server made up itself.</summary>
    public static JsonSerializerOptions Fingerprint { get; } = Make(options =>
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(OnlyData));

    /// <summary>For what stands in the database.</summary>
    public static JsonSerializerOptions Stored { get; } = Make(_ => { });

    /// <summary>Sets what all of them share.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.NumberHandling = JsonNumberHandling.Strict;
    }

    /// <summary>
    /// Whether a property is what makes its type a command rather than part of its data. Such a one is worked out from the data,
    /// and must not be asked before the data is known to be sound.
    /// </summary>
    public static bool IsMembership(Type type, string property) => Membership.Contains(property, StringComparer.OrdinalIgnoreCase)
        && Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICommand<>));

    /// <summary>A command's data, without the members that it has as a command.</summary>
    private static void OnlyData(JsonTypeInfo type)
    {
        // A property that is ignored would be passed over when it is sent; taken out, it is unknown and so refused.
        foreach (var property in type.Properties
            .Where(property => IsMembership(type.Type, property.Name) || property is { Get: null, Set: null }).ToList())
        {
            type.Properties.Remove(property);
        }
    }

    private static JsonSerializerOptions Make(Action<JsonSerializerOptions> change)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        Apply(options);
        change(options);
        return options;
    }
}
