using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>Which members of an event are marked, at any depth (<see cref="FreeTextAttribute"/>, <see cref="PersonalDataAttribute"/>).</summary>
public static class MarkedTexts
{
    private static readonly ConcurrentDictionary<Type, MarkedPart> Parts = new();

    /// <summary>Whether an event of the type can hold such text.</summary>
    public static bool AreIn(Type type) => !PartOf(type).IsEmpty;

    /// <summary>Whether the property is marked.</summary>
    public static bool IsMarked(ICustomAttributeProvider? property) => property is not null
        && (property.IsDefined(typeof(FreeTextAttribute), inherit: false) || property.IsDefined(typeof(PersonalDataAttribute), inherit: false));

    /// <summary>Seals what still stands as a plain text in the stored event; false: nothing did.</summary>
    /// <param name="stored">The event as it is stored; changed in place.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="alias">Its stable name.</param>
    /// <param name="key">The key.</param>
    public static bool Seal(JsonObject stored, Type type, string alias, TextKey key) => Seal(stored, PartOf(type), alias, key);

    /// <summary>Whether a marked text still stands plain in the stored event.</summary>
    public static bool ArePlain(JsonObject stored, Type type) => Seal(stored, PartOf(type), "", key: null);

    private static bool Seal(JsonNode? node, MarkedPart part, string alias, TextKey? key)
    {
        if (node is JsonArray list)
        {
            return list.Aggregate(seed: false, (any, one) => Seal(one, part, alias, key) | any);
        }

        if (node is not JsonObject stored)
        {
            return false;
        }

        var found = false;
        foreach (var member in part.Marked.Where(stored.ContainsKey))
        {
            if (stored[member] is JsonArray texts)
            {
                for (var place = 0; place < texts.Count; place++)
                {
                    found |= IsText(texts[place]);
                    if (key is not null && IsText(texts[place]))
                    {
                        texts[place] = Sealed(texts[place]!, alias, member, key);
                    }
                }
            }
            else if (IsText(stored[member]))
            {
                found = true;
                stored[member] = key is null ? stored[member]!.GetValue<string>() : Sealed(stored[member]!, alias, member, key);
            }
        }

        foreach (var (member, inner) in part.Inner)
        {
            found |= stored.ContainsKey(member) && Seal(stored[member], inner, alias, key);
        }

        return found;
    }

    private static JsonObject Sealed(JsonNode text, string alias, string member, TextKey key) => new()
    {
        [SealedText.Key] = key.Id,
        [SealedText.Content] = System.Text.Encoding.ASCII.GetString(key.Seal(alias, member, text.GetValue<string>())),
    };

    private static bool IsText(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String;

    private static MarkedPart PartOf(Type type) => Parts.GetOrAdd(type, Find);

    private static MarkedPart Find(Type type)
    {
        var (marked, inner) = (new List<string>(), new Dictionary<string, MarkedPart>(StringComparer.Ordinal));
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var element = property.PropertyType.GetElementType() ?? property.PropertyType;
            if (IsMarked(property))
            {
                marked.Add(name);
            }
            else if (element.Assembly == typeof(MarkedTexts).Assembly && !element.IsEnum && PartOf(element) is { IsEmpty: false } part)
            {
                inner.Add(name, part);
            }
        }

        return new MarkedPart(marked, inner);
    }

    private sealed record MarkedPart(IReadOnlyList<string> Marked, IReadOnlyDictionary<string, MarkedPart> Inner)
    {
        public bool IsEmpty => Marked.Count == 0 && Inner.Count == 0;
    }
}
