using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>Opens what stands sealed in JSON that a statement read from events: PostgreSQL hands it through as it is stored.</summary>
internal readonly struct OpenedJson(IOpensTexts opens)
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The JSON with texts in place of what is sealed.</summary>
    /// <param name="json">The JSON, as PostgreSQL writes it.</param>
    /// <param name="aliases">The stable names of the events in which it may have been sealed.</param>
    public string Opened(string json, params string[] aliases)
    {
        if (!json.Contains(SealedText.Mark, StringComparison.Ordinal))
        {
            return json;
        }

        var whole = JsonNode.Parse(json);
        return (Opened(whole, "", aliases) ?? whole)!.ToJsonString(Written);
    }

    /// <summary>The same for JSON in UTF-8.</summary>
    public byte[] Opened(byte[] json, params string[] aliases) =>
        json.AsSpan().IndexOf("\"sealed\":"u8) < 0 ? json : Encoding.UTF8.GetBytes(Opened(Encoding.UTF8.GetString(json), aliases));

    /// <summary>What stands in place of the node; null where it is nothing sealed itself.</summary>
    private JsonValue? Opened(JsonNode? node, string member, string[] aliases)
    {
        if (node is JsonArray list)
        {
            for (var place = 0; place < list.Count; place++)
            {
                if (Opened(list[place], member, aliases) is { } text)
                {
                    list[place] = text;
                }
            }
        }
        else if (node is JsonObject stored)
        {
            if (stored.Count == 2 && stored.ContainsKey(SealedText.Key) && stored.ContainsKey(SealedText.Content)
                && SealedText.Read(JsonSerializer.SerializeToElement(stored)) is var (key, bytes))
            {
                return JsonValue.Create(opens.Open(key, member, bytes, aliases));
            }

            foreach (var (name, value) in stored.ToArray())
            {
                if (Opened(value, name, aliases) is { } text)
                {
                    stored[name] = text;
                }
            }
        }

        return null;
    }
}
