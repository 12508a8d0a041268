using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Storage;

/// <summary>A member of a body holds no time with offset in a plausible range.</summary>
public sealed class UnreadableTimeException() : JsonException("The time states no offset, or lies in no plausible range.");

/// <summary>Reads times out of bodies by <see cref="StatedTime.TryRead"/>; what is stored already is read as it stands.</summary>
internal sealed class StatedTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && StatedTime.TryRead(reader.GetString(), out var at) ? at : throw new UnreadableTimeException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
