using System.Security.Cryptography;
using CaseWorkspace.Platform.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>A row of the key store.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Key">Null: it was destroyed.</param>
internal sealed record StoredKey(Guid Id, TextKey? Key);

/// <summary>
/// The database of the keys, apart from the workspace's, with roles of its own: the hosts read and add. See deploy/postgresql/keys.
/// </summary>
public sealed class KeyStore : IDisposable
{
    /// <summary>The version of its scripts that this program works with.</summary>
    public const int Number = 1;

    private readonly NpgsqlDataSource _source;
    private readonly TextMasterKeys _masters;

    /// <param name="connection">A connection string of role <c>caseworkspace_keys</c>.</param>
    /// <param name="masters">The master keys.</param>
    public KeyStore(string connection, TextMasterKeys masters)
    {
        // As for the workspace: nothing here sets anything on a connection.
        _source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(DatabaseConnection.Of(connection))
        {
            MaxAutoPrepare = 10, AutoPrepareMinUsages = 2, NoResetOnClose = true,
        }.ConnectionString).Build();
        _masters = masters;
    }

    /// <summary>What is wrong with the key store, and what mends it; null: nothing is.</summary>
    public async Task<string?> Fault(CancellationToken cancellation)
    {
        // Of keys that were wrapped first and last: one that does not open tells that the folder belongs to another key store.
        await using var command = _source.CreateCommand(
            """
            select (select number from keys.store), one.id, one.master, one.wrapped from (values (1)) always
            left join lateral (
                (select id, master, wrapped from keys.text_key where wrapped is not null order by made_at limit 1)
                union all
                (select id, master, wrapped from keys.text_key where wrapped is not null order by made_at desc limit 1)) one on true
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt32(0) != Number)
            {
                return $"The key store has version {reader.GetInt32(0)}, and this program works with version {Number}: run deploy/postgresql/keys/store.sql of this version as its owner.";
            }

            try
            {
                if (!await reader.IsDBNullAsync(1, cancellation))
                {
                    _masters.Unwrap(reader.GetGuid(1), reader.GetString(2), await reader.GetFieldValueAsync<byte[]>(3, cancellation));
                }
            }
            catch (Exception lost) when (lost is LostTextMasterKeyException or CryptographicException)
            {
                return lost is LostTextMasterKeyException ? lost.Message : "A key in the key store was changed: it does not open under its master key.";
            }
        }

        return null;
    }

    /// <summary>Reads keys; with each all keys of its file, so that what is read next is there.</summary>
    internal async Task<IReadOnlyList<StoredKey>> Read(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var command = Reading(ids);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<StoredKey>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(ReadOne(reader));
        }

        return keys;
    }

    /// <summary>The same for one who cannot wait otherwise: a serializer.</summary>
    internal IReadOnlyList<StoredKey> Read(Guid id)
    {
        using var command = Reading([id]);
        using var reader = command.ExecuteReader();
        var keys = new List<StoredKey>();
        while (reader.Read())
        {
            keys.Add(ReadOne(reader));
        }

        return keys;
    }

    /// <summary>Makes a key; on disk when the task ends. Null where there is one of that id already, or was.</summary>
    internal async Task<TextKey?> Make(Guid id, Guid file, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(TextKey.Length);
        var (master, wrapped) = _masters.Wrap(id, secret);
        await using var command = _source.CreateCommand(
            "insert into keys.text_key (id, file, master, wrapped) values ($1, $2, $3, $4) on conflict (id) do nothing");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = file });
        command.Parameters.Add(new() { Value = master });
        command.Parameters.Add(new() { Value = wrapped });
        return await command.ExecuteNonQueryAsync(cancellation) == 1 ? new TextKey(id, secret) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private NpgsqlCommand Reading(IReadOnlyCollection<Guid> ids)
    {
        var command = _source.CreateCommand(
            """
            select k.id, k.master, k.wrapped from keys.text_key k
            where k.id = any($1) or k.file in (select asked.file from keys.text_key asked where asked.id = any($1))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        return command;
    }

    private StoredKey ReadOne(NpgsqlDataReader reader)
    {
        var id = reader.GetGuid(0);
        return new StoredKey(id, reader.IsDBNull(2) ? null : new TextKey(id, _masters.Unwrap(id, reader.GetString(1), reader.GetFieldValue<byte[]>(2))));
    }
}
