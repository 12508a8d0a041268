using System.Reflection;
using System.Text.Json;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// Marks text in an event that people wrote freely and that may hold personal data.
/// Only such fields may; they are what erasure will reach (see the ADR on erasure against immutability).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FreeTextAttribute : Attribute;

/// <summary>Which members of events hold such text.</summary>
public static class FreeTexts
{
    /// <summary>The name by which a thing goes, of which a list may tell.</summary>
    private static readonly string[] Names = ["title", "name"];

    /// <summary>Their names as they are stored, those included that hold it further inside.</summary>
    public static string[] Members { get; } = [.. Find().Except(Names, StringComparer.Ordinal)];

    private static IEnumerable<string> Find()
    {
        var types = typeof(FreeTextAttribute).Assembly.GetTypes();
        var holding = types.Where(type => Array.Exists(type.GetProperties(), IsMarked)).ToHashSet();
        for (var before = 0; before < holding.Count;)
        {
            before = holding.Count;
            holding.UnionWith(types.Where(type => Array.Exists(type.GetProperties(), one => holding.Contains(Element(one)))).ToList());
        }

        return types.SelectMany(type => type.GetProperties()).Where(one => IsMarked(one) || (holding.Contains(Element(one)) && holding.Contains(one.DeclaringType!)))
            .Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).Distinct(StringComparer.Ordinal);
    }

    private static bool IsMarked(PropertyInfo one) => one.IsDefined(typeof(FreeTextAttribute)) || one.IsDefined(typeof(PersonalDataAttribute));

    private static Type Element(PropertyInfo one) => one.PropertyType.GetElementType() ?? one.PropertyType;
}

/// <summary>Marks a field of an event that holds personal data of somebody outside the service.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute;

/// <summary>
/// An event that says why a thing was erased, or was not. Its texts stand under the key of the file, also where the thing has a key of its own
/// (<see cref="Things.ThingDescriptor.KeyedByItself"/>), and outlive it.
/// </summary>
public interface IOutlivesErasure;
