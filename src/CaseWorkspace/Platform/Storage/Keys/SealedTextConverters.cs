using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>The event that this thread reads or writes just now: reading and writing of one is one synchronous call.</summary>
internal static class EventInHand
{
    [ThreadStatic]
    private static string? _alias;

    [ThreadStatic]
    private static TextKey? _key;

    public static string Alias => _alias ?? throw new InvalidOperationException("A text of an event is read or written outside of one.");

    /// <summary>The key to write with.</summary>
    public static TextKey Key => _key ?? throw new UnsealedTextException(Alias);

    public static void Take(string alias, TextKey? key) => (_alias, _key) = (alias, key);

    public static void Release() => (_alias, _key) = (null, null);
}

/// <summary>An event with text was to be stored without a key for it.</summary>
public sealed class UnsealedTextException(string alias) : InvalidOperationException(
    $"The event {alias} holds text, and no key was told for it: texts of events are stored sealed or not at all (docs/adr/0048).");

/// <summary>Gives marked members of events these converters.</summary>
internal static class SealedMembers
{
    /// <summary>For the resolver of the options by which events, and nothing else, are read and written.</summary>
    public static void Seal(JsonTypeInfo type, IOpensTexts opens)
    {
        foreach (var property in type.Properties.Where(property => MarkedTexts.IsMarked(property.AttributeProvider)))
        {
            property.CustomConverter = property.PropertyType == typeof(string) ? new SealedTextConverter(property.Name, opens)
                : property.PropertyType == typeof(string[]) ? new SealedTextsConverter(property.Name, opens)
                : throw new NotSupportedException($"{type.Type.Name}.{property.Name} is marked and no text: only texts are sealed.");
        }
    }
}

/// <summary>A marked text of an event: sealed when written, opened when read. Events from before stand there as they were written.</summary>
internal sealed class SealedTextConverter(string member, IOpensTexts opens) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.StartObject when SealedText.Read(ref reader) is var (key, bytes) => opens.Open(key, member, bytes, EventInHand.Alias),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        SealedText.Write(writer, EventInHand.Key, EventInHand.Alias, member, value);
}

/// <summary>The same for a list of them: each is sealed by itself.</summary>
internal sealed class SealedTextsConverter(string member, IOpensTexts opens) : JsonConverter<string[]>
{
    private readonly SealedTextConverter _one = new(member, opens);

    public override string[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            texts.Add(_one.Read(ref reader, typeof(string), options)!);
        }

        return [.. texts];
    }

    public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value)
        {
            _one.Write(writer, text, options);
        }

        writer.WriteEndArray();
    }
}
