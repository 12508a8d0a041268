using System.Text.Json;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// A text as it stands in an event: <c>{"key": id, "sealed": base64}</c> in place of a string. What a person types is always a string of JSON,
/// so that nothing typed can pass for something sealed; no part of an event has members of these names.
/// </summary>
public static class SealedText
{
    /// <summary>Shown in place of a text whose key was destroyed. In both languages: it stands in snapshots and answers, for readers of either.</summary>
    public const string Erased = "— წაშლილია · erased —";

    /// <summary>Shown in place of a text that its key does not open, or whose key is not there: damage, which is logged.</summary>
    public const string NotOpened = "— არ იხსნება · does not open —";

    internal const string Key = "key";
    internal const string Content = "sealed";

    /// <summary>Stands in every JSON text that holds something sealed; in a string that somebody typed the mark behind the word has a backslash.</summary>
    internal const string Mark = "\"sealed\":";

    private static readonly JsonEncodedText KeyName = JsonEncodedText.Encode(Key);
    private static readonly JsonEncodedText ContentName = JsonEncodedText.Encode(Content);

    /// <summary>Whether the text is one of those that stand in place of another.</summary>
    public static bool IsStandIn(string? text) => text is Erased or NotOpened;

    /// <summary>The text without those, of a text that may be put together of several.</summary>
    public static string? WithoutStandIns(string? text) =>
        text?.Replace(Erased, "", StringComparison.Ordinal).Replace(NotOpened, "", StringComparison.Ordinal);

    internal static void Write(Utf8JsonWriter writer, TextKey key, string alias, string member, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(KeyName, key.Id);
        // Base64 needs no escaping but for '+', which a reader takes either way.
        writer.WriteString(ContentName, key.Seal(alias, member, text));
        writer.WriteEndObject();
    }

    /// <summary>Reads past the object at which the reader stands; null where it is nothing sealed.</summary>
    internal static (Guid Key, byte[] Bytes)? Read(ref Utf8JsonReader reader)
    {
        using var whole = JsonDocument.ParseValue(ref reader);
        return Read(whole.RootElement);
    }

    /// <summary>The key and what it sealed; null where the value is nothing sealed.</summary>
    internal static (Guid Key, byte[] Bytes)? Read(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object && value.GetPropertyCount() == 2
        && value.TryGetProperty(Key, out var key) && key.ValueKind is JsonValueKind.String
        && value.TryGetProperty(Content, out var content) && content.ValueKind is JsonValueKind.String
            ? key.TryGetGuid(out var id) && content.TryGetBytesFromBase64(out var bytes) ? (id, bytes) : (Guid.Empty, [])
            : null;
}
