using System.Text.Json.Nodes;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Sound bodies of every kind, with a word by which their texts are found: each feature's lie beside its tests.</summary>
public static partial class Bodies
{
    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    public static JsonObject Reason() => new() { ["reason"] = "Asked for" };

    /// <summary>With a member of the body set.</summary>
    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    private static JsonArray Ids(IEnumerable<Guid>? ids) => [.. (ids ?? []).Select(id => (JsonNode)JsonValue.Create(id))];
}
