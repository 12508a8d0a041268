using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using Marten;
using Npgsql;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>Whether the product takes a generated set for its own: aggregates rebuilt from events, and files opened over HTTP.</summary>
internal static class Verification
{
    private const int Sample = 100;

    public static async Task Run(string application, string administrator, HttpClient investigator, Guid person)
    {
        await using var source = NpgsqlDataSource.Create(application);
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules));
        await Rebuild<Investigation>(store, source);
        await Rebuild<EvidenceItem>(store, source);
        await Rebuild<InformationRequest>(store, source);
        await using var owner = NpgsqlDataSource.Create(administrator);
        var since = Stopwatch.GetTimestamp();
        var differences = await AccessComparison.Run(owner, store, AllFeatures.Modules, CancellationToken.None);
        Demand(differences.Count == 0, $"access has {differences.Count} rows that its events do not make, or lacks some: {string.Join(", ", differences.Take(1))}");
        var made = Stopwatch.GetElapsedTime(since);
        Console.WriteLine(FormattableString.Invariant(
            $"  access: made anew from the events and compared in {made.TotalSeconds:0.00} s, the same as stored; a COPY of all events takes {(await Copied(owner)).TotalSeconds:0.00} s"));

        var files = await Ids(source, $"select scope from workspace.case_relation where subject = 'person:{person}' and relation = 'lead' order by md5(scope::text) limit 5");
        foreach (var file in files)
        {
            await Use(investigator, source, file);
        }

        Console.WriteLine($"  {files.Count} files opened, read and added to over HTTP");
    }

    private static async Task Rebuild<T>(DocumentStore store, NpgsqlDataSource source) where T : class
    {
        var table = $"workspace.mt_doc_{typeof(T).Name.ToLowerInvariant()}";
        var ids = await Ids(source, $"select id from {table} order by md5(id::text) limit {Sample}");
        await using var session = store.QuerySession();
        foreach (var id in ids)
        {
            var rebuilt = await session.Events.AggregateStreamAsync<T>(id);
            var stored = await session.LoadAsync<T>(id);
            Demand(JsonNode.DeepEquals(Json(rebuilt), Json(stored)), $"{typeof(T).Name} {id} is not what its events make of it");
            var state = await session.Events.FetchStreamStateAsync(id);
            var events = await session.Events.FetchStreamAsync(id);
            Demand(state!.Version == events.Count && events[^1].Version == events.Count, $"{typeof(T).Name} {id} has another version than events");
        }

        Console.WriteLine($"  {ids.Count} of {typeof(T).Name}: rebuilt from their events, the same as stored");
    }

    private static async Task<TimeSpan> Copied(NpgsqlDataSource owner)
    {
        var since = Stopwatch.GetTimestamp();
        await using var connection = await owner.OpenConnectionAsync();
        using var reader = await connection.BeginTextExportAsync("copy (select * from workspace.mt_events) to stdout");
        var buffer = new char[64 * 1024];
        while (await reader.ReadAsync(buffer) > 0)
        {
        }

        return Stopwatch.GetElapsedTime(since);
    }

    private static async Task Use(HttpClient http, NpgsqlDataSource source, Guid file)
    {
        var path = $"/api/investigations/{file}";
        foreach (var part in new[] { "", "/timeline", "/evidence", "/information-requests" })
        {
            using var read = await http.GetAsync(path + part);
            read.EnsureSuccessStatusCode();
            Demand((await read.Content.ReadFromJsonAsync<JsonNode>()) is not null, $"{path}{part} is empty");
        }

        var items = (await Ids(source, $"select id from workspace.case_scope where file = '{file}' and kind = 'evidence'")).Count;
        using var noted = await http.PostAsJsonAsync(path + "/notes", new { text = "Read as if it had been written here." });
        noted.EnsureSuccessStatusCode();
        using var registered = await http.PostAsJsonAsync(path + "/evidence", new
        {
            kind = "document", description = "Added to a generated file.", seizedAt = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero), seizedWhere = "here", seizedBy = "benchmark", source = (string?)null,
        });
        registered.EnsureSuccessStatusCode();
        var item = (Guid)(await registered.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        var number = (string?)(await http.GetFromJsonAsync<JsonNode>($"/api/evidence/{item}"))!["number"];
        Demand(number == FormattableString.Invariant($"E-{items + 1:000}"), $"the next item of {file} got {number} after {items} items");
    }

    private static JsonNode? Json<T>(T? value) where T : class
    {
        var options = new JsonSerializerOptions();
        WorkspaceJson.Apply(options);
        return JsonSerializer.SerializeToNode(value, options);
    }

    private static async Task<List<Guid>> Ids(NpgsqlDataSource source, string sql)
    {
        List<Guid> ids = [];
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    private static void Demand(bool held, string otherwise)
    {
        if (!held)
        {
            throw new InvalidOperationException($"The generated set is not as the product would have written it: {otherwise}.");
        }
    }
}
