using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.Platform.Storage.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Opens what stands in the events of an installation, for tests that look into the database.</summary>
public static class StoredTexts
{
    /// <summary>The texts of notes.</summary>
    /// <param name="installation">Whose keys are used.</param>
    /// <param name="stored"><c>data::text</c> of events of the type <c>note-added</c>.</param>
    public static string[] NotesOf(Installation installation, IEnumerable<string> stored)
    {
        using var keys = KeysOf(installation);
        return [.. stored.Select(one => (string)JsonNode.Parse(keys.Opened(one, "note-added"))!["text"]!)];
    }

    /// <summary>Every string in events.</summary>
    /// <param name="installation">Whose keys are used.</param>
    /// <param name="stored">The event's type, a blank, and <c>data::text</c>.</param>
    public static string[] AllOf(Installation installation, IEnumerable<string> stored)
    {
        using var keys = KeysOf(installation);
        return [.. stored.SelectMany(one => StringsIn(JsonNode.Parse(keys.Opened(one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..], one.Split(' ')[0]))))];
    }

    public static TextKeys KeysOf(Installation installation) =>
        TextKeys.Of(new ConfigurationBuilder().AddInMemoryCollection(installation.WorkspaceSettings).Build(), TimeProvider.System, NullLogger<TextKeys>.Instance);

    private static IEnumerable<string> StringsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => StringsIn(member.Value)),
        JsonArray items => items.SelectMany(StringsIn),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
