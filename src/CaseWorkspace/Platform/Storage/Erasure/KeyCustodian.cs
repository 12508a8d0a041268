using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.Platform.Storage.Erasure;

/// <summary>Destroys keys of texts, by the one function of the key store that its role may call: it reads nothing there.</summary>
public sealed class KeyCustodian : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    /// <param name="connection">A connection string of role <c>caseworkspace_keys_custodian</c>.</param>
    public KeyCustodian(string connection) => _source = NpgsqlDataSource.Create(DatabaseConnection.Of(connection));

    /// <summary>Destroys the key; on disk, and on the synchronous copy where there is one, when the task ends. One that was destroyed stays so.</summary>
    /// <returns>How long ago it was destroyed, by the key store's clock.</returns>
    public async Task<TimeSpan> Destroy(Guid key, Guid file, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("select clock_timestamp() - keys.destroy($1, $2)");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = file });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var ago = reader.GetTimeSpan(0);
        // The row comes before the commit: what becomes of that is told behind it.
        await reader.NextResultAsync(cancellation);
        return ago;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
