using System.Buffers;
using System.Collections.Frozen;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using ISerializer = Marten.ISerializer;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// The store's serializer. Events pass by options of their own, whose marked texts are sealed; everything else, snapshots above all, by
/// those of documents: the same types stand there in plain text. See docs/adr/0048.
/// </summary>
internal sealed class SealingSerializer(ISerializer documents, IReadOnlyStoreOptions store, IOpensTexts opens) : ISerializer
{
    private readonly JsonSerializerOptions _events = Options(opens);

    // Known when the features have named their events: asked at the first use.
    private readonly Lazy<FrozenDictionary<Type, string>> _aliases = new(() =>
        store.Events.AllKnownEventTypes().Where(one => MarkedTexts.AreIn(one.EventType)).ToFrozenDictionary(one => one.EventType, one => one.EventTypeName));

    public EnumStorage EnumStorage => documents.EnumStorage;

    public Casing Casing => documents.Casing;

    public ValueCasting ValueCasting => documents.ValueCasting;

    public string ToJson(object? document) => AliasOf(document) is { } alias ? Encoding.UTF8.GetString(Write(document!, alias)) : documents.ToJson(document);

    public string ToCleanJson(object? document) => AliasOf(document) is null ? documents.ToCleanJson(document) : ToJson(document);

    public string ToJsonWithTypes(object document) => AliasOf(document) is null ? documents.ToJsonWithTypes(document) : ToJson(document);

    public void WriteTo(IBufferWriter<byte> writer, object? document)
    {
        if (AliasOf(document) is { } alias)
        {
            writer.Write(Write(document!, alias));
        }
        else
        {
            documents.WriteTo(writer, document);
        }
    }

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? document)
    {
        if (AliasOf(document) is null)
        {
            documents.WriteToCleanJson(writer, document);
        }
        else
        {
            WriteTo(writer, document);
        }
    }

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object document)
    {
        if (AliasOf(document) is null)
        {
            documents.WriteToJsonWithTypes(writer, document);
        }
        else
        {
            WriteTo(writer, document);
        }
    }

    public void WriteToParameter(NpgsqlParameter parameter, object? document)
    {
        if (AliasOf(document) is { } alias)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
            parameter.Value = Write(document!, alias);
        }
        else
        {
            documents.WriteToParameter(parameter, document);
        }
    }

    public T FromJson<T>(Stream stream) => AliasOf(typeof(T)) is { } alias ? (T)Read(typeof(T), alias, stream)! : documents.FromJson<T>(stream);

    public T FromJson<T>(DbDataReader reader, int index) =>
        AliasOf(typeof(T)) is { } alias ? (T)Read(typeof(T), alias, reader.GetString(index))! : documents.FromJson<T>(reader, index);

    public object FromJson(Type type, Stream stream) => AliasOf(type) is { } alias ? Read(type, alias, stream)! : documents.FromJson(type, stream);

    public object FromJson(Type type, DbDataReader reader, int index) =>
        AliasOf(type) is { } alias ? Read(type, alias, reader.GetString(index))! : documents.FromJson(type, reader, index);

    public ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        AliasOf(typeof(T)) is null ? documents.FromJsonAsync<T>(stream, cancellationToken) : ValueTask.FromResult(FromJson<T>(stream));

    public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        AliasOf(typeof(T)) is null ? documents.FromJsonAsync<T>(reader, index, cancellationToken) : ValueTask.FromResult(FromJson<T>(reader, index));

    public ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        AliasOf(type) is null ? documents.FromJsonAsync(type, stream, cancellationToken) : ValueTask.FromResult(FromJson(type, stream));

    public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        AliasOf(type) is null ? documents.FromJsonAsync(type, reader, index, cancellationToken) : ValueTask.FromResult(FromJson(type, reader, index));

    private static JsonSerializerOptions Options(IOpensTexts opens)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        WorkspaceJson.Apply(options);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(type => SealedMembers.Seal(type, opens));
        return options;
    }

    private string? AliasOf(object? document) => document is null ? null : AliasOf(document.GetType());

    /// <summary>The stable name of an event that can hold texts; null for everything else.</summary>
    private string? AliasOf(Type type) => _aliases.Value.GetValueOrDefault(type);

    private byte[] Write(object happened, string alias)
    {
        EventInHand.Take(alias, EventKeys.Of(happened));
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), _events);
        }
        finally
        {
            EventInHand.Release();
        }
    }

    private object? Read(Type type, string alias, string json)
    {
        EventInHand.Take(alias, key: null);
        try
        {
            return JsonSerializer.Deserialize(json, type, _events);
        }
        finally
        {
            EventInHand.Release();
        }
    }

    private object? Read(Type type, string alias, Stream json)
    {
        EventInHand.Take(alias, key: null);
        try
        {
            return JsonSerializer.Deserialize(json, type, _events);
        }
        finally
        {
            EventInHand.Release();
        }
    }
}
