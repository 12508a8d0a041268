using System.Globalization;
using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>The tables that the pipeline writes, each through a COPY of its own, all begun at once and ended together.</summary>
internal sealed class Tables : IAsyncDisposable
{
    private const string Tenant = "*DEFAULT*";

    private static readonly JsonSerializerOptions Json = MakeJson();

    private readonly List<NpgsqlConnection> _connections = [];
    private readonly Dictionary<string, NpgsqlBinaryImporter> _copies = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _aliases = [];
    private TextWriter? _texts;

    private Tables()
    {
        var options = new StoreOptions();
        foreach (var feature in AllFeatures.Modules)
        {
            feature.Store(options);
        }

        foreach (var mapped in ((IReadOnlyStoreOptions)options).Events.AllKnownEventTypes())
        {
            _aliases[mapped.EventType] = mapped.EventTypeName;
        }
    }

    /// <summary>As the server's administrator: what one event refers to is not looked up again for each.</summary>
    public static async Task<Tables> Open(string administrator)
    {
        var tables = new Tables();
        foreach (var (name, columns) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mt_events"] = "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived",
            ["mt_streams"] = "id, type, version, timestamp, created, tenant_id",
            ["mt_doc_investigation"] = "id, data, mt_last_modified, mt_dotnet_type, mt_version",
            ["mt_doc_evidenceitem"] = "id, data, mt_last_modified, mt_dotnet_type, mt_version",
            ["mt_doc_informationrequest"] = "id, data, mt_last_modified, mt_dotnet_type, mt_version",
            ["case_scope"] = "id, kind, file, number, holder, awaits_relation, awaits_person, awaits_due",
            ["case_relation"] = "scope, kind, subject, relation, since, until, unit",
            ["content_name"] = "sha256, thing",
            ["series"] = "name, last",
        })
        {
            tables._copies[name] = await (await tables.Connect(administrator)).BeginBinaryImportAsync($"copy workspace.{name} ({columns}) from stdin (format binary)");
        }

        tables._texts = await (await tables.Connect(administrator)).BeginTextImportAsync("copy workspace.case_text (source, part, words) from stdin");
        return tables;
    }

    public void Write(IEvent happened, Worker by)
    {
        var copy = _copies["mt_events"];
        copy.StartRow();
        copy.Write(happened.Sequence, NpgsqlDbType.Bigint);
        copy.Write(happened.Id, NpgsqlDbType.Uuid);
        copy.Write(happened.StreamId, NpgsqlDbType.Uuid);
        copy.Write(happened.Version, NpgsqlDbType.Bigint);
        copy.Write(JsonSerializer.SerializeToUtf8Bytes(happened.Data, happened.EventType, Json), NpgsqlDbType.Jsonb);
        copy.Write(_aliases[happened.EventType], NpgsqlDbType.Varchar);
        copy.Write(happened.Timestamp.UtcDateTime, NpgsqlDbType.TimestampTz);
        copy.Write(Tenant, NpgsqlDbType.Varchar);
        copy.Write($"{happened.EventType.FullName}, {happened.EventType.Assembly.GetName().Name}", NpgsqlDbType.Varchar);
        copy.Write(happened.CorrelationId!, NpgsqlDbType.Varchar);
        copy.Write(happened.CausationId!, NpgsqlDbType.Varchar);
        copy.Write($$"""{"role":"{{by.Role.Code()}}","session":"data-set"}""", NpgsqlDbType.Jsonb);
        copy.Write(happened.UserName!, NpgsqlDbType.Varchar);
        copy.Write(false, NpgsqlDbType.Boolean);
    }

    /// <summary>A file with everything in it.</summary>
    public void Write(Projected file, Guid id, int items)
    {
        foreach (var (stream, snapshot) in file.Snapshots)
        {
            Write(stream, snapshot);
        }

        var scopes = _copies["case_scope"];
        foreach (var scope in file.Access.Scopes.Values)
        {
            var (relation, person, due) = file.Awaited(scope);
            scopes.StartRow();
            scopes.Write(scope.Id, NpgsqlDbType.Uuid);
            scopes.Write(scope.Kind, NpgsqlDbType.Text);
            WriteOrNull(scopes, scope.File, NpgsqlDbType.Uuid);
            WriteOrNull(scopes, scope.Number, NpgsqlDbType.Text);
            WriteOrNull(scopes, scope.Holder, NpgsqlDbType.Uuid);
            WriteOrNull(scopes, relation, NpgsqlDbType.Text);
            WriteOrNull(scopes, person, NpgsqlDbType.Uuid);
            WriteOrNull(scopes, due?.UtcDateTime, NpgsqlDbType.TimestampTz);
        }

        var relations = _copies["case_relation"];
        foreach (var row in file.Access.Relations)
        {
            relations.StartRow();
            relations.Write(row.Scope, NpgsqlDbType.Uuid);
            relations.Write(row.Kind, NpgsqlDbType.Text);
            relations.Write(row.Subject, NpgsqlDbType.Text);
            relations.Write(row.Relation, NpgsqlDbType.Text);
            relations.Write(row.Since.UtcDateTime, NpgsqlDbType.TimestampTz);
            WriteOrNull(relations, row.Until?.UtcDateTime, NpgsqlDbType.TimestampTz);
            WriteOrNull(relations, row.Unit, NpgsqlDbType.Text);
        }

        var names = _copies["content_name"];
        foreach (var (sha256, thing) in file.Access.Contents)
        {
            names.StartRow();
            names.Write(sha256, NpgsqlDbType.Text);
            names.Write(thing, NpgsqlDbType.Uuid);
        }

        // The words are letters and digits and nothing else, so nothing in them stands for anything but itself.
        foreach (var (part, words) in file.Texts)
        {
            _texts!.Write($"{part.Source}\t{part.Part}\t'{string.Join("' '", words)}'\n");
        }

        if (items > 0)
        {
            WriteSeries($"exhibit:{id}", items);
        }
    }

    public void WriteSeries(string name, long last)
    {
        _copies["series"].StartRow();
        _copies["series"].Write(name, NpgsqlDbType.Text);
        _copies["series"].Write(last, NpgsqlDbType.Bigint);
    }

    public async Task Complete()
    {
        foreach (var copy in _copies.Values)
        {
            await copy.CompleteAsync();
        }

        await _texts!.DisposeAsync();
        _texts = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _copies.Values)
        {
            await copy.DisposeAsync();
        }

        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private static void WriteOrNull<T>(NpgsqlBinaryImporter copy, T value, NpgsqlDbType type)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }

    private void Write(Guid stream, Snapshot snapshot)
    {
        var type = snapshot.State.GetType();
        var name = type.Name.ToLower(CultureInfo.InvariantCulture);
        var streams = _copies["mt_streams"];
        streams.StartRow();
        streams.Write(stream, NpgsqlDbType.Uuid);
        streams.Write(Alias(type.Name), NpgsqlDbType.Varchar);
        streams.Write(snapshot.Version, NpgsqlDbType.Bigint);
        streams.Write(snapshot.Changed.UtcDateTime, NpgsqlDbType.TimestampTz);
        streams.Write(snapshot.Created.UtcDateTime, NpgsqlDbType.TimestampTz);
        streams.Write(Tenant, NpgsqlDbType.Varchar);

        var documents = _copies[$"mt_doc_{name}"];
        documents.StartRow();
        documents.Write(stream, NpgsqlDbType.Uuid);
        documents.Write(JsonSerializer.SerializeToUtf8Bytes(snapshot.State, type, Json), NpgsqlDbType.Jsonb);
        documents.Write(snapshot.Changed.UtcDateTime, NpgsqlDbType.TimestampTz);
        documents.Write(type.FullName!, NpgsqlDbType.Varchar);
        documents.Write(snapshot.Version, NpgsqlDbType.Bigint);
    }

    /// <summary>EvidenceItem is evidence_item, as the store names streams.</summary>
    private static string Alias(string name) =>
        string.Concat(name.Select((one, at) => at > 0 && char.IsAsciiLetterUpper(one) ? $"_{char.ToLowerInvariant(one)}" : $"{char.ToLowerInvariant(one)}"));

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions();
        WorkspaceJson.Apply(options);
        return options;
    }

    private async Task<NpgsqlConnection> Connect(string administrator)
    {
        var connection = new NpgsqlConnection(administrator);
        _connections.Add(connection);
        await connection.OpenAsync();
        await using var replica = new NpgsqlCommand("set session_replication_role = replica; set synchronous_commit = off", connection);
        await replica.ExecuteNonQueryAsync();
        return connection;
    }
}
