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

    /// <summary>The name of the master key that wraps new keys, as the key store said last.</summary>
    private volatile string _master;

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
        _master = masters.Last;
    }

    /// <summary>What is wrong with the key store, and what mends it; null: nothing is.</summary>
    public async Task<string?> Fault(CancellationToken cancellation)
    {
        // Of keys that were wrapped first and last: one that does not open tells that the folder belongs to another key store.
        await using var command = _source.CreateCommand(
            """
            select store.number, one.id, one.master, one.wrapped, store.master from keys.store
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

            if (!await reader.IsDBNullAsync(4, cancellation) && !_masters.Has(reader.GetString(4)))
            {
                return new LostTextMasterKeyException(reader.GetString(4)).Message;
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

    /// <summary>The ids of the keys that were destroyed.</summary>
    internal async Task<IReadOnlyList<Guid>> Destroyed(CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("select k.id from keys.text_key k where k.destroyed_at is not null");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var destroyed = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            destroyed.Add(reader.GetGuid(0));
        }

        return destroyed;
    }

    /// <summary>Makes a key; on disk, and on the synchronous copy where there is one, when the task ends. Null where there is one of that id already, or was.</summary>
    /// <exception cref="LostTextMasterKeyException">The key store stands on a master key that is not here: another one would seal what no other host opens.</exception>
    internal async Task<TextKey?> Make(Guid id, Guid file, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(TextKey.Length);
        while (true)
        {
            var master = _master;
            switch (await Add(id, file, master, _masters.Wrap(id, master, secret), cancellation))
            {
                case "made":
                    return new TextKey(id, secret);
                case "known":
                    return null;
                case var other:
                    _master = other;
                    break;
            }
        }
    }

    /// <summary>
    /// Ends when what was read before is on the synchronous copy, where there is one: a key shows to others while the host that made it still waits for that,
    /// and would be lost with the primary, with every text that was sealed with it meanwhile.
    /// </summary>
    internal async Task Copied(CancellationToken cancellation)
    {
        // What is written waits at its commit; the log is copied in order.
        await using var command = _source.CreateCommand(
            "select case when current_setting('synchronous_standby_names') <> '' then pg_logical_emit_message(true, 'caseworkspace', '') end");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private async Task<string> Add(Guid id, Guid file, string master, byte[] wrapped, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("select keys.make($1, $2, $3, $4)");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = file });
        command.Parameters.Add(new() { Value = master });
        command.Parameters.Add(new() { Value = wrapped });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var answer = reader.GetString(0);
        // The row comes before the commit: what becomes of that is told behind it.
        await reader.NextResultAsync(cancellation);
        return answer;
    }

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
